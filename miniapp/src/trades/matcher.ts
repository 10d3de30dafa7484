import index from '#seeds/trade-index.json'
import { createTradeMatcher, type TradeMatcher } from '#shared/trade-match'

let matcher: TradeMatcher | null = null

/** The matcher, made from the bundled lexicon on its first use: typing needs no network. */
export function tradeMatcher(): TradeMatcher {
  matcher ??= createTradeMatcher(index)
  return matcher
}
