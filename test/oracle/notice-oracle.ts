import { cityTrades } from './clause-eleven'
import { apprenticeships, highRiskPosts, specialOperations } from './clause-nine'
import { certificatesWon } from './clause-ten'
import type { Preset } from './common-points'
import type { Opinion, RuleName } from './opinion'
import { objectionTo, type Statement } from './statement'

/** What the notice gives these facts: one opinion a rule that is still open, or why the facts cannot be. */
export type Verdict = { readonly objection: string } | Judgement

export interface Judgement {
  readonly opinions: ReadonlyMap<RuleName, Opinion>
  /** Rules that share the largest sure sum; empty when nothing is sure. */
  readonly best: readonly RuleName[]
}

/**
 * Reads the notice for one set of facts: clause after clause, in plain conditions, without any table of rules.
 * It shares nothing with the product and exists to disagree with it.
 */
export function judge(facts: unknown, preset: Preset): Verdict {
  const objection = objectionTo(facts)
  if (objection !== null) return { objection }
  const statement = facts as Statement
  const opinions = [
    ...highRiskPosts(statement, preset),
    ...specialOperations(statement),
    ...apprenticeships(statement),
    ...certificatesWon(statement),
    ...cityTrades(statement, preset),
  ]
  mentionThatClausesMeet(opinions)
  return {
    opinions: new Map(opinions.map((opinion) => [opinion.rule, opinion])),
    best: largestSure(opinions),
  }
}

/** The notice does not say whether one person may be paid under two clauses (A19). */
function mentionThatClausesMeet(opinions: readonly Opinion[]): void {
  let open = 0
  for (const { outcome } of opinions) if (outcome === 'payable' || outcome === 'possible') open += 1
  if (open < 2) return
  for (const opinion of opinions) opinion.doubt('A19')
}

/** A sum under a cap is not sure, however large. */
function largestSure(opinions: readonly Opinion[]): RuleName[] {
  let largest = 0
  let rules: RuleName[] = []
  for (const { outcome, rule, sum } of opinions) {
    if (outcome !== 'payable' || sum.kind === 'upTo' || sum.yuan === undefined) continue
    if (sum.yuan > largest) rules = []
    if (sum.yuan >= largest) rules.push(rule)
    largest = Math.max(largest, sum.yuan)
  }
  return rules
}
