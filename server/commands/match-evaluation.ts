import * as v from 'valibot'

const caseSchema = v.object({
  query: v.string(),
  accept: v.array(v.pipe(v.number(), v.integer())),
  kind: v.string(),
})

/** One labelled query; `accept` empty means that nothing may be offered. */
export type MatchCase = v.InferOutput<typeof caseSchema>

/** Percentages (0–100, one decimal) over one file. */
export interface MatchReport {
  readonly queries: number
  /** Share of queries with an accepted row whose first offered row is accepted. */
  readonly top1: number
  /** The same for the first three offered rows. */
  readonly top3: number
  /** Share of queries without an accepted row for which nothing was offered. */
  readonly rejected: number
  readonly byKind: Readonly<
    Record<string, { n: number; top1: number; top3: number } | { n: number; rejected: number }>
  >
  readonly p95Ms: number
}

/** One judged query, for reports of misses. */
export interface Judged extends MatchCase {
  readonly offered: readonly number[]
  /** 0-based place of the first accepted row among the offered, -1 when absent. */
  readonly place: number
  readonly ms: number
}

/** Reads the cases of a JSONL text; a bad line is reported by number. */
export function parseCases(text: string): MatchCase[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      return [v.parse(caseSchema, JSON.parse(line))]
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new Error(`第 ${String(index + 1)} 行读不懂：${why}`, { cause: error })
    }
  })
}

/** Whatever answers a query with rows, best first. */
export interface Answering {
  match(query: string): { readonly hits: readonly { readonly seq: number }[] }
}

/** Runs every case once, timed with `now` (milliseconds). */
export function judge(matcher: Answering, cases: readonly MatchCase[], now: () => number): Judged[] {
  return cases.map((one) => {
    const start = now()
    const offered = matcher.match(one.query).hits.map(({ seq }) => seq)
    return { ...one, offered, ms: now() - start, place: offered.findIndex((seq) => one.accept.includes(seq)) }
  })
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.round((1000 * part) / whole) / 10
}

function within(judged: readonly Judged[], places: number): number {
  return percent(judged.filter(({ place }) => place >= 0 && place < places).length, judged.length)
}

function refused(judged: readonly Judged[]): number {
  return percent(judged.filter(({ offered }) => offered.length === 0).length, judged.length)
}

/** Sums the judged queries up. */
export function report(judged: readonly Judged[]): MatchReport {
  const positives = judged.filter(({ accept }) => accept.length > 0)
  const negatives = judged.filter(({ accept }) => accept.length === 0)
  const byKind: Record<string, { n: number; top1: number; top3: number } | { n: number; rejected: number }> =
    {}
  for (const kind of new Set(judged.map((one) => one.kind))) {
    const own = judged.filter((one) => one.kind === kind)
    const meant = own.filter(({ accept }) => accept.length > 0)
    byKind[kind] =
      meant.length === 0
        ? { n: own.length, rejected: refused(own) }
        : { n: own.length, top1: within(meant, 1), top3: within(meant, 3) }
  }
  const times = judged.map(({ ms }) => ms).sort((a, b) => a - b)
  const p95 = times[Math.min(times.length - 1, Math.floor(times.length * 0.95))] ?? 0
  return {
    queries: judged.length,
    top1: within(positives, 1),
    top3: within(positives, 3),
    rejected: refused(negatives),
    byKind,
    p95Ms: Math.round(p95 * 100) / 100,
  }
}
