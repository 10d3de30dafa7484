import { createTradeMatcher, type TradeIndex } from '#shared/trade-match'
import { packLines, unpackLines } from '#shared/trade-match-lines'

/**
 * Leaves out of the compiled index what the matcher finds anyway: 推土机师傅 needs no entry beside 推土机. The source
 * files keep every name; only the phone is spared. Printed names, names marked 常用 and certificates always stay, because
 * initials and pinyin are derived from them.
 */
const PRUNABLE = new Set(['c', 'd', 'm', 'r', 'e'])
/** A name may go when the matcher still gives its first row at least this score. */
const SURE_ENOUGH = 0.7
/** English job titles differ in one word only, so they need more. */
const SURE_ENOUGH_IN_ENGLISH = 0.85
const BATCHES = 10

interface Entry {
  readonly head: string
  readonly text: string
  readonly rows: readonly number[]
  kept: boolean
}

function entriesOf(index: TradeIndex): Entry[] {
  return unpackLines(index.lines).flatMap((line) => {
    if (line.startsWith('w')) return []
    const [head = '', list = ''] = line.split('|')
    const rows = head.slice(1).split(',').map(Number)
    return list.split(',').map((text) => ({ head, text, rows, kept: true }))
  })
}

/** The lines of the index with the kept names only, in their old order. */
function linesOf(index: TradeIndex, entries: readonly Entry[]): string {
  const groups = new Map<string, string[]>()
  for (const { head, text, kept } of entries) {
    if (!kept) continue
    const group = groups.get(head)
    if (group) group.push(text)
    else groups.set(head, [text])
  }
  const lines = unpackLines(index.lines).flatMap((line) => {
    if (line.startsWith('w')) return [line]
    const head = line.slice(0, line.indexOf('|'))
    const names = groups.get(head)
    return names ? [`${head}|${names.join(',')}`] : []
  })
  return packLines(lines)
}

/** Whether the matcher finds the entry's rows, in their order, without the entry. */
function isFound(
  entry: Entry,
  match: (query: string) => { hits: readonly { seq: number; score: number }[] },
): boolean {
  const { hits } = match(entry.text)
  const best = hits[0]
  const enough = entry.head.startsWith('e') ? SURE_ENOUGH_IN_ENGLISH : SURE_ENOUGH
  if (!best || best.seq !== entry.rows[0] || best.score < enough) return false
  const offered = hits.slice(0, entry.rows.length + 1).map(({ seq }) => seq)
  return entry.rows.slice(0, 3).every((row) => offered.includes(row))
}

function putBackLost(index: TradeIndex, entries: readonly Entry[], suspects: readonly Entry[]): number {
  const matcher = createTradeMatcher({ ...index, lines: linesOf(index, entries) })
  const lost = suspects.filter((entry) => !isFound(entry, (query) => matcher.match(query)))
  for (const entry of lost) entry.kept = true
  return lost.length
}

/** The index without the names that the rest of it finds. */
export function pruneTradeNames(index: TradeIndex): TradeIndex {
  const entries = entriesOf(index)
  const prunable = entries.filter(({ head }) => PRUNABLE.has(head.charAt(0)))
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const suspects = prunable.filter((_, place) => place % BATCHES === batch)
    for (const entry of suspects) entry.kept = false
    putBackLost(index, entries, suspects)
  }
  // What was left out early may have leant on what was left out later.
  for (let lost = 1; lost > 0;) {
    lost = putBackLost(
      index,
      entries,
      prunable.filter(({ kept }) => !kept),
    )
  }
  return { ...index, lines: linesOf(index, entries) }
}
