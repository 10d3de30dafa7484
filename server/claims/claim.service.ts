import { Types, type ClientSession } from 'mongoose'
import type { ClaimState } from '#shared/claim-machine'
import { returnReasonCodes, returnReasons, type SubmitClaimBody } from '#shared/claims'
import { Problem } from '#shared/problem'
import { deviceOfSession } from '../auth/session.service'
import { keepConsent } from '../consents/consent.service'
import type { Actor, Command } from '../context'
import { duplicateKeyOf } from '../mongo'
import { hasTrainingRecords, lockForClaim, ownEnrolment } from '../enrolments/enrolment.service'
import { notify } from '../notifications/notification.service'
import { employmentOf, payeeAccountOf } from '../people/person.service'
import { accountForClaim } from './claim-account'
import { entitlementKeyOf, looksAtEmployment, recordsOf, type ClaimAssessment } from './claim-assessment'
import { assessOn, basisOf, type ClaimBasis } from './claim-basis'
import type { ClaimRecords } from './claim-facts'
import { limitsOn, refuseBlocked } from './claim-limits'
import { claimedElsewhere, standingClaim } from './claim-lookup.service'
import { newClaimNo } from './claim-number'
import { advance } from './claim-transition'
import { takeTurn } from './claim-turn'
import { Claims, type Claim } from './claim.model'

/** States in which a bureau or the bank has the claim: identity and records must hold still. */
const IN_PROGRESS: readonly ClaimState[] = [
  'submitted',
  'housing_review',
  'hr_review',
  'appealed',
  'approved',
  'in_publicity',
  'objected',
  'held',
  'payable',
  'in_batch',
  'pay_failed',
]
const identityReasons = returnReasonCodes.filter((code) => returnReasons[code].fix === 'identity')

/**
 * The one tap: claims for an enrolment, checks everything by machine, and hands it to the housing bureau.
 * @throws Problem `already_claimed`, `claim_blocked`, `conditions_not_met`, `amount_changed`, `account_needed`
 */
export async function submitClaim(command: Command, body: SubmitClaimBody): Promise<Claim> {
  const { actor, tx, moment, deployment } = command
  const enrolment = await ownEnrolment(actor, body.enrolmentId, tx)
  const records = await recordsOf(enrolment, tx)
  await takeTurn(actor.personId, tx)
  const basis = basisOf(deployment.policies, records, moment.today)
  const decided = { basis, assessed: assessOn(basis, records, moment.today) }
  await refuseSecondClaim(decided, records, command)
  const question = { records, assessed: decided.assessed, claimedOn: moment.today }
  refuseBlocked(basis.policy, await limitsOn(basis.policy, question, tx))
  checkPromise(decided, body)
  const draft = await prepare(command, records, decided, body.cardLastFour)
  const claim = await insert(draft, tx)
  await lockForClaim(enrolment._id, claim._id, tx)
  await keepConsent(command, actor.personId, 'claim', claim._id)
  const checked = await advance(command, claim, { event: 'run_checks', role: 'system' })
  await notify(command, {
    personId: actor.personId,
    claimId: claim._id,
    kind: 'claim_received',
    values: { claimNo: claim.claimNo },
  })
  return checked
}

/**
 * Refuses to change who somebody is once they were taught, or while a claim of theirs is under way, unless a bureau asked
 * for just that: otherwise one person could attend and another be paid.
 * @throws Problem `not_in_this_state`, with the way to go
 */
export async function refuseIdentityChange(actor: Actor, tx: ClientSession): Promise<void> {
  const detail = await whyIdentityHolds(actor.personId, tx)
  if (detail !== null) throw new Problem('not_in_this_state', { detail })
}

/** Why somebody's identity cannot be changed by themselves now; null when it can. */
export async function whyIdentityHolds(
  personId: Types.ObjectId,
  tx: ClientSession | null,
): Promise<string | null> {
  const claimNo = await openClaimNo(personId, tx)
  if (claimNo !== null)
    return `申领${claimNo}正在办理，身份信息暂时不能自己改。写错了，到“我的资料”里点“更正身份信息”`
  const isAsked = await Claims.exists({ workerId: personId, state: 'needs_info' }).session(tx)
  if (isAsked || !(await hasTrainingRecords(personId, tx))) return null
  return '已经有上课、考试或证书记录，身份信息不能自己改。写错了，到“我的资料”里点“更正身份信息”'
}

/** The receipt number of a claim that a bureau or the bank has, or that was returned for something else; null without. */
export async function openClaimNo(
  personId: Types.ObjectId,
  tx: ClientSession | null,
): Promise<string | null> {
  const open = await Claims.findOne({
    workerId: personId,
    $or: [
      { state: { $in: IN_PROGRESS } },
      { state: 'needs_info', 'returned.reasonCode': { $nin: identityReasons } },
    ],
  })
    .session(tx)
    .lean<Claim>()
  return open?.claimNo ?? null
}

/** What decides about the training, and what comes out of it. */
interface Decided {
  basis: ClaimBasis
  assessed: ClaimAssessment
}

