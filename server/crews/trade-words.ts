import tradeIndex from '#seeds/trade-index.json'
import trades from '#seeds/trades.json'
import type { FindTrade } from '#shared/roster-types'
import { createTradeMatcher } from '#shared/trade-match'
import type { TradeIndex, TradeMatcher } from '#shared/trade-match-types'
import type { Trade } from '#shared/trades'

const bySeq = new Map((trades as readonly Trade[]).map((trade) => [trade.seq, trade]))
let matcher: TradeMatcher | null = null

/** The row of the annex that somebody's words surely mean; made at the first question, as few crews are pasted. */
export const findTrade: FindTrade = (words) => {
  matcher ??= createTradeMatcher(tradeIndex as TradeIndex)
  const { outcome, hits } = matcher.match(words)
  return outcome === 'answer' ? (hits[0]?.seq ?? null) : null
}

/** A row of the annex; null for none. */
export function tradeOf(seq: number | null): Trade | null {
  return seq === null ? null : (bySeq.get(seq) ?? null)
}
