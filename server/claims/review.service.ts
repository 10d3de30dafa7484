import type { ClaimEventBody, ReviewCheck } from '#shared/claims'
import { refusalReasons, returnReasons, reviewCheckLabels } from '#shared/claims'
import { formatYuan } from '#shared/money'
import type { Command } from '../context'
import { enrolmentById, lockForClaim } from '../enrolments/enrolment.service'
import { invalidFields } from '../http/problem'
import { notify } from '../notifications/notification.service'
import { answerObjections } from '../objections/objection.service'
import { recordsOf } from './claim-assessment'
import { checksNeeded, findingsOf } from './claim-checks.service'
import type { ClaimRecords } from './claim-facts'
import { refuseUnlisted } from './claim-listing'
import { advance, bureauNames, bureauOf } from './claim-transition'
import type { Claim } from './claim.model'
import { afterApproval } from './remedy.service'

type Body<Event extends ClaimEventBody['event']> = Extract<ClaimEventBody, { event: Event }>
/**
 * Passes the review of this bureau. All needed checks must be ticked; a cap needs the decided sum and a reason. The public
 * lists are asked again, because they may have changed since the claim was made.
 * @throws Problem `invalid_fields`, `conditions_not_met`, or what the table says
 */
export async function passReview(command: Command, claim: Claim, body: Body<'pass'>): Promise<Claim> {
  const bureau = bureauOf(command.actor, claim)
  const records = await recordsOf(await enrolmentById(claim.enrolmentId, command.tx), command.tx)
  const { checks: machine, suspects } = await findingsOf(command, claim, records, command.tx)
  requireChecks(checksNeeded(claim, suspects), body.checks)
  refuseChangedLists(command, claim, records)
  const at = command.moment.programmeNow
  const checks = [...claim.checks, { by: bureau, passed: body.checks, at, machine }]
  if (bureau === 'housing') {
    const set = { checks, firstReviewerId: command.actor.personId }
    return advance(command, claim, { event: 'pass', role: bureau, set, addReviewer: true })
  }
  const decided = decidedAmount(claim, body)
  const approved = await advance(command, claim, {
    event: 'pass',
    role: bureau,
    set: { checks, ...decided },
    addReviewer: true,
    detail: `核定${formatYuan(decided.decidedFen)}${decided.decidedReason ? `：${decided.decidedReason}` : ''}`,
  })
  await tellApproved(command, approved, decided.decidedFen)
  return afterApproval(command, approved)
}

function refuseChangedLists({ deployment }: Command, claim: Claim, records: ClaimRecords): void {
  refuseUnlisted(deployment.policies.pinned(claim.policy), records)
}

/** Sends the claim back with a coded reason. Records that the institution has to mend are opened for it. */
export async function returnClaim(command: Command, claim: Claim, body: Body<'return'>): Promise<Claim> {
  const bureau = bureauOf(command.actor, claim)
  const reason = returnReasons[body.reasonCode]
  const comment = body.comment ?? null
  const returned = { by: bureau, reasonCode: body.reasonCode, comment }
  const moved = await advance(command, claim, {
    event: 'return',
    role: bureau,
    set: { returned, askedBy: bureau },
    addReviewer: true,
    detail: comment === null ? reason.label : `${reason.label}：${comment}`,
  })
  if (reason.fix === 'institution') await lockForClaim(claim.enrolmentId, null, command.tx)
  await notify(command, {
    personId: claim.workerId,
    claimId: claim._id,
    kind: 'claim_returned',
    values: { bureau: bureauNames[bureau], reason: reason.label, toDo: reason.say },
  })
  return moved
}

/** Refuses the claim for good, with a coded reason and what exactly was missing. */
export async function refuseClaim(command: Command, claim: Claim, body: Body<'refuse'>): Promise<Claim> {
  const bureau = bureauOf(command.actor, claim)
  const { label } = refusalReasons[body.reasonCode]
  const refused = { by: bureau, reasonCode: body.reasonCode, comment: body.comment }
  const detail = `${label}：${body.comment}`
  const moved = await advance(command, claim, {
    event: 'refuse',
    role: bureau,
    set: { refused, publicSince: null },
    addReviewer: true,
    detail,
  })
  if (claim.state === 'objected')
    await answerObjections(command, claim._id, { outcome: 'turned', text: body.comment })
  await notify(command, {
    personId: claim.workerId,
    claimId: claim._id,
    kind: 'claim_refused',
    values: { bureau: bureauNames[bureau], reason: label, comment: body.comment },
    typed: ['comment'],
  })
  return moved
}

/** Payable at once, or first made public where the policy says so. */
async function tellApproved(command: Command, claim: Claim, decidedFen: number): Promise<void> {
  const about = { personId: claim.workerId, claimId: claim._id, amountFen: decidedFen }
  const amount = formatYuan(decidedFen)
  if (claim.publicityDays === null)
    await notify(command, { ...about, kind: 'claim_approved', values: { amount } })
  else {
    const values = { amount, days: String(claim.publicityDays) }
    await notify(command, { ...about, kind: 'publicity_started', values })
  }
}

function requireChecks(needed: readonly ReviewCheck[], ticked: readonly ReviewCheck[]): void {
  const open = needed.filter((check) => !ticked.includes(check))
  if (open.length === 0) return
  const detail = `还没核对：${open.map((check) => reviewCheckLabels[check]).join('、')}`
  throw invalidFields([{ pointer: '/checks', code: 'checks_missing', detail }])
}

function decidedAmount(
  claim: Claim,
  body: Body<'pass'>,
): { decidedFen: number; decidedReason: string | null } {
  const { kind, fen } = claim.amount
  if (kind === 'fixed') {
    if (body.decidedFen !== undefined && body.decidedFen !== fen) {
      throw invalidFields([
        { pointer: '/decidedFen', code: 'fixed', detail: `这项是定额${formatYuan(fen)}，不能改` },
      ])
    }
    return { decidedFen: fen, decidedReason: null }
  }
  const errors = []
  const { decidedFen, reason } = body
  if (decidedFen === undefined)
    errors.push({ pointer: '/decidedFen', code: 'required', detail: '请填核定金额' })
  else if (decidedFen < 1)
    errors.push({ pointer: '/decidedFen', code: 'min_value', detail: '核定金额要大于0；不发放请选“不通过”' })
  else if (decidedFen > fen)
    errors.push({ pointer: '/decidedFen', code: 'max_value', detail: `最高${formatYuan(fen)}` })
  if (reason === undefined)
    errors.push({ pointer: '/reason', code: 'required', detail: '请写明核定理由，工人看得到' })
  if (errors.length > 0 || decidedFen === undefined || reason === undefined) throw invalidFields(errors)
  return { decidedFen, decidedReason: reason }
}
