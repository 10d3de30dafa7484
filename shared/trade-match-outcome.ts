import { OUTSIDE, type Evidence, type EvidenceBook } from '#shared/trade-match-evidence'
import { explain } from '#shared/trade-match-explain'
import type { NameBook } from '#shared/trade-match-names'
import { createQuestions } from '#shared/trade-match-questions'
import type { TradeHit, TradeIndex, TradeMatchResult, TradeQuestion } from '#shared/trade-match-types'

/** Below this score nothing is offered. Set on development data. */
const OFFER = 0.5
/** A row below this score gives way to work outside the annex that reaches FITS. */
const WEAK = 0.6
const FITS = 0.4
/** From this score on, with the runner-up this far behind, the best row is the answer. */
const SURE = 0.75
const AHEAD = 0.1
/** An answer of the question that nothing else speaks for stands this far below the best. */
const OPTION = 0.2
/** Hits this far below the best are noise. */
const TAIL = 0.35
const MOST_HITS = 10
const MOST_NEAREST = 3
/** Score shown for a neighbour of work outside the annex: an editor's hint, not a find. */
const NEIGHBOUR = 0.3

const ASK_AGAIN = '换个说法再试试，比如“开塔吊的”“扎钢筋”，也可以按类别找。'
const SAY_WHICH = '说出是哪一种再找，比如“开挖机的”。'
const NOT_LISTED = '目录里没有找到这个工种。换个说法再试试，或者按类别找；也可以到窗口问一问。'

type Ranked = [seq: number, evidence: Evidence]

function rank(evidence: EvidenceBook): Ranked[] {
  return [...evidence.rows]
    .filter(([seq]) => seq !== OUTSIDE)
    .sort(([seqA, a], [seqB, b]) => b.score - a.score || seqA - seqB)
}

function toHit([seq, evidence]: Ranked): TradeHit {
  return {
    seq,
    score: Math.round(Math.max(0, Math.min(1, evidence.score)) * 1000) / 1000,
    reason: explain(evidence),
  }
}

function labelsOf(question: TradeQuestion): Map<number, string> {
  return new Map(question.options.flatMap(({ label, seqs }) => seqs.map((seq) => [seq, label] as const)))
}

/** A word that says too little to find a row (司机): the first row of every answer stands for it. */
function examplesOf(question: TradeQuestion, matched: string): Ranked[] {
  return question.options.flatMap(({ label, seqs }) =>
    seqs.slice(0, 1).map((seq): Ranked => [seq, { kind: 'pattern', matched, by: label, score: NEIGHBOUR }]),
  )
}

/** All rows of the question are offered, and otherwise only what is as likely as the best. */
function withOptions(ranked: readonly Ranked[], question: TradeQuestion): Ranked[] {
  const best = ranked[0]
  if (!best) return []
  const floor = best[1].score - OPTION
  const known = new Map(ranked)
  const labels = labelsOf(question)
  const options = [...labels].map(([seq, label]): Ranked => {
    const own = known.get(seq)
    return [
      seq,
      own && own.score >= floor
        ? own
        : { kind: 'pattern', matched: best[1].matched, by: label, score: floor },
    ]
  })
  const others = ranked.filter(([seq, { score }]) => !labels.has(seq) && score >= best[1].score - AHEAD)
  return [...options, ...others].sort(([, a], [, b]) => b.score - a.score)
}

/** Work outside the annex wins when it fits better, and against a weak row when it fits at all. */
function isOutside(row: number, outside: number): boolean {
  return outside > row || (row < WEAK && outside >= FITS)
}

/** A row with the same skill as the best one stands beside it. */
function withFamily(ranked: readonly Ranked[], family: ReadonlyMap<number, readonly number[]>): Ranked[] {
  const best = ranked[0]
  if (!best) return []
  const rows = new Map(ranked)
  for (const seq of family.get(best[0]) ?? []) {
    const score = best[1].score * 0.8
    if ((rows.get(seq)?.score ?? 0) < score) rows.set(seq, { ...best[1], score })
  }
  return [...rows].sort(([, a], [, b]) => b.score - a.score)
}

function familyOf(index: TradeIndex): Map<number, number[]> {
  const family = new Map<number, number[]>()
  for (let i = 0; i + 1 < index.same.length; i += 2) {
    const [a, b] = [index.same[i], index.same[i + 1]]
    if (a === undefined || b === undefined) continue
    family.set(a, [...(family.get(a) ?? []), b])
    family.set(b, [...(family.get(b) ?? []), a])
  }
  return family
}

/** Prepares the last step: evidence to answer, choices or none. */
export function createOutcome(
  book: NameBook,
  index: TradeIndex,
): (evidence: EvidenceBook, variants: readonly string[]) => TradeMatchResult {
  const questions = createQuestions(index)
  const family = familyOf(index)

  const none = (evidence: EvidenceBook, ranked: readonly Ranked[]): TradeMatchResult => {
    const named = book.outside[evidence.outside]
    const outside = evidence.rows.get(OUTSIDE)
    const neighbours =
      named && outside
        ? named.rows.map((seq): TradeHit => toHit([seq, { ...outside, kind: 'pattern', score: NEIGHBOUR }]))
        : undefined
    const nearest = neighbours ?? ranked.slice(0, MOST_NEAREST).map(toHit)
    const advice = named && named.advice !== '' ? named.advice : ranked.length > 0 ? NOT_LISTED : ASK_AGAIN
    return { outcome: 'none', hits: [], nearest, advice }
  }

  const offer = (
    ranked: readonly Ranked[],
    best: Ranked,
    asked: TradeQuestion | undefined,
  ): TradeMatchResult => {
    const [row, { score: top }] = best
    const offered = asked ? withOptions(ranked, asked) : withFamily(ranked, family)
    const floor = asked ? 0 : Math.max(OFFER, top - TAIL)
    const hits = offered
      .filter(([, { score }]) => score >= floor)
      .slice(0, MOST_HITS)
      .map(toHit)
    const relatives = [row, ...(family.get(row) ?? [])]
    const second = hits.find(({ seq }) => !relatives.includes(seq))
    const clear = top >= SURE && (second?.score ?? 0) < top - AHEAD
    const question = asked ?? (clear ? undefined : questions.forHits(hits))
    return {
      outcome: clear && !asked ? 'answer' : 'choices',
      hits,
      nearest: [],
      ...(question ? { question } : {}),
    }
  }

  return (evidence, variants) => {
    const ranked = rank(evidence)
    const best = ranked[0]
    const outside = evidence.rows.get(OUTSIDE)?.score ?? 0
    const asked = questions.forName(variants)
    if (best && best[1].score >= OFFER && !isOutside(best[1].score, outside))
      return offer(ranked, best, asked)
    if (!asked || outside >= FITS) return none(evidence, ranked)
    const nearest = examplesOf(asked, variants.at(-1) ?? '').map(toHit)
    return { outcome: 'none', hits: [], nearest, advice: `${asked.text}${SAY_WHICH}` }
  }
}
