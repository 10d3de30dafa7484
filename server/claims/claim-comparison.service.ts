import type { ClientSession, Types } from 'mongoose'
import type { ClaimState } from '#shared/claim-machine'
import type { ClaimOutcome } from '#shared/policy-version-difference'
import { rowOn, type Catalogue } from '#shared/policy-catalogue'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { assess, type Candidate } from '#shared/subsidy-rules'
import { Claims, type Claim } from './claim.model'

/** What of a claim a policy version is compared on: no personal data. */
export type ComparedClaim = Pick<
  Claim,
  '_id' | 'claimNo' | 'state' | 'tradeSeq' | 'tradeRow' | 'bookedOn' | 'facts' | 'rule' | 'amount'
>

const FIELDS = 'claimNo state tradeSeq tradeRow bookedOn facts rule amount'
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

/** Claims by id; those that are gone are left out. */
export async function comparedClaims(ids: readonly Types.ObjectId[]): Promise<Map<string, ComparedClaim>> {
  const found = await Claims.find({ _id: { $in: ids } })
    .select(FIELDS)
    .lean<ComparedClaim[]>()
  return new Map(found.map((claim) => [claim._id.toHexString(), claim]))
}

/** How the claim came out when it was made. */
export function recordedOutcome({ rule, amount }: ComparedClaim): ClaimOutcome {
  return { ruleId: rule.ruleId, outcome: rule.outcome, amount }
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

/** How the claim would come out under another version. */
export function outcomeUnder(candidate: Candidate | null): ClaimOutcome {
  if (!candidate) return { ruleId: null, outcome: 'absent', amount: null }
  return { ruleId: candidate.rule, outcome: candidate.outcome, amount: candidate.amount }
}
