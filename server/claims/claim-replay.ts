import { rowOn } from '#shared/policy-catalogue'
import type { ClaimReplayView } from '#shared/claim-replay'
import { policyVersionStateLabels } from '#shared/policy-version-machine'
import { canonicalText } from '#shared/subsidy-canonical'
import { assess } from '#shared/subsidy-rules'
import type { Context } from '../context'
import { explainRule } from '../policies/explained-rule'
import { shanghaiDate } from '../programme-clock'
import type { Claim } from './claim.model'

/**
 * Asks a claim again: the version that it is pinned to, the facts that were frozen with it, the day on which it was made.
 * Later versions change nothing of it.
 * @throws when the store no longer holds the pinned version
 */
export function replayClaim({ deployment }: Context, claim: Claim): ClaimReplayView {
  const { policies } = deployment
  const edition = policies.edition(claim.policy)
  const policy = policies.pinned(claim.policy)
  const on = shanghaiDate(claim.submittedAt)
  const row = rowOn(edition.catalogue, claim.tradeSeq, claim.bookedOn)
  const ruleOfRow = policy.categoryOfRow.get(claim.tradeSeq)?.rule
  const candidate = assess(policy, claim.facts, on).candidates.find((each) => each.rule === ruleOfRow)
  const recorded = { ruleId: claim.rule.ruleId, outcome: claim.rule.outcome, amount: claim.amount }
  const replayed = candidate
    ? { ruleId: candidate.rule, outcome: candidate.outcome, amount: candidate.amount }
    : { ruleId: null, outcome: 'absent' as const, amount: null }
  const isSame =
    sameContent([recorded, claim.trace], [replayed, candidate?.trace]) && sameContent(claim.tradeRow, row)
  return {
    claimNo: claim.claimNo,
    policy: {
      ...claim.policy,
      title: policy.file.title,
      stateText: policyVersionStateLabels[edition.state],
    },
    isOlderVersion: policies.inForce.policy.hash !== claim.policy.hash,
    tradeRow: claim.tradeRow,
    on,
    recorded,
    replayed,
    isSame,
    rule: candidate ? explainRule(candidate) : null,
  }
}

/** Equal in content, whatever the order of keys that storing left. */
function sameContent(left: unknown, right: unknown): boolean {
  return canonicalText(left) === canonicalText(right)
}
