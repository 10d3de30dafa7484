import index from '#seeds/trade-index.json'
import { createTradeMatcher, type TradeMatcher } from '#shared/trade-match'
import type { Trade } from '#shared/trades'
import { tradeOf } from './catalogue'

let matcher: TradeMatcher | null = null

/** The matcher, made from the bundled lexicon on its first use: typing needs no network. */
export function tradeMatcher(): TradeMatcher {
  matcher ??= createTradeMatcher(index)
  return matcher
}

/** Other rows that somebody who opened this one may have meant, at most three. */
export function nearTwins(trade: Trade): Trade[] {
  const { hits, nearest } = tradeMatcher().match(trade.name)
  return [...hits, ...nearest]
    .map((hit) => tradeOf(hit.seq))
    .filter((each): each is Trade => each !== null && each.seq !== trade.seq)
    .slice(0, 3)
}
