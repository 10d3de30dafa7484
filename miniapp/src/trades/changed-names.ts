import index from '#seeds/trade-index.json'
import type { Evidence } from '#shared/trade-match-evidence'
import { explain } from '#shared/trade-match-explain'
import { decodePairs, foldText, isOnlyRole, squeeze, unframe } from '#shared/trade-match-normalise'
import type { TradeHit } from '#shared/trade-match'
import { catalogue, tradeOf } from './catalogue'
import { catalogueChanges } from './catalogue-changes'

/** A name that the compiled lexicon does not have, as printed and as compared. */
interface NewName {
  readonly seq: number
  readonly name: string
  readonly folded: string
}

/** So sure is a name said in full; what only holds a part of it comes after all that the lexicon finds. */
const EXACT = 1
const PART = 0.5
/** One character is a part of too many names. */
const LEAST = 2

let variants: ReadonlyMap<string, string> | null = null
let known: { readonly of: number; readonly names: readonly NewName[] } | null = null

/**
 * Rows that a later catalogue added, or calls otherwise than the lexicon in the package, for a worker's words: names said in
 * full first (score 1), then those that hold the words or stand in them.
 */
export function changedHits(words: string): TradeHit[] {
  const names = newNames()
  if (names.length === 0) return []
  const said = unframe(fold(words)).filter((each) => each.length >= LEAST && !isOnlyRole(each))
  const best = new Map<number, TradeHit>()
  for (const name of names) {
    const hit = hitOf(name, said)
    if (hit && (best.get(name.seq)?.score ?? 0) < hit.score) best.set(name.seq, hit)
  }
  return [...best.values()].sort((a, b) => b.score - a.score)
}

/** Whether the words are a row's name, and nothing less. */
export function isNamed(hit: TradeHit): boolean {
  return hit.score === EXACT
}

function hitOf({ seq, name: by, folded }: NewName, said: readonly string[]): TradeHit | null {
  if (said.includes(folded)) return asHit(seq, { score: EXACT, kind: 'official', matched: by, by })
  const whole = said.find((each) => each.includes(folded))
  if (whole !== undefined) return asHit(seq, { score: PART, kind: 'official', matched: whole, by })
  const matched = said.find((each) => folded.includes(each))
  return matched === undefined ? null : asHit(seq, { score: PART, kind: 'fragment', matched, by })
}

function asHit(seq: number, evidence: Evidence): TradeHit {
  return { seq, score: evidence.score, reason: explain(evidence) }
}

/** Worked out once for each catalogue that the phone has had. */
function newNames(): readonly NewName[] {
  const { rows, edition } = catalogueChanges()
  if (known?.of !== edition) known = { of: edition, names: rows.flatMap(({ seq }) => namesOf(seq)) }
  return known.names
}

function namesOf(seq: number): NewName[] {
  const trade = tradeOf(seq)
  if (!trade) return []
  const bundled = catalogue.find((row) => row.seq === seq)
  const inLexicon = bundled ? [bundled.name, ...bundled.aliases.map(({ name }) => name)] : []
  return [trade.name, ...trade.aliases.map(({ name }) => name)]
    .filter((name) => !inLexicon.includes(name))
    .map((name) => ({ seq, name, folded: fold(name) }))
    .filter(({ folded }) => folded.length >= LEAST)
}

function fold(text: string): string {
  variants ??= decodePairs(index.simplified)
  return squeeze(foldText(text, variants))
}
