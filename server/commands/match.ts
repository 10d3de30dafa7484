import { createTradeMatcher, type TradeHit } from '#shared/trade-match'
import { amountWords } from '#shared/trades'
import { endQuietlyWhenNobodyReads } from './closed-pipe'
import { loadTradeIndex, loadTrades } from './trade-seeds'

/** Row, name, category and amount of one hit, on one line; the reason only where it was really found. */
function line(hit: TradeHit, isFound = true): string {
  const trade = loadTrades().find(({ seq }) => seq === hit.seq)
  if (!trade) throw new Error(`no row ${String(hit.seq)} in the annex`)
  const row = `${String(hit.seq).padStart(3)}  ${trade.name}  ${trade.category}  ${amountWords(trade)}`
  return isFound ? `${row}  ${hit.score.toFixed(2)}  ${hit.reason.text}` : row
}

function main(words: readonly string[]): void {
  const query = words.filter((word) => word !== '--json').join(' ')
  if (query.trim() === '') {
    console.error('用法：npm run -s match -- 开塔吊的 [--json]')
    process.exitCode = 2
    return
  }
  const result = createTradeMatcher(loadTradeIndex()).match(query)
  if (words.includes('--json')) {
    console.log(JSON.stringify(result))
    return
  }
  for (const hit of result.hits) console.log(line(hit))
  if (result.question) {
    console.log(`问：${result.question.text}`)
    for (const option of result.question.options)
      console.log(`  · ${option.label}（${option.seqs.join('、')}）`)
  }
  if (result.outcome === 'none') {
    console.log(`目录里没有「${query}」。${result.advice ?? ''}`)
    if (result.nearest.length > 0) console.log('相近的工种：')
    for (const hit of result.nearest) console.log(line(hit, false))
  }
}

endQuietlyWhenNobodyReads(process.stdout)
main(process.argv.slice(2))
