import type { ExplainedRule } from '#shared/claims'
import { explainCandidate } from '#shared/subsidy-explanation'
import { assess, type Candidate, type FactName, type SubsidyFacts } from '#shared/subsidy-rules'
import { bundledPolicy } from './policy'

/** What one row of the annex pays a person, worked out on the phone. */
export interface Estimate {
  rule: ExplainedRule
  /** `再上3课时`, `可以申领`: what to do next. */
  next: string
  /** The clause was assigned to this row by us, the annex does not say it (A5). */
  inferred: boolean
  /** Facts that the rule still has to hear. */
  needs: readonly FactName[]
}

/**
 * The rule by which a row of the annex pays, for what the person has told so far.
 * @param on the day of the question, `YYYY-MM-DD`
 * @returns null when no rule pays this row
 */
export function estimate(tradeSeq: number, facts: SubsidyFacts, on: string): Estimate | null {
  const assessment = assess(bundledPolicy(), { ...facts, tradeSeq }, on)
  const byRow = bundledPolicy().categoryOfRow.get(tradeSeq)?.rule
  const candidate = assessment.candidates.find((each) => each.rule === byRow)
  if (!candidate) return null
  return {
    rule: explained(candidate),
    next: explainCandidate(candidate).next,
    inferred: bundledPolicy().categoryOfRow.get(tradeSeq)?.inferred ?? false,
    needs: candidate.needs,
  }
}

function explained(candidate: Candidate): ExplainedRule {
  const { lines, notes, clause, quotation } = explainCandidate(candidate)
  return {
    ruleId: candidate.rule,
    clause,
    quotation,
    outcome: candidate.outcome,
    amount: candidate.amount,
    lines: [...lines],
    flags: notes.map((note) => ({ id: note.flag, sentence: note.sentence })),
  }
}
