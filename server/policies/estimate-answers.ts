import { outcomeText } from '#shared/policy-version-difference'
import type { EstimateDifferenceBody } from '#shared/policy-estimates'
import type { Assessment } from '#shared/subsidy-rules'

export type EstimateAnswer = EstimateDifferenceBody['phone']
type RuleResult = EstimateAnswer['candidates'][number]

/** An assessment in the form in which the phone reports its own. */
export function answerOf({ candidates, best }: Assessment): EstimateAnswer {
  return {
    best,
    candidates: candidates.map(({ rule, outcome, amount: { kind, fen } }) => ({ rule, outcome, kind, fen })),
  }
}

/** One rule on either side; undefined where that side does not list it. */
export interface RuleDifference {
  rule: string
  phone: RuleResult | undefined
  server: RuleResult | undefined
}

/** The first rule that came out otherwise; null when at most the best one or the order did. */
export function firstDifference(phone: EstimateAnswer, server: EstimateAnswer): RuleDifference | null {
  const rules = new Set([...server.candidates, ...phone.candidates].map(({ rule }) => rule))
  for (const rule of rules) {
    const [here, there] = [phone, server].map(({ candidates }) =>
      candidates.find((each) => each.rule === rule),
    )
    if (markOf(here) !== markOf(there) || here?.fen !== there?.fen)
      return { rule, phone: here, server: there }
  }
  return null
}

/** How a rule came out, without its sum: one of a few words. */
export function markOf(result: RuleResult | undefined): string {
  return result ? `${result.outcome} ${result.kind}` : 'absent'
}

/** `R11-1：手机不符合条件，服务器可领500元`, for the policy desk. */
export function differenceText(difference: RuleDifference | null): string {
  if (!difference) return '每一条都一样，最划算的那一条不一样'
  const { rule, phone, server } = difference
  return `${rule}：手机${sayResult(phone)}，服务器${sayResult(server)}`
}

function sayResult(result: RuleResult | undefined): string {
  if (!result) return '没有列'
  const { rule, outcome, kind, fen } = result
  return outcomeText({ ruleId: rule, outcome, amount: { kind, fen, unit: 'per_person' }, blocks: [] })
}
