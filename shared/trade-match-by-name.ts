import { align, type Alignment } from '#shared/trade-match-align'
import { addName, type EvidenceBook } from '#shared/trade-match-evidence'
import { stemOf, unframe } from '#shared/trade-match-normalise'
import type { Name, NameBook } from '#shared/trade-match-names'
import type { Unit } from '#shared/trade-match-units'
import type { MatchKind } from '#shared/trade-match-types'

/** A whole name without its role ending is nearly as good as the name. */
const STEM_TRUST = 0.95
/** Each round of frame words taken away costs this much trust. */
const FRAME_COST = 0.004
/** How many names are fitted closely; the rest share too little. */
const CLOSE_LOOK = 60
/** Names that share less than this of their weight are not looked at. */
const LEAST_SHARED = 0.3
/** Units below this weight (工, 的) find nothing. */
const TELLING = 0.2
const LEAST_SCORE = 0.42
/** Share of the weight that a homophone has to explain on both sides. */
const MOSTLY = 0.8
const HALF_HEARD = 0.86

/** Finds names by their text: whole, without frame words, without role ending. */
export function matchWhole(book: NameBook, text: string, evidence: EvidenceBook, start = 1): void {
  unframe(text).forEach((variant, round) => {
    const trust = start - round * FRAME_COST
    for (const name of book.exact.get(variant) ?? []) {
      addName(evidence, name, { score: name.trust * trust, kind: name.kind, matched: variant })
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
function believed(fit: Alignment): number {
  return fit.weakest < 1 && Math.min(fit.ofName, fit.ofQuery) < MOSTLY ? HALF_HEARD : 1
}

function kindOf(fit: Alignment, name: Name, matched: string): MatchKind {
  if (fit.weakest === 0.9 || fit.weakest === 0.8) return 'homophone'
  if (fit.weakest === 0.88 || (fit.ofName < 0.95 && fit.ofQuery < 0.95)) return 'typo'
  return name.text.startsWith(matched) && matched.length < name.text.length ? 'fragment' : name.kind
}

function postingsOf(names: readonly Name[]): Map<string, number[]> {
  const postings = new Map<string, number[]>()
  const add = (key: string, id: number): void => {
    const list = postings.get(key)
    if (!list) postings.set(key, [id])
    else if (list[list.length - 1] !== id) list.push(id)
  }
  for (const name of names) {
    for (const unit of name.units) if (unit.weight >= TELLING) unit.keys.forEach((key) => add(key, name.id))
  }
  return postings
}

/** Prepares the posting lists once and returns the finder. */
export function createFuzzyNameFinder(book: NameBook): FuzzyNameFinder {
  const postings = postingsOf(book.names)
  const shared = new Float32Array(book.names.length)

  /** Adds the weight of what the query shares with each name to `shared`; returns the names touched. */
  const collect = (query: readonly Unit[]): number[] => {
    const touched: number[] = []
    const weights = new Map<string, number>()
    for (const unit of query)
      if (unit.weight >= TELLING) unit.keys.forEach((key) => weights.set(key, unit.weight))
    for (const [key, weight] of weights) {
      for (const id of postings.get(key) ?? []) {
        if (shared[id] === 0) touched.push(id)
        shared[id] = (shared[id] ?? 0) + weight
      }
    }
    return touched
  }
  const candidates = (query: readonly Unit[]): Name[] => {
    const touched = collect(query)
    const ranked: { id: number; value: number }[] = []
    for (const id of touched) {
      const value = (shared[id] ?? 0) / ((book.names[id]?.weight ?? 0) + 1)
      shared[id] = 0
      if (value > LEAST_SHARED) ranked.push({ id, value })
    }
    ranked.sort((a, b) => b.value - a.value)
    return ranked.slice(0, CLOSE_LOOK).flatMap(({ id }) => book.names[id] ?? [])
  }

  return (text, evidence) => {
    const query = book.units.ofQuery(text)
    for (const name of candidates(query)) {
      const fit = align(query, name, book.units)
      if (fit.score < LEAST_SCORE || isOneOfMany(fit)) continue
      const matched = text.length === query.length ? text.slice(fit.from, fit.to) : text
      const score = Math.min(0.93, fit.score * 0.96) * name.trust * believed(fit)
      addName(evidence, name, { score, kind: kindOf(fit, name, matched), matched })
    }
  }
}
