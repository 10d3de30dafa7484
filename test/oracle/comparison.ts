import type { Preset } from './common-points'
import { judge, type Judgement } from './notice-oracle'
import type { Opinion, RuleName } from './opinion'

/** The doubts on which the oracle has a view; others may be mentioned freely. */
export const judgedDoubts = [
  'A1',
  'A3',
  'A5',
  'A6',
  'A7',
  'A9',
  'A11',
  'A12',
  'A13',
  'A14',
  'A15',
  'A16',
  'A18',
  'A19',
  'A26',
]

/** What the product answers to one line of a case file, as far as it is compared. */
interface Answer {
  readonly error?: unknown
  readonly policy?: { readonly preset: string }
  readonly candidates?: readonly Candidate[]
  readonly best?: string | null
}

interface Candidate {
  readonly rule: string
  readonly clause: string
  readonly outcome: string
  readonly amount: {
    readonly kind: string
    readonly fen: number
    readonly perYearFen?: number | null
    readonly years?: number | null
  }
  readonly failed: readonly { readonly condition: string; readonly short?: number | null }[]
  readonly needs: readonly string[]
  readonly flags: readonly string[]
}

/** Everything on which the product's answer and the oracle differ, a sentence each; empty when they agree. */
export function differences(facts: unknown, preset: Preset, answer: object): string[] {
  const verdict = judge(facts, preset)
  const given = answer as Answer
  if ('objection' in verdict)
    return given.error ? [] : [`oracle: these facts cannot be (${verdict.objection}); product answers them`]
  if (given.error) return [`product refuses the facts: ${JSON.stringify(given.error)}`]
  return [
    ...(given.policy?.preset === preset ? [] : [`asked under ${preset}, answered otherwise`]),
    ...differencesOfCandidates(verdict, given.candidates ?? []),
    ...differencesOfBest(verdict, given.best ?? null),
  ]
}

function differencesOfCandidates({ opinions }: Judgement, candidates: readonly Candidate[]): string[] {
  const offered = new Map(candidates.map((candidate) => [candidate.rule, candidate]))
  const found = candidates.length === offered.size ? [] : ['product offers a rule twice']
  for (const [rule, opinion] of opinions) {
    const candidate = offered.get(rule)
    if (!candidate) found.push(`${rule}: oracle ${opinion.outcome}, product does not offer it`)
    else found.push(...differencesOfRule(opinion, candidate).map((each) => `${rule}: ${each}`))
  }
  for (const [rule, { outcome }] of offered)
    if (!opinions.has(rule as RuleName)) found.push(`${rule}: oracle has it closed, product says ${outcome}`)
  return found
}

function differencesOfBest({ best }: Judgement, given: string | null): string[] {
  const agrees = given === null ? best.length === 0 : best.includes(given as RuleName)
  return agrees ? [] : [`best: oracle ${best.join(' or ') || 'none'}, product ${given ?? 'none'}`]
}

function differencesOfRule(opinion: Opinion, candidate: Candidate): string[] {
  if (opinion.outcome !== candidate.outcome)
    return [`oracle ${describe(opinion)}, product ${candidate.outcome} ${JSON.stringify(candidate)}`]
  return [
    ...differencesOfClause(opinion, candidate),
    ...differencesOfSum(opinion, candidate),
    ...differencesOfFailures(opinion, candidate),
    ...differencesOfNeeds(opinion, candidate),
    ...differencesOfDoubts(opinion, candidate),
  ]
}

function describe(opinion: Opinion): string {
  const failed = [...opinion.failed.keys()].join('+')
  const needs = [...opinion.needs].join('+')
  return [opinion.outcome, failed && `fails ${failed}`, needs && `needs ${needs}`].filter(Boolean).join(' ')
}

function differencesOfClause({ rule }: Opinion, { clause }: Candidate): string[] {
  const named = rule.startsWith('R9-') ? '（九）' : rule.startsWith('R10-') ? '（十）' : '（十一）'
  return clause.startsWith(named) ? [] : [`oracle cites ${named}, product ${clause}`]
}

/** Sums are held against each other where one is promised or possible, to the fen. */
function differencesOfSum({ outcome, sum }: Opinion, { amount }: Candidate): string[] {
  if (outcome === 'not_met' || outcome === 'needs_office') return []
  const fen = (yuan: number | undefined): number | null =>
    yuan === undefined ? null : Math.round(yuan * 100)
  const expected = [sum.kind, fen(sum.perYear), sum.years ?? null]
  const actual = [amount.kind, amount.perYearFen ?? null, amount.years ?? null]
  // Without its years an apprenticeship has no total to compare, only its yearly sum.
  if (sum.yuan !== undefined) {
    expected.push(fen(sum.yuan))
    actual.push(amount.fen)
  }
  return sameList(expected, actual) ? [] : [`sum: oracle ${expected.join(' ')}, product ${actual.join(' ')}`]
}

/** A condition may fail twice over (training and exam elsewhere); it is one condition. */
function differencesOfFailures({ failed }: Opinion, candidate: Candidate): string[] {
  const expected = [...failed].map(([condition, short]) => `${condition} ${String(short)}`).sort()
  const actual = [...new Set(candidate.failed.map((each) => `${each.condition} ${shortOf(each)}`))].sort()
  return sameList(expected, actual)
    ? []
    : [`failed: oracle ${expected.join(', ')}; product ${actual.join(', ')}`]
}

/** How much is missing, where that is asked for: the other conditions have no number to be short of. */
function shortOf({ condition, short }: Candidate['failed'][number]): string {
  return condition === 'minHours' || condition === 'insuranceMonths' ? String(short) : 'null'
}

/** Once the answer is no, what else could be asked does not matter. */
function differencesOfNeeds({ outcome, needs }: Opinion, candidate: Candidate): string[] {
  if (outcome !== 'possible') return []
  const expected = [...needs].sort()
  const actual = [...candidate.needs].sort()
  return sameList(expected, actual)
    ? []
    : [`needs: oracle ${expected.join(', ')}; product ${actual.join(', ')}`]
}

function differencesOfDoubts({ doubts, perhaps }: Opinion, { flags }: Candidate): string[] {
  const missing = [...doubts].filter((doubt) => !flags.includes(doubt))
  const uncalled = flags.filter(
    (flag) => judgedDoubts.includes(flag) && !doubts.has(flag) && !perhaps.has(flag),
  )
  return [
    ...missing.map((flag) => `${flag} is not mentioned`),
    ...uncalled.map((flag) => `${flag} is mentioned without cause`),
  ]
}

function sameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index])
}
