import index from '#seeds/trade-index.json'
import { createTradeMatcher, type TradeMatcher } from '#shared/trade-match'

/** After the first paint, in milliseconds: nobody types sooner. */
const QUIET_MS = 300
let matcher: TradeMatcher | null = null

/** The matcher, made from the bundled lexicon on its first use: typing needs no network. */
export function tradeMatcher(): TradeMatcher {
  matcher ??= createTradeMatcher(index)
  return matcher
}

/** Makes it before the first key, so that the first key is not the slow one; gives the way to call it off. */
export function prepareMatcher(): () => void {
  const timer = setTimeout(tradeMatcher, QUIET_MS)
  return () => clearTimeout(timer)
}
