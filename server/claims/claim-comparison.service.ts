import type { ClientSession, Types } from 'mongoose'
import type { ClaimState } from '#shared/claim-machine'
import type { ExplainedRule } from '#shared/claims'
import { rowOn, type Catalogue } from '#shared/policy-catalogue'
import type { ClaimOutcome } from '#shared/policy-version-difference'
import { claimBy } from '#shared/subsidy-claim-window'
import { blocksOf, type Entitlement } from '#shared/subsidy-limits'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { assess, type Candidate } from '#shared/subsidy-rules'
import { blockText, pastEntitlement } from './claim-limits'
import { Claims, type Claim } from './claim.model'

/** What of a claim a policy version is compared on: no personal data, and no word more than that needs. */
export interface ComparedClaim extends Pick<
  Claim,
  | '_id'
  | 'claimNo'
  | 'workerId'
  | 'enrolmentId'
  | 'entitlementKey'
  | 'state'
  | 'tradeSeq'
  | 'bookedOn'
  | 'submittedAt'
  | 'facts'
  | 'amount'
> {
  tradeRow: Pick<Claim['tradeRow'], 'name'>
  rule: Pick<ExplainedRule, 'ruleId' | 'outcome'>
}
const FIELDS =
  'claimNo workerId enrolmentId entitlementKey state tradeSeq tradeRow.name bookedOn submittedAt facts rule.ruleId rule.outcome amount'
const ENDED: readonly ClaimState[] = ['paid', 'refused']
/** Claims that are held in memory at once, and a few more: a worker's claims stay together. */
const BATCH = 1000
/** Earlier claims that are held against a later one. Nobody has so many; a store gone wrong stops no comparison. */
const MOST_EARLIER = 500

/** The claims of one worker: those to compare, and those that count towards limits, both in the order of their making. */
export interface WorkerClaims {
  readonly asked: readonly ComparedClaim[]
  readonly counted: readonly ComparedClaim[]
}

/** Whether a claim has ended with a decision. */
export function hasEnded({ state }: Pick<ComparedClaim, 'state'>): boolean {
  return ENDED.includes(state)
}

/**
 * Every claim that is under way and the latest that ended, worker by worker, in batches.
 * @param recent how many of those that ended
 */
export async function* claimsByWorker(recent: number, tx: ClientSession): AsyncGenerator<WorkerClaims[]> {
  const ended = byWorker(await recentlyEnded(recent, tx))
  for await (const open of openBatches(tx)) {
    const asked = byWorker(open)
    for (const [worker, claims] of asked) {
      claims.push(...(ended.get(worker) ?? []))
      ended.delete(worker)
    }
    yield await withHistories(asked, tx)
  }
  // Of workers of whom nothing is under way.
  if (ended.size > 0) yield await withHistories(ended, tx)
}

/** Claims under way, in the order of an index that keeps each worker's together; a batch ends with all of its last worker's. */
async function* openBatches(tx: ClientSession): AsyncGenerator<ComparedClaim[]> {
  let after: Types.ObjectId | null = null
  do {
    const batch: ComparedClaim[] = await openClaims(after ? { $gt: after } : null, tx).limit(BATCH)
    after = batch.length < BATCH ? null : (batch.at(-1)?.workerId ?? null)
    const last = after
    const whole = last ? batch.filter(({ workerId }) => !workerId.equals(last)) : batch
    if (last) whole.push(...(await openClaims(last, tx)))
    if (whole.length > 0) yield whole
  } while (after)
}

function openClaims(workerId: Types.ObjectId | { $gt: Types.ObjectId } | null, tx: ClientSession) {
  return Claims.find({ ...(workerId && { workerId }), state: { $nin: [...ENDED, 'withdrawn'] } })
    .select(FIELDS)
    .sort({ workerId: 1, _id: -1 })
    .session(tx)
    .lean<ComparedClaim[]>()
}

function recentlyEnded(count: number, tx: ClientSession): Promise<ComparedClaim[]> {
  return Claims.find({ state: { $in: ENDED } })
    .select(FIELDS)
    .sort({ _id: -1 })
    .limit(count)
    .session(tx)
    .lean<ComparedClaim[]>()
    .exec()
}

/** Only older paid claims of the same workers are looked up: the others that count are asked about themselves. */
async function withHistories(
  asked: ReadonlyMap<string, ComparedClaim[]>,
  tx: ClientSession,
): Promise<WorkerClaims[]> {
  const workerIds = [...asked.values()].flatMap(([first]) => first?.workerId ?? [])
  const paid = await Claims.find({ workerId: { $in: workerIds }, state: 'paid' })
    .select(FIELDS)
    .session(tx)
    .lean<ComparedClaim[]>()
  const paidOf = byWorker(paid)
  return [...asked].map(([worker, claims]) => {
    const known = new Set(claims.map(({ _id }) => _id.toHexString()))
    const older = (paidOf.get(worker) ?? []).filter(({ _id }) => !known.has(_id.toHexString()))
    const counted = [...older, ...claims.filter(({ state }) => state !== 'refused')]
    return { asked: claims.sort(byMoment), counted: counted.sort(byMoment) }
  })
}

function byWorker(claims: readonly ComparedClaim[]): Map<string, ComparedClaim[]> {
  const groups = new Map<string, ComparedClaim[]>()
  for (const claim of claims) {
    const worker = claim.workerId.toHexString()
    const group = groups.get(worker)
    if (group) group.push(claim)
    else groups.set(worker, [claim])
  }
  return groups
}

/** Claims by id; those that are gone are left out. */
export async function comparedClaims(ids: readonly Types.ObjectId[]): Promise<Map<string, ComparedClaim>> {
  const found = await Claims.find({ _id: { $in: ids } })
    .select(FIELDS)
    .lean<ComparedClaim[]>()
  return new Map(found.map((claim) => [claim._id.toHexString(), claim]))
}

/** The rule of a claim as it was frozen with it, line by line; null when the claim is gone. */
export async function frozenRule(id: Types.ObjectId): Promise<ExplainedRule | null> {
  const found = await Claims.findById(id).select('rule').lean<Pick<Claim, 'rule'>>()
  return found?.rule ?? null
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

/** How a worker's claims would come out under another version, its limits included: each counts those made before it. */
export function outcomesUnder(
  policy: SubsidyPolicy,
  catalogue: Catalogue,
  { asked, counted }: WorkerClaims,
): { claim: ComparedClaim; outcome: ClaimOutcome }[] {
  const past = counted.map(pastEntitlement)
  let before = 0
  return asked.map((claim) => {
    for (let next = counted[before]; next && byMoment(next, claim) < 0; next = counted[before]) before += 1
    const candidate = candidateUnder(policy, catalogue, claim)
    return {
      claim,
      outcome: outcomeOf(policy, candidate, claim, past.slice(Math.max(0, before - MOST_EARLIER), before)),
    }
  })
}

function outcomeOf(
  policy: SubsidyPolicy,
  candidate: Candidate | null,
  claim: ComparedClaim,
  earlier: readonly Entitlement[],
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
  const blocks = blocksOf(policy, asked, earlier)
  if (blocks.length === 0) return { ruleId, outcome, amount, blocks: [] }
  return { ruleId, outcome: 'blocked', amount, blocks: blocks.map((each) => blockText(policy, each)) }
}

function byMoment(left: ComparedClaim, right: ComparedClaim): number {
  const apart = left.submittedAt.getTime() - right.submittedAt.getTime()
  if (apart !== 0) return apart
  const [one, other] = [left._id.toHexString(), right._id.toHexString()]
  return one < other ? -1 : one > other ? 1 : 0
}
