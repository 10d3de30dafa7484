import { decodePairs, stemOf } from '#shared/trade-match-normalise'
import { decodeReadings } from '#shared/trade-match-phonetics'
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
  readonly units: readonly Unit[]
  readonly weight: number
  /** Smaller is commoner. */
  readonly prior: number
}

/** Work outside the annex: its neighbours and what to tell the worker. */
export interface Outside {
  readonly rows: readonly number[]
  readonly advice: string
}

/** The decoded index, ready for look-ups. */
export interface NameBook {
  readonly names: readonly Name[]
  readonly outside: readonly Outside[]
  readonly exact: ReadonlyMap<string, readonly Name[]>
  readonly stems: ReadonlyMap<string, readonly Name[]>
  readonly simplified: ReadonlyMap<string, string>
  readonly units: Units
}

type Draft = Omit<Name, 'id' | 'units' | 'weight' | 'stem'>

function numbers(text: string | undefined): number[] {
  return text ? text.split(',').map(Number) : []
}

function draftsOf(index: TradeIndex): Draft[] {
  const rank = new Map(index.common.map((seq, position) => [seq, position]))
  const drafts: Draft[] = []
  for (const line of index.lines) {
    if (line.startsWith('w')) continue
    const [head = '', list = ''] = line.split('|')
    const { kind, trust } = KINDS[head.charAt(0)] ?? { kind: 'colloquial', trust: 0.9 }
    const rows = numbers(head.slice(1))
    const commonness = Math.min(...rows.map((row) => rank.get(row) ?? 181))
    list.split(',').forEach((text, position) => {
      const printed = kind === 'official' || kind === 'alias' ? 0 : 40
      drafts.push({ text, kind, trust, rows, outside: -1, prior: commonness + printed + position * 8 })
    })
  }
  index.outside.forEach((line, outside) => {
    for (const text of (line.split('|')[2] ?? '').split(',')) {
      drafts.push({ text, kind: 'colloquial', trust: 0.98, rows: [], outside, prior: 500 })
    }
  })
  return drafts
}

function groupBy(names: readonly Name[], keyOf: (name: Name) => string): Map<string, Name[]> {
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

/** Decodes the compiled index once; costs a few milliseconds. */
export function createNameBook(index: TradeIndex): NameBook {
  const drafts = draftsOf(index)
  const units = createUnits(drafts, decodeReadings(index.readings), index.lookalikes)
  const names = drafts.map(({ text, kind, trust, rows, outside, prior }, id): Name => {
    const isEnglish = kind === 'english'
    const list = isEnglish ? [] : units.ofName(text)
    let weight = 0
    for (const unit of list) weight += unit.weight
    return {
      id,
      text,
      stem: isEnglish ? '' : stemOf(text),
      kind,
      trust,
      rows,
      outside,
      units: list,
      weight,
      prior,
    }
  })
  const outside = index.outside.map((line) => {
    const [rows, advice] = line.split('|')
    return { rows: numbers(rows), advice: index.advice[Number(advice)] ?? '' }
  })
  return {
    names,
    outside,
    exact: groupBy(names, (name) => (name.text.includes(' ') ? name.text.replaceAll(' ', '') : name.text)),
    stems: groupBy(names, (name) => name.stem),
    simplified: decodePairs(index.simplified),
    units,
  }
}
