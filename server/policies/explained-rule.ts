import type { ExplainedRule } from '#shared/claims'
import { explainCandidate } from '#shared/subsidy-explanation'
import type { Candidate } from '#shared/subsidy-rules'

/** A candidate in the form that is shown, and frozen with a claim: every line, the clause, its own words. */
export function explainRule(candidate: Candidate): ExplainedRule {
  const { lines, notes, clause, quotation } = explainCandidate(candidate)
  return {
    ruleId: candidate.rule,
    clause,
    quotation,
    outcome: candidate.outcome,
    amount: { ...candidate.amount },
    lines: lines.map((line) => ({ ...line })),
    flags: notes.map((note) => ({ id: note.flag, sentence: note.sentence })),
  }
}
