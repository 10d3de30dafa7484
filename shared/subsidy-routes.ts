import type { Candidate } from './subsidy-assessment'
import { exclusionsBetween, type Exclusion } from './subsidy-exclusions'
import type { SubsidyPolicy } from './subsidy-policy'

/** The ways to money, side by side: a course for the trade, a certificate by its level, an apprenticeship. */
export interface Routes {
  /** （九）（十一）: the rule of the annex row. */
  readonly training: readonly Candidate[]
  /** （十）: by certificate and level, whatever the trade. */
  readonly certificate: readonly Candidate[]
  /** （九）: 学徒制, paid by the year. */
  readonly apprenticeship: readonly Candidate[]
  /** What is known about taking several of them; empty unless two routes are still open. */
  readonly together: readonly Exclusion[]
}

/** Sorts an assessment's candidates by route, and says whether open ones may exclude each other (A19). */
export function routesOf(policy: SubsidyPolicy, candidates: readonly Candidate[]): Routes {
  const by = (opening: string): Candidate[] =>
    candidates.filter((each) => openingOf(policy, each.rule) === opening)
  const open = candidates.filter((each) => each.outcome !== 'not_met')
  const pairs = open.flatMap((one) => open.map((other) => [one, other] as const))
  const together = pairs.flatMap(([one, other]) => exclusionsBetween(policy, one.rule, other.rule))
  return {
    training: by('annexRow'),
    certificate: by('certificate'),
    apprenticeship: by('apprenticeship'),
    together: together.filter(
      (each, index) => together.findIndex(({ group }) => group === each.group) === index,
    ),
  }
}

function openingOf(policy: SubsidyPolicy, rule: string): string | undefined {
  return policy.rules.find((each) => each.id === rule)?.opening.by
}
