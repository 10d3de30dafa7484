import { canonicalText } from '#shared/subsidy-canonical'
import { valueAt, withValue } from './pointer'

/** One place that somebody changed and has not saved yet. A side that is left out: nothing stands there. */
export interface Change {
  /** What stood there when it was changed first: who else changed the place since then can be told. */
  readonly from?: unknown
  readonly to?: unknown
}
export type Changes = Readonly<Record<string, Change>>

/** Changes several places at once; a place that is put back to what it was is no change. */
export function changed(changes: Changes, base: unknown, values: Readonly<Record<string, unknown>>): Changes {
  const next: Record<string, Change> = { ...changes }
  for (const [pointer, value] of Object.entries(values)) {
    const before = valueAt(base, pointer)
    if (isSame(before, value)) delete next[pointer]
    else next[pointer] = sides(next[pointer]?.from ?? before, value)
  }
  return next
}

/** Takes back one change. */
export function restored(changes: Changes, pointer: string): Changes {
  return Object.fromEntries(Object.entries(changes).filter(([each]) => each !== pointer))
}

/** The content with all changes made. */
export function applied(base: unknown, changes: Changes): unknown {
  return Object.entries(changes).reduce((content, [pointer, { to }]) => withValue(content, pointer, to), base)
}

/** Places that somebody else has changed since, other than we did. */
export function contested(base: unknown, changes: Changes): string[] {
  return Object.entries(changes)
    .filter(([pointer, { from, to }]) => {
      const now = valueAt(base, pointer)
      return !isSame(now, from) && !isSame(now, to)
    })
    .map(([pointer]) => pointer)
}

/** The same changes, on top of what stands there now. */
export function rebased(base: unknown, changes: Changes): Changes {
  return changed(
    {},
    base,
    Object.fromEntries(Object.entries(changes).map(([pointer, { to }]) => [pointer, to])),
  )
}

/** Whether two values say the same, whatever the order of their keys. */
export function isSame(left: unknown, right: unknown): boolean {
  return (
    left === right ||
    (left !== undefined && right !== undefined && canonicalText(left) === canonicalText(right))
  )
}

function sides(from: unknown, to: unknown): Change {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}
