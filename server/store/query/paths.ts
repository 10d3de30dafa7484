import { type Doc, isDoc, type Value } from '../bson/values'

/** Called for each value a path leads to; returns true to stop. `element` is the outermost array index passed. */
export type Visit = (value: Value, element: number | undefined) => boolean

export function splitPath(path: string): string[] {
  return path.split('.')
}

/** An array index as it is written in a path, or undefined. */
export function arrayIndex(part: string | undefined): number | undefined {
  return part !== undefined && /^(0|[1-9]\d{0,9})$/.test(part) ? Number(part) : undefined
}

interface Walk {
  readonly parts: readonly string[]
  /** Whether the elements of an array at the end of the path are visited as well as the array. */
  readonly expand: boolean
  readonly visit: Visit
}

/**
 * Visits what a path means in a query: arrays on the way stand for each of their elements, a number in the path
 * also for the element at that place, and a field that is not there is visited as undefined.
 */
export function visitPath(fields: Doc, walk: Walk): boolean {
  return visitField(fields, 0, undefined, walk)
}

function visitField(fields: Doc, at: number, element: number | undefined, walk: Walk): boolean {
  return visitValue(fields.get(walk.parts[at] ?? ''), at + 1, element, walk)
}

function visitValue(value: Value, at: number, element: number | undefined, walk: Walk): boolean {
  if (at === walk.parts.length) return visitLeaf(value, element, walk)
  if (isDoc(value)) return visitField(value, at, element, walk)
  if (Array.isArray(value)) return visitArray(value, at, element, walk)
  return walk.visit(undefined, element)
}

function visitLeaf(value: Value, element: number | undefined, walk: Walk): boolean {
  if (Array.isArray(value) && walk.expand) {
    for (const [index, item] of value.entries()) if (walk.visit(item, element ?? index)) return true
  }
  return walk.visit(value, element)
}

function visitArray(items: readonly Value[], at: number, element: number | undefined, walk: Walk): boolean {
  for (const [index, item] of items.entries()) {
    if (isDoc(item) && visitField(item, at, element ?? index, walk)) return true
  }
  const place = arrayIndex(walk.parts[at])
  return place !== undefined && place < items.length && visitPlace(items[place], at + 1, element, walk)
}

/** The element that a number in the path names: an array there is one value, and a scalar has nothing below it. */
function visitPlace(item: Value, at: number, element: number | undefined, walk: Walk): boolean {
  if (at === walk.parts.length) return walk.visit(item, element)
  if (isDoc(item)) return visitField(item, at, element, walk)
  return Array.isArray(item) && visitArray(item, at, element, walk)
}

/** The value at a path through documents only; undefined when the path meets anything else. */
export function plainValue(fields: Doc, parts: readonly string[]): Value {
  let value: Value = fields
  for (const part of parts) value = isDoc(value) ? value.get(part) : undefined
  return value
}
