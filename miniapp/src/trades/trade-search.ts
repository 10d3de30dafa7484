import type { TradeHit, TradeMatchResult } from '#shared/trade-match'
import { changedHits, isNamed } from './changed-names'
import { tradeMatcher } from './matcher'

const MOST_HITS = 10

/**
 * What the catalogue has for a person's own words: what the lexicon in the package finds, and the rows that a later
 * catalogue added or renamed. A name said in full comes first and leaves nothing to ask.
 */
export function searchTrades(words: string): TradeMatchResult {
  const found = tradeMatcher().match(words)
  const changed = changedHits(words)
  if (changed.length === 0) return found
  const named = changed.filter(isNamed)
  if (named.length > 0) {
    return { outcome: 'answer', hits: withoutRepeats([...named, ...found.hits]), nearest: [] }
  }
  const hits = withoutRepeats([...found.hits, ...changed])
  if (found.outcome !== 'none') return { ...found, hits }
  return { outcome: hits.length === 1 ? 'answer' : 'choices', hits, nearest: [] }
}

/** Each row once, at its best place. */
function withoutRepeats(hits: readonly TradeHit[]): TradeHit[] {
  return [...new Map([...hits].reverse().map((hit) => [hit.seq, hit])).values()].reverse().slice(0, MOST_HITS)
}
