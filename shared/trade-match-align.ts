import type { Spelled } from '#shared/trade-match-names'
import { TELLING, type Unit, type Units } from '#shared/trade-match-units'

/** How two strings of units fit together. */
export interface Alignment {
  /** 0–1: twice what fits over the weight of both. */
  readonly score: number
  /** Share of the name's weight that was found. */
  readonly ofName: number
  /** Share of the query's weight that was used. */
  readonly ofQuery: number
  /** Worst similarity among the units that fit and carry weight. */
  readonly weakest: number
  /** How many units that tell something fit. */
  readonly telling: number
  /** First and last used position in the query. */
  readonly from: number
  readonly to: number
}

const NO_FIT: Alignment = { score: 0, ofName: 0, ofQuery: 0, weakest: 0, telling: 0, from: 0, to: 0 }
/** Each break in the run of fitting units makes the fit a little less believable. */
const GAP = 0.05
/** Queries are at most 64 characters, names far shorter. */
const SIDE = 80

const best = new Float64Array(SIDE * SIDE)
const fits = new Float64Array(SIDE * SIDE)

/** Fills the tables from the end: `best` is the weight that can still be fitted from a pair of positions on. */
function fill(query: readonly Unit[], name: readonly Unit[], units: Units): void {
  for (let i = 0; i <= query.length; i += 1) best[i * SIDE + name.length] = 0
  for (let j = 0; j <= name.length; j += 1) best[query.length * SIDE + j] = 0
  for (let i = query.length - 1; i >= 0; i -= 1) {
    const a = query[i]
    for (let j = name.length - 1; j >= 0; j -= 1) {
      const b = name[j]
      if (a && b) fillCell(i * SIDE + j, b.weight, units.similarity(a, b))
    }
  }
}

function fillCell(at: number, weight: number, fit: number): void {
  fits[at] = fit
  const skip = Math.max(best[at + SIDE] ?? 0, best[at + 1] ?? 0)
  const taken = fit > 0 ? fit * weight + (best[at + SIDE + 1] ?? 0) : 0
  best[at] = Math.max(taken, skip)
}

interface Walk {
  matched: number
  full: number
  unused: number
  gaps: number
  weakest: number
  telling: number
  from: number
  to: number
}

/** Where position i of the query fits best from position j of the name on, or -1. */
function nextFit(i: number, j: number, length: number): number {
  let place = j
  while (place < length) {
    const at = i * SIDE + place
    const value = best[at] ?? 0
    if (value <= (best[at + SIDE] ?? 0)) return -1
    if (value > (best[at + 1] ?? 0)) return place
    place += 1
  }
  return -1
}

function walk(query: readonly Unit[], name: readonly Unit[]): Walk {
  const state: Walk = { matched: 0, full: 0, unused: 0, gaps: 0, weakest: 1, telling: 0, from: -1, to: 0 }
  let j = 0
  let lastName = -1
  query.forEach((a, i) => {
    const place = nextFit(i, j, name.length)
    const b = name[place]
    if (!b) {
      state.unused += a.weight
      return
    }
    const fit = fits[i * SIDE + place] ?? 0
    state.matched += b.weight * fit
    state.full += b.weight
    if (b.weight >= TELLING) {
      state.weakest = Math.min(state.weakest, fit)
      state.telling += 1
    }
    if (lastName >= 0 && (place !== lastName + 1 || i !== state.to)) state.gaps += 1
    if (state.from < 0) state.from = i
    state.to = i + 1
    lastName = place
    j = place + 1
  })
  return state
}

/** Fits `query` onto `name` in order, allowing homophones and look-alikes. */
export function align(query: readonly Unit[], name: Spelled, units: Units): Alignment {
  if (query.length >= SIDE || name.units.length >= SIDE || name.weight === 0) return NO_FIT
  fill(query, name.units, units)
  const found = walk(query, name.units)
  if (found.full === 0) return NO_FIT
  const queryWeight = found.full + found.unused
  const score = (2 * found.matched) / (name.weight + queryWeight) - GAP * found.gaps
  return {
    score: Math.max(0, score),
    ofName: found.full / name.weight,
    ofQuery: found.full / queryWeight,
    weakest: found.weakest,
    telling: found.telling,
    from: Math.max(0, found.from),
    to: found.to,
  }
}
