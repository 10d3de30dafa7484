import * as v from 'valibot'
import { instant } from './primitives'
import type { SubsidyPolicy } from './subsidy-policy'

/**
 * The papers by which the notice wants a rule proven, and which nobody had to hand in: records of the class and of the
 * certificate stand for them, or what the worker typed once (where they work) (（十三）“减少企业及个人报送纸质材料”).
 * @param ruleId of the policy under which the claim was made
 */
export function papersNotAsked(policy: SubsidyPolicy, ruleId: string): string[] {
  return policy.file.evidence.filter(({ rules }) => rules.includes(ruleId)).map(({ name }) => name)
}

/** How many papers nobody had to hand in so far, over how many claims. */
export const paperCountView = v.object({
  papers: v.number(),
  claims: v.number(),
  countedAt: v.nullable(instant),
})
export type PaperCountView = v.InferOutput<typeof paperCountView>
