import type { Amount } from './money'
import {
  expectedOf,
  isAccepted,
  judge,
  onlineTerms,
  type Inquiry,
  type Standing,
  type Verdict,
} from './subsidy-conditions'
import { parseFacts, type FactName, type SubsidyFacts } from './subsidy-facts'
import { countHours } from './subsidy-hours'
import type { ResolvedValue, Scalar } from './subsidy-operators'
import {
  policyStatusOn,
  type Citation,
  type Condition,
  type ConditionName,
  type PolicyStatus,
  type PresetName,
  type ResolvedCategory,
  type ResolvedRemark,
  type Rule,
  type SubsidyPolicy,
} from './subsidy-policy'

export type { Amount } from './money'
export { InvalidFacts, parseFacts, subsidyFacts, type FactName, type SubsidyFacts } from './subsidy-facts'

/**
 * `payable`: every condition is known to hold. `possible`: none fails, some facts are missing.
 * `not_met`: at least one condition is known to fail. `needs_office`: only the office can say.
 * A rule that is not listed cannot be opened by these facts.
 */
export const outcomes = ['payable', 'possible', 'not_met', 'needs_office'] as const
export type Outcome = (typeof outcomes)[number]

/** One condition that is known to fail, with what is missing. */
export interface Failure {
  readonly condition: ConditionName
  readonly conditionId: string
  readonly expected: ResolvedValue
  readonly actual: Scalar | readonly Scalar[] | null
  /** Missing 课时 or months, to a tenth. */
  readonly short?: number
}

/** One step of the reasoning, kept with a claim so that it can be explained years later. */
export interface TraceEntry {
  readonly conditionId: string
  readonly condition: ConditionName
  readonly expected: ResolvedValue
  readonly actual: Scalar | readonly Scalar[] | null
  readonly passed: Standing
  readonly short?: number
  readonly citation: Citation
}

/** A doubt in the text that touches this candidate, with the sentence for the worker. */
export interface Note {
  readonly flag: string
  readonly sentence: string
}

/** How one rule stands for one person. */
export interface Candidate {
  readonly rule: string
  readonly title: string
  readonly clause: string
  readonly quotation: string
  readonly outcome: Outcome
  /** What the rule pays if it pays; a cap is never a sum. */
  readonly amount: Amount
  /** All known failures, not the first. */
  readonly failed: readonly Failure[]
  /** Names of facts that are still missing. */
  readonly needs: readonly FactName[]
  readonly flags: readonly string[]
  readonly notes: readonly Note[]
  readonly trace: readonly TraceEntry[]
}

/** The answer to one question: every rule that the facts might open. */
export interface Assessment {
  readonly policy: {
    readonly code: string
    readonly version: number
    readonly preset: PresetName
    readonly hash: string
  }
  /** The day of the question. It decides the policy's standing, never whether a period holds. */
  readonly on: string
  readonly status: PolicyStatus
  readonly candidates: readonly Candidate[]
  /** The rule with the largest sure sum (a cap is not sure), or null. */
  readonly best: string | null
}

/**
 * What the policy gives for these facts.
 * @param facts absent = unknown; unknown is never treated as no
 * @param on the day of the question, `YYYY-MM-DD`
 * @throws {InvalidFacts} naming every fact that cannot be
 */
export function assess(policy: SubsidyPolicy, facts: SubsidyFacts, on: string): Assessment {
  const known = parseFacts(facts, (row) => policy.categoryOfRow.has(row))
  const candidates = policy.rules.flatMap((rule) => {
    const opened = open(policy, rule, known)
    return opened === null ? [] : [assessRule({ policy, rule, facts: known }, opened)]
  })
  const { code, version, preset, hash } = policy
  return {
    policy: { code, version, preset, hash },
    on,
    status: policyStatusOn(policy, on),
    candidates: withStackingNote(policy, candidates),
    best: bestOf(candidates),
  }
}

/** Why a rule is in question: its row, the person's field without a row, or a trade still to be named. */
interface Opened {
  readonly category?: ResolvedCategory
  readonly office?: boolean
  readonly needs: readonly FactName[]
}

function open(policy: SubsidyPolicy, rule: Rule, facts: SubsidyFacts): Opened | null {
  switch (rule.opening.by) {
    case 'annexRow':
      return openByTrade(policy, rule, facts)
    case 'certificate':
      return facts.certificates?.some((each) => isAccepted(rule, each)) === false ? null : { needs: [] }
    case 'apprenticeship': {
      // Nobody can say "no apprenticeship": the rule opens only once one is named.
      if (facts.apprenticeship === undefined) return null
      const level = facts.apprenticeship.targetLevel
      if (level === undefined) return { needs: ['apprenticeship'] }
      return level === rule.opening.targetLevel ? { needs: [] } : null
    }
    case 'nothing':
      return null
  }
}

