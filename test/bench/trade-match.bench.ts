import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { createTradeMatcher, type TradeIndex } from '#shared/trade-match'
import { parseCases } from '../../server/commands/match-evaluation'

/*
 * What the matcher costs: milliseconds per query and to build the index, compressed size of code plus data, and the
 * slowest of many random strings. `node --import tsx test/bench/trade-match.bench.ts`
 */

const root = join(__dirname, '..', '..')
const FUZZ = 100_000
const ALPHABET = [...'塔吊钢筋工开的焊水电abcdefg01 （）😀\u0000\u202e']

function quantile(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2)
}

function timed(run: () => void): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

/** A small linear generator: the same strings in every run. */
function* randomStrings(count: number): Generator<string> {
  let state = 20_200_706
  const next = (limit: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * limit)
  }
  for (let made = 0; made < count; made += 1) {
    const length = next(100) === 0 ? 3000 : next(14)
    yield Array.from({ length }, () => ALPHABET[next(ALPHABET.length)]).join('')
  }
}

async function codeSize(): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'shared', 'trade-match.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'cjs',
    target: 'es2018',
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}

async function main(): Promise<void> {
  const text = readFileSync(join(root, 'seeds', 'trade-index.json'), 'utf8')
  const index = JSON.parse(text) as TradeIndex
  const builds = Array.from({ length: 9 }, () => timed(() => createTradeMatcher(index))).sort((a, b) => a - b)
  const matcher = createTradeMatcher(index)
  const queries = ['match-dev.jsonl', 'match-second-dev.jsonl'].flatMap((file) =>
    parseCases(readFileSync(join(root, 'test', 'data', file), 'utf8')).map(({ query }) => query),
  )
  for (const query of queries) matcher.match(query)
  const times = queries.map((query) => timed(() => matcher.match(query))).sort((a, b) => a - b)
  const slowest = { ms: 0, query: '' }
  for (const query of randomStrings(FUZZ)) {
    const ms = timed(() => matcher.match(query))
    if (ms > slowest.ms) Object.assign(slowest, { ms, query })
  }
  const data = gzipSync(JSON.stringify(index), { level: 9 }).length
  const code = await codeSize()
  console.log(
    `query     p50 ${quantile(times, 0.5)} ms, p95 ${quantile(times, 0.95)} ms, worst ${quantile(times, 1)} ms`,
  )
  console.log(
    `build     first ${(builds.at(-1) ?? 0).toFixed(1)} ms at worst, median ${quantile(builds, 0.5)} ms`,
  )
  console.log(
    `size      data ${(data / 1024).toFixed(1)} + code ${(code / 1024).toFixed(1)} = ${((data + code) / 1024).toFixed(1)} kB gzip`,
  )
  console.log(
    `random    ${String(FUZZ)} strings, slowest ${slowest.ms.toFixed(2)} ms: ${JSON.stringify(slowest.query.slice(0, 40))}`,
  )
}

void main()
