import { existsSync, readFileSync } from 'node:fs'
import { createTradeMatcher } from '#shared/trade-match'
import { judge, parseCases, report } from './match-evaluation'
import { loadTradeIndex } from './trade-seeds'

function main(args: readonly string[]): void {
  const file = args.find((arg) => !arg.startsWith('--'))
  if (!file) throw new Error('用法：npm run -s match:eval -- 文件.jsonl')
  if (!existsSync(file)) throw new Error(`读不到文件：${file}`)
  const cases = parseCases(readFileSync(file, 'utf8'))
  const matcher = createTradeMatcher(loadTradeIndex())
  // A first pass warms the code up: the figure is the lag while typing, not the start.
  judge(matcher, cases, () => performance.now())
  const judged = judge(matcher, cases, () => performance.now())
  if (args.includes('--misses')) {
    for (const { query, kind, accept, offered, place } of judged) {
      const wrong = accept.length > 0 ? place !== 0 : offered.length > 0
      if (wrong)
        console.error(
          `${kind}\t${query}\twanted ${accept.join(',') || '-'}\toffered ${offered.slice(0, 5).join(',') || '-'}`,
        )
    }
  }
  console.log(JSON.stringify(report(judged)))
}

try {
  main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}
