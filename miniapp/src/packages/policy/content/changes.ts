import { canonicalText } from '#shared/subsidy-canonical'
import { valueAt, withValue } from './pointer'

/** One place that somebody changed and has not saved yet. A side that is left out: nothing stands there. */
export interface Change {
  /** What stood there when it was changed first: who else changed the place since then can be told. */
  readonly from?: unknown
  readonly to?: unknown
}
export type Changes = Readonly<Record<string, Change>>

/**
 * Changes several places at once; a place that is put back to what it was is no change. What is changed inside of
 * something that was added or replaced as a whole belongs to that one change, and a whole takes along what was inside.
 */
export function changed(changes: Changes, base: unknown, values: Readonly<Record<string, unknown>>): Changes {
  return Object.entries(values).reduce(
    (next, [pointer, value]) => withChange(next, base, pointer, value),
    changes,
  )
}

function withChange(changes: Changes, base: unknown, pointer: string, value: unknown): Changes {
  const whole = wholeAround(changes, pointer)
  if (whole !== null) {
    return withChange(changes, base, whole, withValue(changes[whole]?.to, pointer.slice(whole.length), value))
  }
  const before = valueAt(base, pointer)
  const from = changes[pointer]?.from ?? before
  const outside = Object.entries(changes).filter(([each]) => !isInside(each, pointer))
  return Object.fromEntries(isSame(before, value) ? outside : [...outside, [pointer, sides(from, value)]])
}

/** The changed thing in which a place lies, or null. */
function wholeAround(changes: Changes, pointer: string): string | null {
  const around = Object.keys(changes).filter((each) => each !== pointer && isInside(pointer, each))
  return around.find((each) => changes[each]?.to !== undefined) ?? null
}

/** Whether a place lies inside of something that was not there before: there is no old value to compare with. */
export function isInsideNew(changes: Changes, pointer: string): boolean {
  const whole = wholeAround(changes, pointer)
  return whole !== null && changes[whole]?.from === undefined
}

function isInside(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`)
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

/** The same changes, on top of what stands there now; what was changed inside of something that is gone is gone, too. */
export function rebased(base: unknown, changes: Changes): Changes {
  const now = applied(base, changes)
  const lasting = Object.entries(changes).filter(([pointer, { to }]) => isSame(valueAt(now, pointer), to))
  return changed({}, base, Object.fromEntries(lasting.map(([pointer, { to }]) => [pointer, to])))
}

/**
 * What is left to save after `sent` was saved: what was typed or put back while it was on its way.
 * @param base what both rest on
 * @param saved the content as it stands since
 */
export function leftAfter(
  saved: unknown,
  base: unknown,
  { sent, now }: { sent: Changes; now: Changes },
): Changes {
  const [asSent, asTyped] = [applied(base, sent), applied(base, now)]
  const later = Object.keys({ ...sent, ...now }).filter(
    (pointer) => !isSame(valueAt(asSent, pointer), valueAt(asTyped, pointer)),
  )
  return changed({}, saved, Object.fromEntries(later.map((pointer) => [pointer, valueAt(asTyped, pointer)])))
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
