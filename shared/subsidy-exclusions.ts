import { groundOf, type Ground } from './subsidy-grounds'
import type { ExclusiveGroup, SubsidyPolicy } from './subsidy-policy'
import type { ExclusionScope } from './subsidy-policy-schema'

/** What is known about being paid under two rules of different sides of one group, such as （九） and （十）. */
export interface Exclusion extends Ground {
  readonly group: string
  /** Null: nobody has said, so nothing is blocked and 可能不能同时领 is shown. */
  readonly scope: ExclusionScope | null
  readonly sentence: string
}

/** What a worker reads once somebody has decided. */
const scopeWords: Record<ExclusionScope, string> = {
  allow: '可以都领。',
  sameEntitlement: '同一次培训、同一本证书，只能领一样。',
  sameTrade: '同一工种，只能领一样。',
  samePerson: '一个人只能领一样。',
}

/** Every group in which the two rules stand on different sides, under the preset in force. */
export function exclusionsBetween(policy: SubsidyPolicy, oneRule: string, otherRule: string): Exclusion[] {
  return policy.exclusiveGroups
    .filter((group) => areOpposed(group, oneRule, otherRule))
    .map((group) => exclusionOf(policy, group))
}

function exclusionOf(policy: SubsidyPolicy, group: ExclusiveGroup): Exclusion {
  const { id, scope, setting, flag } = group
  const sentence = scope === null ? (policy.sentences.get(flag) ?? '') : scopeWords[scope]
  return { group: id, scope, sentence, ...groundOf(policy, setting) }
}

function areOpposed(group: ExclusiveGroup, oneRule: string, otherRule: string): boolean {
  const one = sideOf(group, oneRule)
  const other = sideOf(group, otherRule)
  return one >= 0 && other >= 0 && one !== other
}

function sideOf({ sides }: ExclusiveGroup, rule: string): number {
  return sides.findIndex((side) => side.rules.includes(rule))
}
