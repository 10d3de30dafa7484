import { type Doc, isDoc, type Value } from '../bson/values'
import { showValue } from '../bson/show'
import { StoreError } from '../errors'
import { compileFilter } from '../query/filter'
import type { Predicate } from '../query/predicates'
import { arrayIndex } from '../query/paths'

/** Conditions on array elements by the identifier that update paths use for them, as in `$[item]`. */
export type ArrayFilters = ReadonlyMap<string, Predicate>

const noFilters: ArrayFilters = new Map()

/** Reads `arrayFilters`; each filter speaks of one identifier, whose name comes first in its paths. */
export function readArrayFilters(filters: Value): ArrayFilters {
  if (filters === undefined) return noFilters
  const result = new Map<string, Predicate>()
  if (!Array.isArray(filters)) throw new StoreError('TypeMismatch', 'arrayFilters must be an array')
  for (const filter of filters) {
    if (!isDoc(filter)) throw new StoreError('TypeMismatch', 'Each array filter must be an object')
    const identifier = identifierOf(filter)
    if (result.has(identifier)) {
      throw new StoreError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${identifier}`,
      )
    }
    const matches = compileFilter(filter)
    result.set(identifier, (value) => matches(new Map([[identifier, value]])))
  }
  return result
}

function identifierOf(filter: Doc): string {
  const names = new Set(namesIn(filter))
  const [name] = names
  if (name === undefined) {
    throw new StoreError(
      'FailedToParse',
      'Cannot use an expression without a top-level field name in arrayFilters',
    )
  }
  if (names.size > 1) {
    throw new StoreError(
      'FailedToParse',
      `Expected a single top-level field name, found '${[...names].join("' and '")}'`,
    )
  }
  if (/^[a-z][a-zA-Z0-9]*$/.test(name)) return name
  const rule = 'The top-level field name must be an alphanumeric string beginning with a lowercase letter'
  throw new StoreError('BadValue', `Error parsing array filter: ${rule}, found '${name}'`)
}

function namesIn(filter: Doc): string[] {
  return [...filter].flatMap(([name, operand]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] ?? name]
    return Array.isArray(operand) ? operand.filter(isDoc).flatMap(namesIn) : []
  })
}

interface Expansion {
  readonly arrayFilters: ArrayFilters
  /** The element matched by the query. */
  readonly element: number | undefined
}

/** The places that a path with `$`, `$[]` and `$[identifier]` means in a document. */
export function expandPath(
  document: Doc,
  parts: readonly string[],
  expansion: Expansion,
): readonly (readonly string[])[] {
  if (!parts.some(isDynamic)) return [parts]
  let places: string[][] = [[]]
  for (const part of parts) {
    if (part === '$') places = places.map((place) => [...place, String(matchedElement(expansion))])
    else if (isElementName(part)) {
      places = places.flatMap((place) =>
        elementsAt(document, place, part, expansion).map((at) => [...place, at]),
      )
    } else places = places.map((place) => [...place, part])
  }
  return places
}

function isDynamic(part: string): boolean {
  return part === '$' || isElementName(part)
}

/** Whether a part of a path stands for elements of an array, as `$[]` and `$[item]` do. */
export function isElementName(part: string): boolean {
  return part.startsWith('$[') && part.endsWith(']')
}

function matchedElement({ element }: Expansion): number {
  if (element !== undefined) return element
  throw new StoreError('BadValue', 'The positional operator did not find the match needed from the query.')
}

function elementsAt(document: Doc, place: readonly string[], part: string, expansion: Expansion): string[] {
  const identifier = part.slice(2, -1)
  const path = place.join('.')
  const predicate = identifier === '' ? () => true : expansion.arrayFilters.get(identifier)
  if (predicate === undefined) {
    throw new StoreError(
      'BadValue',
      `No array filter found for identifier '${identifier}' in path '${path}.${part}'`,
    )
  }
  const value = valueAt(document, place)
  if (value === undefined) {
    throw new StoreError(
      'BadValue',
      `The path '${path}' must exist in the document in order to apply array updates.`,
    )
  }
  if (!Array.isArray(value)) {
    throw new StoreError(
      'BadValue',
      `Cannot apply array updates to non-array element ${path}: ${showValue(value)}`,
    )
  }
  return value.flatMap((item, index) => (predicate(item) ? [String(index)] : []))
}

function valueAt(document: Doc, place: readonly string[]): Value {
  let value: Value = document
  for (const part of place) {
    if (isDoc(value)) value = value.get(part)
    else if (Array.isArray(value)) value = value[arrayIndex(part) ?? -1]
    else return undefined
  }
  return value
}
