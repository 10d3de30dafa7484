import { align, type Alignment } from '#shared/trade-match-align'
import { addName, type EvidenceBook } from '#shared/trade-match-evidence'
import { isOnlyRole, stemOf, unframe } from '#shared/trade-match-normalise'
import type { Name, NameBook } from '#shared/trade-match-names'
import { TELLING, type Unit } from '#shared/trade-match-units'
import type { MatchKind } from '#shared/trade-match-types'

/** A whole name without its role ending is nearly as good as the name. */
const STEM_TRUST = 0.95
/** Each round of frame words taken away costs this much trust. */
const FRAME_COST = 0.004
/** 主任 is outside, 工地主任 need not be: what is left without frame words refuses less surely. */
const OUTSIDE_PART = 0.95
/** How many names are fitted closely; the rest share too little. */
const CLOSE_LOOK = 60
/** Names that share less than this of their weight are not looked at. */
const LEAST_SHARED = 0.3
const LEAST_SCORE = 0.42
/** Share of the weight that a homophone has to explain on both sides. */
const MOSTLY = 0.8
const HALF_HEARD = 0.86
/** 值班 alone is no 值班电工: work outside the annex refuses only when most of its name is there. */
const FAINT = 0.8
/** 安装拆卸工 says nothing of what is installed, when the query does. */
const ONLY_ROLE = 0.8

/** Finds names by their text: whole, without frame words, without role ending. */
export function matchWhole(book: NameBook, text: string, evidence: EvidenceBook, start = 1): void {
  unframe(text).forEach((variant, round) => {
    const trust = start - round * FRAME_COST
    for (const name of book.exact.get(variant) ?? []) {
      const score = name.trust * trust * (name.outside >= 0 && round > 0 ? OUTSIDE_PART : 1)
      addName(evidence, name, { score, kind: name.kind, matched: variant })
    }
    const stem = stemOf(variant)
    for (const name of stem ? (book.stems.get(stem) ?? []) : []) {
      addName(evidence, name, { score: name.trust * trust * STEM_TRUST, kind: name.kind, matched: variant })
    }
  })
}

/** Finds names that nearly fit: same sound, look-alike characters, something more or less. */
export type FuzzyNameFinder = (text: string, evidence: EvidenceBook) => void

/** One fitting character of several is no evidence (卖手机 is no 卖水). */
function isOneOfMany(fit: Alignment): boolean {
  return fit.telling < 2 && fit.ofName < MOSTLY && fit.ofQuery < MOSTLY
}

/** A homophone that leaves much of the name or of the query over is mostly chance (护士 is no 养护室). */
function believed(fit: Alignment, name: Name): number {
  if (name.outside >= 0 && (fit.ofName < MOSTLY || (fit.telling < 2 && fit.weakest < 1))) return FAINT
  if (fit.ofQuery < MOSTLY && isOnlyRole(name.text)) return ONLY_ROLE
  return fit.weakest < 1 && Math.min(fit.ofName, fit.ofQuery) < MOSTLY ? HALF_HEARD : 1
}

function kindOf(fit: Alignment, name: Name, matched: string): MatchKind {
  if (fit.weakest === 0.9 || fit.weakest === 0.8) return 'homophone'
  if (fit.weakest === 0.88 || (fit.ofName < 0.95 && fit.ofQuery < 0.95)) return 'typo'
  return name.text.startsWith(matched) && matched.length < name.text.length ? 'fragment' : name.kind
}

/** Returns the finder for the names of the book. */
export function createFuzzyNameFinder(book: NameBook): FuzzyNameFinder {
  const shared = new Float32Array(book.names.length)

  /** Adds the weight of what the query shares with each name to `shared`; returns the names touched. */
  const collect = (query: readonly Unit[]): number[] => {
    const touched: number[] = []
    const weights = new Map<string, number>()
    for (const unit of query)
      if (unit.weight >= TELLING) unit.keys.forEach((key) => weights.set(key, unit.weight))
    for (const [key, weight] of weights) {
      for (const id of book.units.namesWith(key)) {
        if (shared[id] === 0) touched.push(id)
        shared[id] = (shared[id] ?? 0) + weight
      }
    }
    return touched
  }
  const candidates = (query: readonly Unit[]): Name[] => {
    const touched = collect(query)
    const ranked: { name: Name; value: number }[] = []
    for (const id of touched) {
      const name = book.names[id]
      // A name weighs at least nothing, so most of what shares little needs no spelling.
      const enough = name && (shared[id] ?? 0) > LEAST_SHARED
      const value = enough ? (shared[id] ?? 0) / (book.spell(name).weight + 1) : 0
      shared[id] = 0
      if (name && value > LEAST_SHARED) ranked.push({ name, value })
    }
    ranked.sort((a, b) => b.value - a.value)
    return ranked.slice(0, CLOSE_LOOK).map(({ name }) => name)
  }

  return (text, evidence) => {
    const query = book.units.ofQuery(text)
    for (const name of candidates(query)) {
      const fit = align(query, book.spell(name), book.units)
      if (fit.score < LEAST_SCORE || isOneOfMany(fit)) continue
      const matched = text.length === query.length ? text.slice(fit.from, fit.to) : text
      const score = Math.min(0.93, fit.score * 0.96) * name.trust * believed(fit, name)
      addName(evidence, name, { score, kind: kindOf(fit, name, matched), matched })
    }
  }
}
