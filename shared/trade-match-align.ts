import type { Unit, Units } from '#shared/trade-match-units'

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
  /** First and last used position in the query. */
  readonly from: number
  readonly to: number
}

const NO_FIT: Alignment = { score: 0, ofName: 0, ofQuery: 0, weakest: 0, from: 0, to: 0 }
/** Each break in the run of fitting units makes the fit a little less believable. */
const GAP = 0.05
/** Below this weight a unit (工, 的) says nothing about the quality of the fit. */
const TELLING = 0.2

function table(query: readonly Unit[], name: readonly Unit[], units: Units): number[][] {
  const best = Array.from({ length: query.length + 1 }, () => new Array<number>(name.length + 1).fill(0))
  for (let i = query.length - 1; i >= 0; i -= 1) {
    for (let j = name.length - 1; j >= 0; j -= 1) {
      const a = query[i]
      const b = name[j]
      const fit = a && b ? units.similarity(a, b) : 0
      const taken = fit > 0 && b ? b.weight * fit + (best[i + 1]?.[j + 1] ?? 0) : 0
      const row = best[i]
      if (row) row[j] = Math.max(taken, best[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return best
}

interface Walk {
  matched: number
  full: number
  unused: number
  gaps: number
  weakest: number
  from: number
  to: number
}

function walk(query: readonly Unit[], name: readonly Unit[], units: Units): Walk {
  const best = table(query, name, units)
  const state: Walk = { matched: 0, full: 0, unused: 0, gaps: 0, weakest: 1, from: -1, to: 0 }
  let j = 0
  let lastName = -1
  let lastQuery = -1
  query.forEach((a, i) => {
    while (
      j < name.length &&
      (best[i]?.[j] ?? 0) === (best[i]?.[j + 1] ?? 0) &&
      (best[i]?.[j] ?? 0) > (best[i + 1]?.[j] ?? 0)
    )
      j += 1
    const b = name[j]
    const fit = b ? units.similarity(a, b) : 0
    if (!b || fit === 0 || (best[i]?.[j] ?? 0) <= (best[i + 1]?.[j] ?? 0)) {
      state.unused += a.weight
      return
    }
    state.matched += b.weight * fit
    state.full += b.weight
    if (b.weight >= TELLING) state.weakest = Math.min(state.weakest, fit)
    if (lastName >= 0 && (j !== lastName + 1 || i !== lastQuery + 1)) state.gaps += 1
    if (state.from < 0) state.from = i
    state.to = i + 1
    lastName = j
    lastQuery = i
    j += 1
  })
  return state
}

/** Fits `query` onto `name` in order, allowing homophones and look-alikes. */
export function align(query: readonly Unit[], name: readonly Unit[], units: Units): Alignment {
  const found = walk(query, name, units)
  const nameWeight = name.reduce((sum, unit) => sum + unit.weight, 0)
  if (found.full === 0 || nameWeight === 0) return NO_FIT
  const queryWeight = found.full + found.unused
  const score = (2 * found.matched) / (nameWeight + queryWeight) - GAP * found.gaps
  return {
    score: Math.max(0, score),
    ofName: found.full / nameWeight,
    ofQuery: found.full / queryWeight,
    weakest: found.weakest,
    from: Math.max(0, found.from),
    to: found.to,
  }
}
