import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  judge,
  parseCases,
  report,
  type Answering,
  type MatchCase,
} from '../../server/commands/match-evaluation'
import { readLexiconFile, readNames, rowsOf } from '../../server/commands/trade-lexicon'
import { loadTradeIndex, loadTrades } from '../../server/commands/trade-seeds'
import { measureCosts, median } from './engine-costs'
import { createEngine, type Document, type EngineName } from './search-engines'

/*
 * Our matcher beside two search libraries, in one run: right answers by file, milliseconds per query, cost to start.
 * `npm run bench:trade-match [more.jsonl…]`
 */

const ROUNDS = 5
const TIMED = 170
const root = join(__dirname, '..', '..')
const lexicon = join(root, 'seeds', 'lexicon')

interface Candidate {
  readonly title: string
  readonly name: EngineName
  readonly data: unknown
}

function printedNames(): Document[] {
  return loadTrades().flatMap((trade) =>
    [...new Set([trade.name, ...trade.searchNames, ...trade.aliases.map(({ name }) => name)])].map(
      (text): Document => [text, [trade.seq]],
    ),
  )
}

/** Every name of the lexicon, also those that our compiled index leaves out, and the work outside the annex. */
function lexiconNames(): Document[] {
  const inside = readNames(lexicon).flatMap((line) =>
    line.names.map((text): Document => [text, rowsOf(line, line.columns[0])]),
  )
  const outside = readLexiconFile(lexicon, 'outside.txt').flatMap(({ names }) =>
    names.map((text): Document => [text, []]),
  )
  return [...printedNames(), ...inside, ...outside]
}

function percentile95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
}

interface Row extends Record<string, string | number> {
  engine: string
}

/** Milliseconds of each query, the median of all rounds: what else runs on the machine disturbs it little. */
function timesOf(engine: Answering, cases: readonly MatchCase[]): number[] {
  const rounds = Array.from({ length: ROUNDS }, () => judge(engine, cases, () => performance.now()))
  return cases.map((_, place) => median(rounds.map((round) => round[place]?.ms ?? 0)))
}

/** Right answers over all queries; times over some, as the slowest engine takes 20 ms for each. */
function qualityOf(title: string, engine: Answering, cases: readonly MatchCase[]): Row {
  const { top1, top3, rejected } = report(judge(engine, cases, () => performance.now()))
  const every = Math.ceil(cases.length / TIMED)
  const times = timesOf(
    engine,
    cases.filter((_, place) => place % every === 0),
  )
  return {
    engine: title,
    'top-1 %': top1,
    'top-3 %': top3,
    'refused %': rejected,
    'p50 ms': median(times).toFixed(2),
    'p95 ms': percentile95(times).toFixed(2),
  }
}

async function costsOf({ title, name, data }: Candidate): Promise<Row> {
  const { coldMs, warmMs, codeBytes, dataBytes } = await measureCosts(name, data)
  return {
    engine: title,
    'build cold ms': coldMs.toFixed(1),
    'build warm ms': warmMs.toFixed(1),
    'code kB': (codeBytes / 1024).toFixed(1),
    'data kB': (dataBytes / 1024).toFixed(1),
    'together kB': ((codeBytes + dataBytes) / 1024).toFixed(1),
  }
}

function print(title: string, rows: readonly Row[]): void {
  const heads = Object.keys(rows[0] ?? {})
  const lines = [heads, heads.map(() => '---'), ...rows.map((row) => heads.map((head) => String(row[head])))]
  console.log(`\n${title}\n`)
  for (const cells of lines) console.log(`| ${cells.join(' | ')} |`)
}

async function main(more: readonly string[]): Promise<void> {
  const data = join(root, 'test', 'data')
  const files = [join(data, 'match-dev.jsonl'), join(data, 'match-second-dev.jsonl'), ...more]
  const candidates: Candidate[] = [
    { title: 'ours', name: 'ours', data: loadTradeIndex() },
    { title: 'minisearch, printed names', name: 'minisearch', data: printedNames() },
    { title: 'minisearch, our lexicon', name: 'minisearch', data: lexiconNames() },
    { title: 'fuse.js, printed names', name: 'fuse', data: printedNames() },
    { title: 'fuse.js, our lexicon', name: 'fuse', data: lexiconNames() },
  ]
  const costs: Row[] = []
  for (const candidate of candidates) costs.push(await costsOf(candidate))
  for (const file of files) {
    const cases = parseCases(readFileSync(file, 'utf8'))
    const rows = candidates.map(({ title, name, data }) => qualityOf(title, createEngine(name, data), cases))
    print(`${basename(file)}: ${String(cases.length)} queries, median of ${String(ROUNDS)} rounds`, rows)
  }
  print('Before the first query (sizes min + gzip -9)', costs)
}

void main(process.argv.slice(2))
