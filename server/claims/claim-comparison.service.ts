import type { ClientSession, Types } from 'mongoose'
import type { ClaimState } from '#shared/claim-machine'
import { rowOn, type Catalogue } from '#shared/policy-catalogue'
import type { ClaimOutcome } from '#shared/policy-version-difference'
import { claimBy } from '#shared/subsidy-claim-window'
import { blocksOf } from '#shared/subsidy-limits'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { assess, type Candidate } from '#shared/subsidy-rules'
import { blockText, pastEntitlement } from './claim-limits'
import { Claims, type Claim } from './claim.model'

/** What of a claim a policy version is compared on: no personal data. */
export type ComparedClaim = Pick<
  Claim,
  | '_id'
  | 'claimNo'
  | 'workerId'
  | 'enrolmentId'
  | 'entitlementKey'
  | 'state'
  | 'tradeSeq'
  | 'tradeRow'
  | 'bookedOn'
  | 'submittedAt'
  | 'facts'
  | 'rule'
  | 'amount'
>
const FIELDS =
  'claimNo workerId enrolmentId entitlementKey state tradeSeq tradeRow bookedOn submittedAt facts rule amount'
const ENDED: readonly ClaimState[] = ['paid', 'refused']

/** Every claim that is still under way. */
export function openClaims(tx: ClientSession): Promise<ComparedClaim[]> {
  return Claims.find({ state: { $nin: [...ENDED, 'withdrawn'] } })
    .select(FIELDS)
    .sort({ _id: 1 })
    .session(tx)
    .lean<ComparedClaim[]>()
    .exec()
}

/** The latest claims that ended with a decision. */
export function recentlyEndedClaims(count: number, tx: ClientSession): Promise<ComparedClaim[]> {
  return Claims.find({ state: { $in: ENDED } })
    .select(FIELDS)
    .sort({ _id: -1 })
    .limit(count)
    .session(tx)
    .lean<ComparedClaim[]>()
    .exec()
}

/**
 * The claims that count towards limits, by worker, in the order in which they were made.
 * @param loaded all claims under way and some that ended; only older paid ones of the same workers are looked up
 */
export async function countedHistories(
  loaded: readonly ComparedClaim[],
  tx: ClientSession,
): Promise<Map<string, ComparedClaim[]>> {
  const paid = await Claims.find({ workerId: { $in: loaded.map(({ workerId }) => workerId) }, state: 'paid' })
    .select(FIELDS)
    .session(tx)
    .lean<ComparedClaim[]>()
  const known = new Set(loaded.map(({ _id }) => _id.toHexString()))
  const counted = loaded.filter(({ state }) => state !== 'refused')
  const older = paid.filter(({ _id }) => !known.has(_id.toHexString()))
  const histories = new Map<string, ComparedClaim[]>()
  for (const claim of [...older, ...counted].sort(byMoment)) {
    const worker = claim.workerId.toHexString()
    const history = histories.get(worker)
    if (history) history.push(claim)
    else histories.set(worker, [claim])
  }
  return histories
}

/** Claims by id; those that are gone are left out. */
export async function comparedClaims(ids: readonly Types.ObjectId[]): Promise<Map<string, ComparedClaim>> {
  const found = await Claims.find({ _id: { $in: ids } })
    .select(FIELDS)
    .lean<ComparedClaim[]>()
  return new Map(found.map((claim) => [claim._id.toHexString(), claim]))
}

/** How the claim came out when it was made. */
export function recordedOutcome({ rule, amount }: ComparedClaim): ClaimOutcome {
  return { ruleId: rule.ruleId, outcome: rule.outcome, amount, blocks: [] }
}

/** The rule of the claim's row under another version; null where that version has no such row for its day. */
export function candidateUnder(
  policy: SubsidyPolicy,
  catalogue: Catalogue,
  claim: ComparedClaim,
): Candidate | null {
  const ruleOfRow = policy.categoryOfRow.get(claim.tradeSeq)?.rule
  if (ruleOfRow === undefined || !rowOn(catalogue, claim.tradeSeq, claim.bookedOn)) return null
  const { candidates } = assess(policy, claim.facts, claim.bookedOn)
  return candidates.find((each) => each.rule === ruleOfRow) ?? null
}

/**
 * How the claim would come out under another version, its limits included.
 * @param history the worker's counted claims; only those made before this one stand against it
 */
export function outcomeUnder(
  policy: SubsidyPolicy,
  candidate: Candidate | null,
  claim: ComparedClaim,
  history: readonly ComparedClaim[],
): ClaimOutcome {
  if (!candidate) return { ruleId: null, outcome: 'absent', amount: null, blocks: [] }
  const { rule: ruleId, outcome, amount } = candidate
  if (outcome !== 'payable') return { ruleId, outcome, amount, blocks: [] }
  const window = claimBy(policy, ruleId, claim.facts)
  const asked = {
    ...pastEntitlement(claim),
    rule: ruleId,
    ...(window && { entitledOn: window.entitledOn }),
  }
  const earlier = history.filter((each) => byMoment(each, claim) < 0)
  const blocks = blocksOf(policy, asked, earlier.map(pastEntitlement))
  if (blocks.length === 0) return { ruleId, outcome, amount, blocks: [] }
  return { ruleId, outcome: 'blocked', amount, blocks: blocks.map((each) => blockText(policy, each)) }
}

function byMoment(left: ComparedClaim, right: ComparedClaim): number {
  const apart = left.submittedAt.getTime() - right.submittedAt.getTime()
  return apart === 0 ? left._id.toHexString().localeCompare(right._id.toHexString()) : apart
}
