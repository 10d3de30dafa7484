import { createFuzzyNameFinder, matchWhole } from '#shared/trade-match-by-name'
import { createEvidence, OUTSIDE, type EvidenceBook } from '#shared/trade-match-evidence'
import { explain } from '#shared/trade-match-explain'
import { createNameBook } from '#shared/trade-match-names'
import { foldText, pieces, squeeze } from '#shared/trade-match-normalise'
import type { TradeHit, TradeIndex, TradeMatcher, TradeMatchResult } from '#shared/trade-match-types'

export type {
  MatchKind,
  MatchReason,
  TradeHit,
  TradeIndex,
  TradeMatcher,
  TradeMatchResult,
  TradeQuestion,
} from '#shared/trade-match-types'

/** Below this score nothing is offered. */
const OFFER = 0.58
const MOST_HITS = 10

function hitsOf(evidence: EvidenceBook, least: number): TradeHit[] {
  return [...evidence.rows]
    .filter(([seq, { score }]) => seq !== OUTSIDE && score >= least)
    .sort(([seqA, a], [seqB, b]) => b.score - a.score || seqA - seqB)
    .slice(0, MOST_HITS)
    .map(([seq, found]) => ({ seq, score: Math.round(found.score * 1000) / 1000, reason: explain(found) }))
}

/**
 * Makes the matcher from the compiled lexicon. The same code and data run on the phone and on the server; it keeps
 * no state between queries and never throws, whatever the query.
 */
export function createTradeMatcher(index: TradeIndex): TradeMatcher {
  const book = createNameBook(index)
  const findFuzzy = createFuzzyNameFinder(book)
  return {
    match(query: string): TradeMatchResult {
      const folded = foldText(query, book.simplified)
      const text = squeeze(folded)
      const evidence = createEvidence()
      matchWhole(book, text, evidence)
      for (const piece of pieces(folded)) if (piece !== text) matchWhole(book, piece, evidence)
      findFuzzy(text, evidence)
      const hits = hitsOf(evidence, OFFER)
      const outside = evidence.rows.get(OUTSIDE)
      const best = hits[0]
      if (!best || (outside && outside.score >= best.score)) {
        return { outcome: 'none', hits: [], nearest: hitsOf(evidence, 0).slice(0, 3) }
      }
      const second = hits[1]
      const clear = best.score >= 0.75 && (!second || second.score < best.score - 0.1)
      return { outcome: clear ? 'answer' : 'choices', hits, nearest: [] }
    },
  }
}
