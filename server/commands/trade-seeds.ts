import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TradeIndex } from '#shared/trade-match'
import type { Trade } from '#shared/trades'

const seeds = join(__dirname, '..', '..', 'seeds')

/** The 181 rows of the annex. */
export function loadTrades(): Trade[] {
  return JSON.parse(readFileSync(join(seeds, 'trades.json'), 'utf8')) as Trade[]
}

/** The compiled lexicon. */
export function loadTradeIndex(): TradeIndex {
  return JSON.parse(readFileSync(join(seeds, 'trade-index.json'), 'utf8')) as TradeIndex
}
