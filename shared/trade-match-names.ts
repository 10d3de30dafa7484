import { unpackLines } from '#shared/trade-match-lines'
import { decodePairs, stemOf } from '#shared/trade-match-normalise'
import { decodeReadings } from '#shared/trade-match-phonetics'
import { createPlaces } from '#shared/trade-match-places'
import { createUnits, type Unit, type Units } from '#shared/trade-match-units'
import type { MatchKind, TradeIndex } from '#shared/trade-match-types'

/** Kind letters of the compiled names, and how far a name of that kind is trusted. */
const KINDS: Readonly<Record<string, { kind: MatchKind; trust: number }>> = {
  o: { kind: 'official', trust: 1 },
  a: { kind: 'alias', trust: 0.99 },
  c: { kind: 'colloquial', trust: 0.97 },
  m: { kind: 'machine', trust: 0.95 },
  t: { kind: 'material', trust: 0.94 },
  z: { kind: 'certificate', trust: 0.96 },
  e: { kind: 'english', trust: 0.95 },
  d: { kind: 'dialect', trust: 0.96 },
  r: { kind: 'traditional', trust: 0.96 },
  x: { kind: 'colloquial', trust: 0.98 },
}

/** Letter of the lines that hold no names. */
const THING = 'w'
/** Names stand in the order of use; from here on that tells nothing. */
const FURTHEST = 12

/** One searchable name: a printed name, a spoken one, or (rows empty) work that the annex does not list. */
export interface Name {
  readonly id: number
  readonly text: string
  readonly stem: string
  readonly kind: MatchKind
  readonly trust: number
  /** Rows, the likeliest first; empty for work outside the annex. */
  readonly rows: readonly number[]
  /** Index into the outside list, -1 for a name of the annex. */
  readonly outside: number
  /** Smaller is commoner. */
  readonly prior: number
}

/** A name in units; `weight` is their sum. */
export interface Spelled {
  readonly units: readonly Unit[]
  readonly weight: number
}

/** Work outside the annex: its neighbours and what to tell the worker. */
export interface Outside {
  readonly rows: readonly number[]
  readonly advice: string
}

/** The decoded index, ready for look-ups. */
export interface NameBook {
  readonly names: readonly Name[]
  /** Lines of words that point at rows without being a name, for the word finder. */
  readonly things: readonly string[]
  readonly outside: readonly Outside[]
  /** Names that are not English, by their text. */
  readonly exact: ReadonlyMap<string, readonly Name[]>
  /** The same, by their text without the role ending where they have one. */
  readonly stems: ReadonlyMap<string, readonly Name[]>
  readonly simplified: ReadonlyMap<string, string>
  readonly units: Units
  /** The name in units; made when first needed, as most names never are. */
  spell(name: Name): Spelled
}

function numbers(text: string | undefined): number[] {
  return text ? text.split(',').map(Number) : []
}

function insideNames(index: TradeIndex, lines: readonly string[]): Name[] {
  const rank = new Map(index.common.map((seq, position) => [seq, position]))
  const names: Name[] = []
  for (const line of lines) {
    if (line.startsWith(THING)) continue
    const [head = '', list = ''] = line.split('|')
    const { kind, trust } = KINDS[head.charAt(0)] ?? { kind: 'colloquial', trust: 0.9 }
    const rows = numbers(head.slice(1))
    const printed = kind === 'official' || kind === 'alias' ? 0 : 40
    const commonness = Math.min(...rows.map((row) => rank.get(row) ?? 181)) + printed
    list.split(',').forEach((text, position) => {
      const stem = kind === 'english' ? '' : stemOf(text)
      const prior = commonness + Math.min(position, FURTHEST) * 8
      names.push({ id: names.length, text, stem, kind, trust, rows, outside: -1, prior })
    })
  }
  return names
}

/** Work outside the annex; ids go on from `first`. */
function outsideNames(index: TradeIndex, first: number): Name[] {
  const texts = index.outside.flatMap((line, outside) =>
    (line.split('|')[2] ?? '').split(',').map((text) => ({ text, outside })),
  )
  return texts.map(({ text, outside }, place) => {
    const kind = /^[a-z ]+$/.test(text) ? 'english' : 'colloquial'
    const stem = kind === 'english' ? '' : stemOf(text)
    return { id: first + place, text, stem, kind, trust: 0.98, rows: [], outside, prior: 500 }
  })
}

/** The names by the text that `keyOf` gives; names without one are left out. */
export function groupNames(names: readonly Name[], keyOf: (name: Name) => string): Map<string, Name[]> {
  const groups = new Map<string, Name[]>()
  for (const name of names) {
    const key = keyOf(name)
    if (key === '') continue
    const group = groups.get(key)
    if (group) group.push(name)
    else groups.set(key, [name])
  }
  return groups
}

function createSpeller(units: Units): (name: Name) => Spelled {
  const spelled: (Spelled | undefined)[] = []
  const spell = (text: string): Spelled => {
    const list = units.ofName(text)
    return { units: list, weight: list.reduce((sum, { weight }) => sum + weight, 0) }
  }
  return ({ id, text }) => (spelled[id] ??= spell(text))
}

function outsideOf(index: TradeIndex): Outside[] {
  return index.outside.map((line) => {
    const [rows, advice] = line.split('|')
    return { rows: numbers(rows), advice: index.advice[Number(advice)] ?? '' }
  })
}

/** Decodes the compiled index once; costs a few milliseconds. */
export function createNameBook(index: TradeIndex): NameBook {
  const lines = unpackLines(index.lines)
  const inside = insideNames(index, lines)
  const names = [...inside, ...outsideNames(index, inside.length)]
  const chinese = names.filter(({ kind }) => kind !== 'english')
  const readings = decodeReadings(index.readings)
  const places = createPlaces(chinese)
  const units = createUnits({ names, places, readings, lookalikes: index.lookalikes })
  return {
    names,
    things: lines.filter((line) => line.startsWith(THING)),
    outside: outsideOf(index),
    exact: groupNames(chinese, ({ text }) => text),
    stems: groupNames(chinese, ({ stem }) => stem),
    simplified: decodePairs(index.simplified),
    units,
    spell: createSpeller(units),
  }
}
