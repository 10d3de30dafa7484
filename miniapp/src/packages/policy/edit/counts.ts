import { partsOf } from '../content/pointer'
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

/** Which member of a list the first problem is about: `A20` for `/document/ambiguities/A20/citation`. */
export function firstWrong(edit: PolicyEdit, list: string): string | null {
  const found = edit.problems.find((each) => each.pointer.startsWith(`${list}/`))
  return found ? (partsOf(found.pointer)[partsOf(list).length] ?? null) : null
}
