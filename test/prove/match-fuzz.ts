import { join } from 'node:path'
import { createTradeMatcher, type TradeMatcher } from '#shared/trade-match'
import { readLexiconFile, readNames } from '../../server/commands/trade-lexicon'
import { loadTradeIndex } from '../../server/commands/trade-seeds'
import { createStrangeQueries } from './strange-queries'

/*
 * 100,000 strange strings, the same in every run: no exception, always one of the three outcomes, the same answer from a
 * second matcher that has seen nothing before. `npm run prove:match-fuzz [count] [seed]`
 */

const AGAIN_EVERY = 10
const FRESH_EVERY = 5_000

interface Slow {
  readonly ms: number
  readonly query: string
}

function isSound(matcher: TradeMatcher, query: string): boolean {
  const { outcome, hits, nearest, question } = matcher.match(query)
  const offers = hits.length > 0 === (outcome === 'answer' || outcome === 'choices')
  const asks = question === undefined || outcome === 'choices'
  const rows = [...hits, ...nearest].every(
    ({ seq, score }) => seq >= 1 && seq <= 181 && score >= 0 && score <= 1,
  )
  return ['answer', 'choices', 'none'].includes(outcome) && offers && asks && rows
}

function isSame(a: TradeMatcher, b: TradeMatcher, query: string): boolean {
  return JSON.stringify(a.match(query)) === JSON.stringify(b.match(query))
}

function lexiconWords(): string[] {
  const lexicon = join(__dirname, '..', '..', 'seeds', 'lexicon')
  const files = ['outside.txt', 'words.txt'].flatMap((file) => readLexiconFile(lexicon, file))
  return [...readNames(lexicon), ...files].flatMap(({ names }) => names)
}

function main(count: number, seed: number): void {
  const index = loadTradeIndex()
  const matcher = createTradeMatcher(index)
  const next = createStrangeQueries(lexiconWords(), seed)
  const times = new Float64Array(count)
  let slowest: Slow = { ms: 0, query: '' }
  let other = createTradeMatcher(index)
  for (let made = 0; made < count; made += 1) {
    const query = next()
    const start = performance.now()
    const sound = isSound(matcher, query)
    const ms = performance.now() - start
    times[made] = ms
    if (ms > slowest.ms) slowest = { ms, query }
    if (made % FRESH_EVERY === 0) other = createTradeMatcher(index)
    const same = made % AGAIN_EVERY > 0 || isSame(matcher, other, query)
    if (!sound || !same)
      throw new Error(`${sound ? 'two answers' : 'no outcome'} for ${JSON.stringify(query)}`)
  }
  times.sort()
  const at = (share: number): string => (times[Math.floor(share * (count - 1))] ?? 0).toFixed(2)
  console.log(
    `${String(count)} strings, seed ${String(seed)}: no exception, one of three outcomes each, the same again`,
  )
  console.log(
    `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, p99.9 ${at(0.999)} ms, slowest ${slowest.ms.toFixed(2)} ms:`,
  )
  console.log(`  ${JSON.stringify(slowest.query.slice(0, 60))} (${String(slowest.query.length)} units)`)
}

const [count = '100000', seed = '20200706'] = process.argv.slice(2)
main(Number(count), Number(seed))
