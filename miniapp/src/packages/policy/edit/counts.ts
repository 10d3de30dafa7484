import type { Counts } from './fold'
import type { PolicyEdit } from './use-policy-edit'

/** How much was changed and is wrong at these places and below them. */
export function countsAt(edit: PolicyEdit, ...places: readonly string[]): Counts {
  const isInside = (pointer: string) =>
    places.some((place) => pointer === place || pointer.startsWith(`${place}/`))
  return {
    changed: Object.keys(edit.changes).filter(isInside).length,
    wrong: edit.problems.filter((each) => isInside(each.pointer)).length,
  }
}
