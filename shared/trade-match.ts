import { isTrading } from '#shared/trade-match-actions'
import { createEnglishFinder } from '#shared/trade-match-by-english'
import { createFuzzyNameFinder, matchWhole } from '#shared/trade-match-by-name'
import { createPinyinFinder } from '#shared/trade-match-by-pinyin'
import { createWordFinder } from '#shared/trade-match-by-word'
import {
  addEvidence,
  createEvidence,
  mergeWords,
  OUTSIDE,
  type EvidenceBook,
} from '#shared/trade-match-evidence'
import { createNameBook } from '#shared/trade-match-names'
import { foldText, pieces, squeeze, unframe, withoutEnding } from '#shared/trade-match-normalise'
import { createOutcome } from '#shared/trade-match-outcome'
import type { TradeIndex, TradeMatcher, TradeMatchResult } from '#shared/trade-match-types'

export type {
  MatchKind,
  MatchReason,
  TradeHit,
  TradeIndex,
  TradeMatcher,
  TradeMatchResult,
  TradeQuestion,
} from '#shared/trade-match-types'

/** In 起重工（安装起重工） the earlier part is the likelier name. */
const LATER_PART = 0.01

/** Who deals in a thing is outside the annex, unless the whole text is a known name. */
const TRADER = { score: 0.9, kind: 'pattern' } as const

/** Most people never type a Latin letter: what only they need is prepared at the first one. */
function onDemand<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

/**
 * Makes the matcher from the compiled lexicon. The same code and data run on the phone and on the server; it keeps
 * no state between queries and never throws, whatever the query.
 */
export function createTradeMatcher(index: TradeIndex): TradeMatcher {
  const book = createNameBook(index)
  const findFuzzy = createFuzzyNameFinder(book)
  const findWords = createWordFinder(book)
  const latin = onDemand(() => ({
    findPinyin: createPinyinFinder(book),
    findEnglish: createEnglishFinder(book),
  }))
  const decide = createOutcome(book, index)

  const gather = (folded: string, text: string): EvidenceBook => {
    const evidence = createEvidence()
    matchWhole(book, text, evidence)
    if (/^[a-z0-9]+$/.test(text)) {
      const { findPinyin, findEnglish } = latin()
      findEnglish(folded, evidence)
      findPinyin(text.replace(/[0-9]/g, ''), evidence)
      return evidence
    }
    const parts = pieces(folded)
    if (parts.length > 1) {
      // A printed name and its first bracket belong together: 建筑起重机械司机（塔式起重机）（住建部：…
      const spans = [parts.slice(0, 2).join(''), ...parts]
      spans.forEach((part, place) => matchWhole(book, part, evidence, 1 - LATER_PART * place))
    }
    findFuzzy(text, evidence)
    mergeWords(evidence, findWords(withoutEnding(text)))
    if (isTrading(text)) addEvidence(evidence, OUTSIDE, { ...TRADER, matched: text, by: text })
    return evidence
  }

  return {
    match(query: string): TradeMatchResult {
      const folded = foldText(query, book.simplified)
      const text = squeeze(folded)
      return decide(gather(folded, text), unframe(text))
    },
  }
}
