import type { ClaimEventBody } from '#shared/claims'
import { fileObjection, answerObjections } from '../objections/objection.service'
import type { Command } from '../context'
import { notify } from '../notifications/notification.service'
import { advance, bureauNames, bureauOf, type ClaimStepper } from './claim-transition'
import type { Claim } from './claim.model'

type Body<Event extends ClaimEventBody['event']> = Extract<ClaimEventBody, { event: Event }>

/** Stops a claim for a time, with a reason that its worker reads. Its place in the queue stays. */
export async function holdClaim(command: Command, claim: Claim, { reason }: Body<'hold'>): Promise<Claim> {
  const bureau = bureauOf(command.actor, claim)
  const hold = { from: claim.state, reason }
  const held = await advance(command, claim, { event: 'hold', role: bureau, set: { hold }, detail: reason })
  const values = { bureau: bureauNames[bureau], reason }
  await notify(command, { ...about(claim), kind: 'claim_held', values, typed: ['reason'] })
  return held
}

/** Lets a stopped claim go on where it was. */
export async function resumeClaim(command: Command, claim: Claim): Promise<Claim> {
  const bureau = bureauOf(command.actor, claim)
  const resumed = await advance(command, claim, { event: 'resume', role: bureau, set: { hold: null } })
  const values = { bureau: bureauNames[bureau] }
  await notify(command, { ...about(claim), kind: 'claim_resumed', values })
  return resumed
}

/** The worker does not accept the refusal: somebody else of the bureau that refused looks at it again. Once, and in time. */
export async function appealRefusal(
  command: Command,
  claim: Claim,
  { words }: Body<'appeal'>,
): Promise<Claim> {
  const set = { isAppealed: true }
  const appealed = await advance(command, claim, { event: 'appeal', role: 'worker', set })
  const from = { claimId: claim._id, kind: 'appeal', personId: claim.workerId } as const
  await fileObjection(command, { ...from, words })
  return appealed
}

/** The refusal stands; what else can be done is said with it. */
export async function keepRefusal(
  command: Command,
  claim: Claim,
  { answer }: Body<'keep_refusal'>,
): Promise<Claim> {
  const bureau = bureauOf(command.actor, claim)
  const kept = await advance(command, claim, {
    event: 'keep_refusal',
    role: bureau,
    addReviewer: true,
    detail: answer,
  })
  await answerObjections(command, claim._id, { outcome: 'kept', text: answer })
  const values = { bureau: bureauNames[bureau], answer }
  await notify(command, { ...about(claim), kind: 'appeal_kept', values, typed: ['answer'] })
  return kept
}

/** The objection, or the appeal, has a point: the claim is looked at again from where it went wrong. */
export async function reopenClaim(
  command: Command,
  claim: Claim,
  { answer }: Body<'reopen'>,
): Promise<Claim> {
  const bureau = bureauOf(command.actor, claim)
  const reopened = await advance(command, claim, {
    event: 'reopen',
    role: bureau,
    set: { refused: null, publicSince: null, decidedFen: null, decidedReason: null },
    addReviewer: true,
    detail: answer,
  })
  await answerObjections(command, claim._id, { outcome: 'reopened', text: answer })
  const values = { bureau: bureauNames[bureau], answer }
  await notify(command, { ...about(claim), kind: 'claim_reopened', values, typed: ['answer'] })
  return reopened
}

/** The objections are answered and change nothing: the claim stays public until the day that was set. */
export async function dismissObjections(
  command: Command,
  claim: Claim,
  { answer }: Body<'dismiss_objection'>,
): Promise<Claim> {
  const dismissed = await advance(command, claim, {
    event: 'dismiss_objection',
    role: 'hr',
    addReviewer: true,
    detail: answer,
  })
  await answerObjections(command, claim._id, { outcome: 'kept', text: answer })
  await notify(command, {
    ...about(claim),
    kind: 'objection_dismissed',
    values: { answer },
    typed: ['answer'],
  })
  return dismissed
}

/** Approved: made public where the pinned policy sets a publicity, payable at once where it sets none. */
export function afterApproval(command: ClaimStepper, approved: Claim): Promise<Claim> {
  const { programmeNow, today } = command.moment
  return approved.publicityDays === null
    ? advance(command, approved, { event: 'release', role: 'system', set: { payableSince: programmeNow } })
    : advance(command, approved, { event: 'publish', role: 'system', set: { publicSince: today } })
}

function about({ workerId, _id }: Claim): { personId: Claim['workerId']; claimId: Claim['_id'] } {
  return { personId: workerId, claimId: _id }
}
