import * as v from 'valibot'
import { amountView, claimTradeRow, explainedRule } from './claims'
import { policyPinView } from './policy-estimates'

const result = v.object({
  ruleId: v.nullable(v.string()),
  outcome: v.picklist(['payable', 'possible', 'not_met', 'needs_office', 'absent']),
  amount: v.nullable(amountView),
})

/** An old claim asked again: the rules of its day, its frozen facts, and whether the same comes out. */
export const claimReplayView = v.object({
  claimNo: v.string(),
  policy: v.object({ ...policyPinView.entries, title: v.string(), stateText: v.string() }),
  /** Whether a later version is in force by now. */
  isOlderVersion: v.boolean(),
  tradeRow: claimTradeRow,
  /** Programme day on which the claim was made, and is asked again. */
  on: v.string(),
  recorded: result,
  replayed: result,
  /** Rule, outcome, sum to the fen and every step of the reasoning are the same. */
  isSame: v.boolean(),
  rule: v.nullable(explainedRule),
})
export type ClaimReplayView = v.InferOutput<typeof claimReplayView>
