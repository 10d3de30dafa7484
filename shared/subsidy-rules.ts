import type { Amount } from './money'
import type { Assessment, Candidate, Failure, Note, Outcome, TraceEntry } from './subsidy-assessment'
import { expectedOf, judge, type Inquiry, type Verdict } from './subsidy-conditions'
import { parseFacts, type FactName, type SubsidyFacts } from './subsidy-facts'
import { open, type Opened } from './subsidy-openings'
import { policyStatusOn, type Condition, type Rule, type SubsidyPolicy } from './subsidy-policy'
import { noteOf, notesOf } from './subsidy-remarks'

export type { Amount } from './money'
export { outcomes } from './subsidy-assessment'
export type {
  Assessment,
  Candidate,
  Failure,
  Note,
  Outcome,
  Standing,
  TraceEntry,
} from './subsidy-assessment'
export { InvalidFacts, parseFacts, subsidyFacts } from './subsidy-facts'
export type { CertificateFact, FactName, FactProblem, SubsidyFacts } from './subsidy-facts'

/**
 * What the policy gives for these facts. Pure: the same policy, facts and day always give the same answer.
 * @param facts absent = unknown; unknown is never treated as no
 * @param on the day of the question, `YYYY-MM-DD`
 * @throws {InvalidFacts} naming every fact that cannot be
 */
export function assess(policy: SubsidyPolicy, facts: SubsidyFacts, on: string): Assessment {
  const known = parseFacts(facts, (row) => policy.categoryOfRow.has(row))
  const candidates: DraftCandidate[] = []
  for (const rule of policy.rules) {
    const opened = open(policy, rule, known)
    if (opened !== null) candidates.push(assessRule({ policy, rule, facts: known }, opened))
  }
  sayThatTheyMayExclude(candidates, policy)
  const { code, version, preset, hash } = policy
  return {
    policy: { code, version, preset, hash },
    on,
    status: policyStatusOn(policy, on),
    candidates,
    best: bestOf(candidates),
  }
}

/** A candidate to which the remark about the others may still be added. */
interface DraftCandidate extends Candidate {
  readonly flags: string[]
  readonly notes: Note[]
}

function assessRule(inquiry: Inquiry, opened: Opened): DraftCandidate {
  const { rule, facts } = inquiry
  const trace: TraceEntry[] = []
  const failed: Failure[] = []
  const needs: FactName[] = [...opened.needs]
  for (const condition of rule.conditions) {
    const verdict = judge(condition, inquiry)
    if (verdict === null) continue
    const entry = traceOf(condition, verdict)
    trace.push(entry)
    if (verdict.passed === false) failed.push(failureOf(entry))
    if (verdict.needs !== null && !needs.includes(verdict.needs)) needs.push(verdict.needs)
  }
  const notes = notesOf(inquiry, opened, failed)
  return {
    rule: rule.id,
    title: rule.title,
    clause: rule.clause,
    quotation: rule.quotation,
    outcome: outcomeOf(failed, opened, needs),
    city: inquiry.policy.city,
    asOf: rule.asOf,
    amount: amountOf(rule, facts, failed),
    failed,
    needs,
    flags: notes.map((note) => note.flag),
    notes,
    trace,
  }
}

/** A known failure outweighs what is unknown; only then does the office, then the missing facts, matter. */
function outcomeOf(failed: readonly Failure[], opened: Opened, needs: readonly FactName[]): Outcome {
  if (failed.length > 0) return 'not_met'
  if (opened.office) return 'needs_office'
  return needs.length > 0 ? 'possible' : 'payable'
}

/** Per-year amounts are summed over the agreed years once these are known to be allowed, （九） “培训期限1-3年”. */
function amountOf(rule: Rule, facts: SubsidyFacts, failed: readonly Failure[]): Amount {
  const { kind, fen, unit } = rule.amount
  if (unit === 'per_person') return { kind, fen, unit }
  const years = facts.apprenticeship?.years
  if (years === undefined || failed.length > 0) return { kind, fen, unit, perYearFen: fen }
  return { kind, fen: Math.round(fen * years), unit, perYearFen: fen, years }
}

/** One condition and how it stands, as it is kept with a claim. */
export function traceOf(condition: Condition, verdict: Verdict): TraceEntry {
  const entry = {
    conditionId: condition.id,
    condition: condition.name,
    fact: condition.fact,
    operator: condition.operator,
    expected: expectedOf(condition),
    actual: verdict.actual,
    passed: verdict.passed,
    needs: verdict.needs,
    citation: condition.citation,
  }
  if (verdict.shortTenths === undefined) return entry
  // Less than half a tenth is still missing, and is not called nothing.
  return { ...entry, short: Math.max(1, Math.round(verdict.shortTenths)) / 10 }
}

function failureOf({ conditionId, condition, expected, actual, short }: TraceEntry): Failure {
  const failure = { conditionId, condition, expected, actual }
  return short === undefined ? failure : { ...failure, short }
}

/** Once two rules are open, every candidate says that they may exclude each other (A19). */
function sayThatTheyMayExclude(candidates: readonly DraftCandidate[], policy: SubsidyPolicy): void {
  const open = candidates.filter((each) => each.outcome === 'payable' || each.outcome === 'possible')
  if (open.length < 2) return
  const note = noteOf(policy, policy.settings['flags.severalOpen'])
  for (const candidate of candidates) {
    candidate.flags.push(note.flag)
    candidate.notes.push(note)
  }
}

/** The rule with the largest sure sum (a cap is not sure), or null. */
export function bestOf(candidates: readonly Candidate[]): string | null {
  let best: Candidate | null = null
  for (const candidate of candidates) {
    if (candidate.outcome !== 'payable' || candidate.amount.kind !== 'fixed') continue
    if (best === null || candidate.amount.fen > best.amount.fen) best = candidate
  }
  return best?.rule ?? null
}