function openByTrade(policy: SubsidyPolicy, rule: Rule, facts: SubsidyFacts): Opened | null {
  if (facts.tradeSeq !== undefined) {
    const category = policy.categoryOfRow.get(facts.tradeSeq)
    return category?.rule === rule.id ? { category, needs: [] } : null
  }
  if (facts.sector === undefined) return { needs: ['tradeSeq'] }
  return policy.file.annex.sectors.rule === rule.id ? { office: true, needs: [] } : null
}

function assessRule(inquiry: Inquiry, opened: Opened): Candidate {
  const { rule, facts } = inquiry
  const judged = rule.conditions.flatMap((condition) => {
    const verdict = judge(condition, inquiry)
    return verdict === null ? [] : [{ condition, verdict }]
  })
  const trace = judged.map(({ condition, verdict }) => traceOf(condition, verdict))
  const failed = trace.filter((entry) => entry.passed === false).map(failureOf)
  const needs = [...new Set([...opened.needs, ...judged.flatMap(({ verdict }) => verdict.needs)])]
  const notes = notesOf(inquiry, opened, failed)
  return {
    rule: rule.id,
    title: rule.title,
    clause: rule.clause,
    quotation: rule.quotation,
    outcome: outcomeOf(failed, opened, needs),
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

function amountOf(rule: Rule, facts: SubsidyFacts, failed: readonly Failure[]): Amount {
  const { kind, fen, unit } = rule.amount
  if (unit === 'per_person') return { kind, fen, unit }
  const years = facts.apprenticeship?.years
  const agreed = years !== undefined && failed.every((each) => each.condition !== 'apprenticeshipYears')
  if (!agreed) return { kind, fen, unit, perYearFen: fen }
  return { kind, fen: Math.round(fen * years), unit, perYearFen: fen, years }
}

function traceOf(condition: Condition, verdict: Verdict): TraceEntry {
  const entry = {
    conditionId: condition.id,
    condition: condition.name,
    expected: expectedOf(condition),
    actual: verdict.actual,
    passed: verdict.passed,
    citation: condition.citation,
  }
  return verdict.short === undefined ? entry : { ...entry, short: Math.round(verdict.short) / 10 }
}

function failureOf({ conditionId, condition, expected, actual, short }: TraceEntry): Failure {
  const failure = { condition, conditionId, expected, actual }
  return short === undefined ? failure : { ...failure, short }
}

function notesOf(inquiry: Inquiry, opened: Opened, failed: readonly Failure[]): Note[] {
  const { policy, rule } = inquiry
  const remarks = [...(opened.category?.remarks ?? []), ...rule.remarks]
  const notes = remarks
    .filter((remark) => isShown(remark, inquiry, failed))
    .map(({ flag, sentence }) => ({ flag, sentence }))
  if (!opened.office) return notes
  return [noteOf(policy, policy.file.annex.sectors.flag), ...notes]
}

function isShown(
  remark: ResolvedRemark,
  { policy, rule, facts }: Inquiry,
  failed: readonly Failure[],
): boolean {
  switch (remark.when) {
    case 'always':
      return true
    case 'periodFails':
      return failed.some((each) => each.condition === 'inPeriod')
    case 'issuedOn':
      return (facts.certificates ?? []).some((each) => isAccepted(rule, each) && each.issuedOn === remark.on)
    case 'countedHoursAtLeast': {
      const asked = remark.hours * 10
      return countHours(facts.hours ?? {}, onlineTerms(policy), asked).least >= asked
    }
    case 'onlineNotCounted':
      return countHours(facts.hours ?? {}, onlineTerms(policy), requiredHours(rule)).onlineLeftOut
    case 'modernApprenticeship':
      return facts.apprenticeship?.kind === 'modern'
  }
}

function requiredHours(rule: Rule): number {
  return Number(rule.conditions.find((each) => each.fact === 'countedHours')?.value ?? 0)
}

/** Once two rules are open, every candidate says that they may exclude each other (A19). */
function withStackingNote(policy: SubsidyPolicy, candidates: readonly Candidate[]): readonly Candidate[] {
  const openCount = candidates.filter(
    (each) => each.outcome === 'payable' || each.outcome === 'possible',
  ).length
  if (openCount < 2) return candidates
  const note = noteOf(policy, policy.settings['flags.severalOpen'])
  return candidates.map((each) => ({
    ...each,
    flags: [...each.flags, note.flag],
    notes: [...each.notes, note],
  }))
}

function noteOf(policy: SubsidyPolicy, flag: string): Note {
  return { flag, sentence: policy.sentences.get(flag) ?? '' }
}

function bestOf(candidates: readonly Candidate[]): string | null {
  let best: Candidate | null = null
  for (const candidate of candidates) {
    if (candidate.outcome !== 'payable' || candidate.amount.kind !== 'fixed') continue
    if (best === null || candidate.amount.fen > best.amount.fen) best = candidate
  }
  return best?.rule ?? null
}
