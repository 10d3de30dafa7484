import { isAccepted } from './subsidy-conditions'
import type { FactName, SubsidyFacts } from './subsidy-facts'
import type { ResolvedCategory, Rule, SubsidyPolicy } from './subsidy-policy'

/** Why a rule is in question at all. */
export interface Opened {
  /** The annex category that the rule pays; only when the row is known. */
  readonly category?: ResolvedCategory
  /** The person's field is named in the text but has no row: the office must say. */
  readonly office?: true
  /** Facts without which the rule cannot even be assigned. */
  readonly needs: readonly FactName[]
}

const assigned: Opened = { needs: [] }
const tradeUnknown: Opened = { needs: ['tradeSeq'] }
const levelUnknown: Opened = { needs: ['apprenticeship'] }
const fieldWithoutRow: Opened = { office: true, needs: [] }

/** Whether these facts might open the rule; null when they exclude it. */
export function open(policy: SubsidyPolicy, rule: Rule, facts: SubsidyFacts): Opened | null {
  switch (rule.opening.by) {
    case 'annexRow':
      return openByTrade(policy, rule, facts)
    case 'certificate':
      return facts.certificates?.some((each) => isAccepted(rule, each)) === false ? null : assigned
    case 'apprenticeship':
      return openByApprenticeship(rule.opening.targetLevel, facts)
    case 'nothing':
      return null
  }
}

/** The row alone decides which training rule pays (A6–A8); without a row, the field, then nothing is excluded. */
function openByTrade(policy: SubsidyPolicy, rule: Rule, facts: SubsidyFacts): Opened | null {
  if (facts.tradeSeq !== undefined) {
    const category = policy.categoryOfRow.get(facts.tradeSeq)
    return category?.rule === rule.id ? { category, needs: [] } : null
  }
  if (facts.sector === undefined) return tradeUnknown
  return policy.file.annex.sectors.rule === rule.id ? fieldWithoutRow : null
}

/** Opens only once an apprenticeship is named: there is no way to say that there is none. */
function openByApprenticeship(targetLevel: number, { apprenticeship }: SubsidyFacts): Opened | null {
  if (apprenticeship === undefined) return null
  if (apprenticeship.targetLevel === undefined) return levelUnknown
  return apprenticeship.targetLevel === targetLevel ? assigned : null
}
