import { addMonths } from './subsidy-calendar'
import { decidingDate } from './subsidy-conditions'
import type { SubsidyFacts } from './subsidy-facts'
import { groundOf, type Ground } from './subsidy-grounds'
import { chineseDay, type SubsidyPolicy } from './subsidy-policy'

/** How long a claim can be made. */
export interface ClaimWindow extends Ground {
  /** The day from which the time runs: the certificate's, or the exam's where the rule asks for that. */
  readonly entitledOn: string
  /** The last day on which a claim can be made, that day included. */
  readonly lastDay: string
  /** `最晚2021年6月18日（当天也行）申领`. */
  readonly sentence: string
}

/**
 * The last day to claim, on the policy as pinned. Null where the policy sets no time (A20: the notice sets none),
 * and where the day from which it would run is not known.
 * @param ruleId a rule of this policy; null for an unknown one
 */
export function claimBy(policy: SubsidyPolicy, ruleId: string, facts: SubsidyFacts): ClaimWindow | null {
  const rule = policy.rules.find((each) => each.id === ruleId)
  const entitledOn = rule === undefined ? null : decidingDate(rule, facts)
  if (entitledOn === null) return null
  const lastDay = lastClaimDay(policy, entitledOn)
  if (lastDay === null) return null
  return {
    entitledOn,
    lastDay,
    sentence: `最晚${chineseDay(lastDay)}（当天也行）申领`,
    ...groundOf(policy, 'claim.deadlineMonths'),
  }
}

/**
 * Last day on which a claim can be made, that day included; null when no deadline is set (A20).
 * A day of grace shields people whose certificate is older than the notice (A21).
 * @param entitledOn the certificate's date, `YYYY-MM-DD`
 */
export function lastClaimDay(policy: SubsidyPolicy, entitledOn: string): string | null {
  const months = policy.settings['claim.deadlineMonths']
  if (months === null) return null
  const deadline = addMonths(entitledOn, months)
  const grace = policy.settings['claim.graceUntil'] ?? deadline
  return grace > deadline ? grace : deadline
}
