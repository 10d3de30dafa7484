import { type Doc, isDoc, isNumeric, toNumber } from '../bson/values'
import { keyRows } from '../catalogue/index-keys'
import { notImplemented, StoreError } from '../errors'
import { splitPath } from './paths'

export interface SortField {
  readonly path: string
  readonly parts: readonly string[]
  readonly isDescending: boolean
}

/** Reads a sort specification; throws MongoDB's errors for directions other than 1 and -1. */
export function readSort(specification: Doc | undefined): SortField[] {
  if (specification === undefined) return []
  return [...specification].map(([path, direction]) => {
    if (isDoc(direction)) throw notImplemented('sorting by $meta')
    if (path === '$natural') throw notImplemented('sorting by $natural')
    if (!isNumeric(direction))
      throw new StoreError('Location15974', `Illegal key in $sort specification: ${path}`)
    const sign = toNumber(direction)
    if (sign !== 1 && sign !== -1) {
      throw new StoreError(
        'Location15975',
        '$sort key ordering must be 1 (for ascending) or -1 (for descending)',
      )
    }
    if (path === '')
      throw new StoreError('Location40352', 'FieldPath cannot be constructed with empty string')
    if (path.startsWith('$'))
      throw new StoreError('Location16410', `FieldPath field names may not start with '$': ${path}`)
    return { path, parts: splitPath(path), isDescending: sign < 0 }
  })
}

/** Sorts by MongoDB's order: an array counts with its least element ascending, with its greatest descending. */
export function sortBy<T>(
  items: Iterable<T>,
  fields: readonly SortField[],
  documentOf: (item: T) => Doc,
): T[] {
  return sortByKeys(items, fields, (item) => sortKeys(documentOf(item), fields))
}

/** Sorts by one key for each field. */
export function sortByKeys<T>(
  items: Iterable<T>,
  fields: readonly SortField[],
  keysOf: (item: T) => readonly Buffer[],
): T[] {
  const decorated = Array.from(items, (item) => ({ item, keys: keysOf(item) }))
  decorated.sort((a, b) => compareKeys(a.keys, b.keys, fields))
  return decorated.map(({ item }) => item)
}

/** The keys by which a document comes first, of those that the elements of an array give it. */
function sortKeys(document: Doc, fields: readonly SortField[]): readonly Buffer[] {
  const [first = [], ...others] = rowsOf(document, fields)
  return others.reduce((a, b) => (compareKeys(b, a, fields) < 0 ? b : a), first)
}

function rowsOf(document: Doc, fields: readonly SortField[]): Buffer[][] {
  try {
    return keyRows(fields, document)
  } catch (error) {
    if (!(error instanceof StoreError) || error.codeName !== 'CannotIndexParallelArrays') throw error
    throw new StoreError('BadValue', 'cannot sort with keys that are parallel arrays')
  }
}

function compareKeys(a: readonly Buffer[], b: readonly Buffer[], fields: readonly SortField[]): number {
  for (const [at, { isDescending }] of fields.entries()) {
    const [left, right] = [a[at], b[at]]
    const order = left === undefined || right === undefined ? 0 : Buffer.compare(left, right)
    if (order !== 0) return isDescending ? -order : order
  }
  return 0
}