async function refuseSecondClaim(
  { basis, assessed }: Decided,
  records: ClaimRecords,
  command: Command,
): Promise<void> {
  const key = assessed.candidate && entitlementKeyOf(basis.policy, assessed.candidate, records)
  const earlier = await standingClaim(records.enrolment._id, key, command.tx)
  if (earlier) throw refusalBy(earlier, command.actor)
}

/** The refusal of a claim because of an earlier one, which is named to nobody but its own worker. */
export function refusalBy(earlier: Claim, actor: Actor): Problem {
  if (earlier.workerId.equals(actor.personId)) return alreadyClaimed(earlier.claimNo)
  return new Problem('already_claimed', { detail: claimedElsewhere(earlier).text })
}

/** @param claimNo the earlier claim; null when it was made at this very moment, on another phone or by a second tap */
function alreadyClaimed(claimNo: string | null): Problem {
  const before = claimNo === null ? '' : `，之前的回执号是${claimNo}`
  return new Problem('already_claimed', {
    ...(claimNo === null ? {} : { claimNo }),
    detail: `同一次培训或同一本证书只能领一次${before}，可以在“我的申领”里看进展`,
  })
}

function checkPromise({ basis, assessed }: Decided, body: SubmitClaimBody): void {
  if (basis.refusal !== null) throw new Problem('conditions_not_met', { detail: basis.refusal })
  const { candidate, explained } = assessed
  if (candidate?.outcome !== 'payable') {
    const missing =
      explained?.lines.filter((line) => line.standing === 'missing' || line.standing === 'unknown') ?? []
    throw new Problem('conditions_not_met', {
      detail: missing.map((line) => line.text).join('；') || '这个工种暂不能申领',
    })
  }
  const { kind, fen } = body.expectedAmount
  if (candidate.amount.kind !== kind || candidate.amount.fen !== fen) {
    throw new Problem('amount_changed', { detail: '补贴金额和您看到的不一样了，请刷新后再确认' })
  }
}

/** How every claim begins: nobody has looked at it. */
const undecided = {
  decidedFen: null,
  decidedReason: null,
  firstReviewerId: null,
  reviewerIds: [],
  askedBy: null,
  returned: null,
  refused: null,
  checks: [],
  payment: null,
  payableSince: null,
}

async function prepare(
  command: Command,
  records: ClaimRecords,
  { basis, assessed }: Decided,
  cardLastFour: string,
): Promise<Claim> {
  const { deployment, moment, actor } = command
  const { policy, row } = basis
  const { candidate, explained, facts } = assessed
  if (!candidate || !explained || !row) throw new Problem('conditions_not_met')
  const claimId = new Types.ObjectId()
  const { code, version, preset, hash } = policy
  const at = moment.programmeNow
  const publicityDays = policy.settings['publicity.workingDays']
  return {
    _id: claimId,
    claimNo: await newClaimNo(moment.today, deployment.randomBytes, (no) => isTaken(no, command.tx)),
    workerId: actor.personId,
    enrolmentId: records.enrolment._id,
    classTitle: records.item.title,
    institutionName: records.institution.name,
    county: records.institution.district ?? null,
    tradeSeq: records.item.tradeSeq,
    tradeRow: row,
    bookedOn: records.enrolment.enrolledOn,
    state: 'submitted',
    revision: 0,
    entitlementKey: entitlementKeyOf(policy, candidate, records),
    policy: { code, version, preset, hash },
    publicityDays: typeof publicityDays === 'number' ? publicityDays : null,
    facts,
    rule: explained,
    trace: [...candidate.trace],
    amount: candidate.amount,
    account: accountForClaim(
      deployment.cipher,
      claimId,
      payeeAccountOf(deployment.cipher, records.person),
      cardLastFour,
    ),
    ...(await deviceMark(actor)),
    employment: looksAtEmployment(candidate) ? employmentOf(records.person) : null,
    submittedAt: at,
    queueAt: at,
    ...undecided,
    history: [
      {
        at,
        event: 'confirm',
        from: 'entitled',
        to: 'submitted',
        actorId: actor.personId,
        actorRole: 'worker',
        detail: '',
      },
    ],
  }
}

/** A helper's device says nothing about the worker. */
async function deviceMark({ sessionId, visitId }: Actor): Promise<Pick<Claim, 'deviceHash'>> {
  const keyHash = visitId ? null : ((await deviceOfSession(sessionId))?.keyHash ?? null)
  return keyHash === null ? {} : { deviceHash: keyHash }
}

async function insert(claim: Claim, tx: ClientSession): Promise<Claim> {
  try {
    const [created] = await Claims.create([claim], { session: tx })
    if (!created) throw new Error('The store acknowledged a claim without returning it')
    return created.toObject<Claim>()
  } catch (error) {
    const pattern = duplicateKeyOf(error)
    if (pattern?.['entitlementKey'] || pattern?.['enrolmentId']) throw alreadyClaimed(null)
    throw error
  }
}

async function isTaken(claimNo: string, tx: ClientSession): Promise<boolean> {
  return (await Claims.exists({ claimNo }).session(tx)) !== null
}
