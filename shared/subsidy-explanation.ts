import type { ExplanationLine } from './claims'
import { formatAmount } from './money'
import type { Candidate, Note, TraceEntry } from './subsidy-assessment'
import { expectedWords, sayScalar } from './subsidy-expected-words'
import { isList } from './subsidy-operators'
import { asOfWords, conditionWords, factQuestions, inPlace, outcomeWords } from './subsidy-wording'

/** A candidate in a worker's words. */
export interface Explanation {
  /** `最高1000元`, `500元`, `每年5000元，共10000元`. A cap never appears without 最高. */
  readonly headline: string
  /** What the outcome means. */
  readonly verdict: string
  /** What to do next, directly under the amount: `再上3课时`. */
  readonly next: string
  /** One line for each condition, then what is still to be told. */
  readonly lines: readonly ExplanationLine[]
  readonly notes: readonly Note[]
  readonly clause: string
  readonly quotation: string
}

/** Explains one candidate line by line: what the rule asks, what is known, how much is missing. */
export function explainCandidate(candidate: Candidate): Explanation {
  const { amount, outcome, trace, notes, clause, quotation } = candidate
  return {
    headline: formatAmount(amount),
    verdict: outcomeWords[outcome],
    next: inPlace(nextStep(candidate), candidate.city),
    lines: [...trace.map((entry) => explainCondition(entry, candidate)), ...openQuestions(candidate)],
    notes,
    clause,
    quotation,
  }
}

/** One condition as one sentence: `课时：要40课时，您有39课时，还差1课时`. */
export function explainCondition(
  entry: TraceEntry,
  candidate: Pick<Candidate, 'asOf' | 'city'>,
): ExplanationLine {
  const { text, ...line } = lineAbout(entry, candidate.asOf)
  return { ...line, text: inPlace(text, candidate.city) }
}

function lineAbout(entry: TraceEntry, asOf: Candidate['asOf']): ExplanationLine {
  const words = conditionWords[entry.fact]
  const label = entry.fact === 'asOfDate' ? asOfWords[asOf] : words.label
  const expected = expectedWords(entry)
  const { condition } = entry
  if (entry.passed === 'unknown') {
    return { condition, text: `${label}：${words.unknown(expected)}`, standing: 'unknown' }
  }
  const actual = actualWords(entry)
  if (entry.passed) return { condition, text: `${label}：${words.met(expected, actual)}`, standing: 'met' }
  return {
    condition,
    text: `${label}：${words.failed(expected, actual, shortWords(entry))}`,
    standing: 'missing',
  }
}

function actualWords({ fact, actual }: TraceEntry): string {
  return actual === null || isList(actual) ? '' : sayScalar(actual, conditionWords[fact].unit)
}

/** How much is missing, said only where reaching the figure is enough: more than 12 is not reached with 12. */
function shortWords({ fact, operator, short }: TraceEntry): string {
  if (short === undefined || operator !== 'atLeast') return ''
  return `${String(short)}${conditionWords[fact].unit}`
}

function nextStep({ outcome, amount, trace, needs }: Candidate): string {
  switch (outcome) {
    case 'payable':
      return amount.kind === 'upTo' ? '可以申领，实际金额审核时定' : '可以申领'
    case 'needs_office':
      return '到窗口问一下，确认以后再报名'
    case 'possible':
      return `请告诉我们：${needs.map((fact) => factQuestions[fact]).join('、')}`
    case 'not_met':
      return trace
        .filter((entry) => entry.passed === false)
        .map(remedyOf)
        .join('，')
  }
}

function remedyOf(entry: TraceEntry): string {
  return conditionWords[entry.fact].remedy(expectedWords(entry), shortWords(entry))
}

/** Facts that no condition asks for, such as the trade itself. */
function openQuestions({ needs, trace, city }: Candidate): ExplanationLine[] {
  const asked = new Set(trace.flatMap((entry) => (entry.needs === null ? [] : [entry.needs])))
  return needs
    .filter((fact) => !asked.has(fact))
    .map((fact) => ({
      condition: fact,
      text: `还不知道您${inPlace(factQuestions[fact], city)}`,
      standing: 'unknown',
    }))
}
