import { isDoc, type Doc, type Value } from '../bson/values'
import { StoreError } from '../errors'
import { descendingKey, emptyArrayKey, valueKey } from '../keys/value-key'
import { arrayIndex } from '../query/paths'
import type { Index, IndexField } from './index-definition'

/** One field of an index on its way down a document. */
interface Branch {
  readonly value: Value
  /** What is left of the path below `value`. */
  readonly parts: readonly string[]
  /** The element of an array at the end of the path: if it is an array itself, it is indexed whole. */
  readonly isElement: boolean
  readonly isEmptyArray: boolean
}

export interface IndexKeys {
  /** The keys of the indexed fields, each once. */
  readonly keys: readonly Buffer[]
  readonly isMultikey: boolean
}

const none: IndexKeys = { keys: [], isMultikey: false }

/** The keys under which a document is found in an index; none when the index leaves the document out. */
export function indexKeys(index: Index, document: Doc): IndexKeys {
  if (index.partialFilter !== undefined && !index.partialFilter.matches(document)) return none
  const values = plainValues(index.fields, document)
  if (values === undefined) return arrayKeys(index, expandFields(index.fields, document))
  if (index.isSparse && values.every((value) => value === undefined)) return none
  return { keys: [joinKeys(index, values.map(valueKey))], isMultikey: false }
}

/** The values of fields that meet no array, which is the usual case; undefined when one of them does. */
function plainValues(fields: readonly IndexField[], document: Doc): Value[] | undefined {
  const values: Value[] = []
  for (const { parts } of fields) {
    let value: Value = document
    for (const part of parts) {
      if (Array.isArray(value)) return undefined
      value = isDoc(value) ? value.get(part) : undefined
    }
    if (Array.isArray(value)) return undefined
    values.push(value)
  }
  return values
}

function arrayKeys(index: Index, rows: readonly (readonly Branch[])[]): IndexKeys {
  const isMultikey =
    rows.length > 1 || rows.some((row) => row.some((branch) => branch.isElement || branch.isEmptyArray))
  const kept = index.isSparse ? rows.filter((row) => !row.every(isMissing)) : rows
  const keys = new Map<string, Buffer>()
  for (const row of kept) {
    const key = joinKeys(index, row.map(branchKey))
    keys.set(key.toString('latin1'), key)
  }
  return { keys: [...keys.values()], isMultikey }
}

/** The keys by which a document sorts: a row of one for each field, and a row for each element of an array they meet. */
export function keyRows(fields: readonly IndexField[], document: Doc): Buffer[][] {
  return expandFields(fields, document).map((row) => row.map(branchKey))
}

function isMissing(branch: Branch): boolean {
  return branch.value === undefined && !branch.isEmptyArray
}

function joinKeys({ fields }: Index, keys: readonly Buffer[]): Buffer {
  const directed = keys.map((key, at) => (fields[at]?.isDescending === true ? descendingKey(key) : key))
  const [only] = directed
  return directed.length === 1 && only !== undefined ? only : Buffer.concat(directed)
}

function branchKey({ isEmptyArray, value }: Branch): Buffer {
  return isEmptyArray ? emptyArrayKey : valueKey(value)
}

function expandFields(fields: readonly IndexField[], document: Doc): Branch[][] {
  return expand(
    fields.map(({ parts }) => descend({ value: document, parts, isElement: false, isEmptyArray: false })),
    fields,
  )
}

/** Follows a path through documents, and through an array where the path names one of its places. */
function descend(branch: Branch): Branch {
  let { value, parts } = branch
  for (let part = parts[0]; part !== undefined; part = parts[0]) {
    const place = Array.isArray(value) ? arrayIndex(part) : undefined
    if (isDoc(value)) value = value.get(part)
    else if (place !== undefined && Array.isArray(value) && place < value.length) value = value[place]
    else if (Array.isArray(value)) break
    else value = undefined
    parts = parts.slice(1)
  }
  return { ...branch, value, parts, isElement: branch.isElement && branch.parts.length === 0 }
}

function isOpenArray(branch: Branch): boolean {
  return Array.isArray(branch.value) && !branch.isElement
}

/** Expands the array that the fields meet; all of them must meet the same one. */
function expand(row: readonly Branch[], fields: readonly IndexField[]): Branch[][] {
  const at = row.findIndex(isOpenArray)
  const items = row[at]?.value
  if (!Array.isArray(items)) return [[...row]]
  const other = row.findIndex((branch) => isOpenArray(branch) && branch.value !== items)
  if (other >= 0) {
    const names = [fields[other], fields[at]].map((field) => `[${field?.path ?? ''}]`).join(' ')
    throw new StoreError('CannotIndexParallelArrays', `cannot index parallel arrays ${names}`)
  }
  if (items.length === 0)
    return expand(
      row.map((branch) => emptied(branch, items)),
      fields,
    )
  return items.flatMap((item) =>
    expand(
      row.map((branch) => elementOf(branch, items, item)),
      fields,
    ),
  )
}

function emptied(branch: Branch, items: readonly Value[]): Branch {
  if (branch.value !== items) return branch
  return { value: undefined, parts: [], isElement: false, isEmptyArray: branch.parts.length === 0 }
}

function elementOf(branch: Branch, items: readonly Value[], item: Value): Branch {
  if (branch.value !== items) return branch
  if (branch.parts.length === 0) return { ...branch, value: item, isElement: true }
  if (!isDoc(item)) return { ...branch, value: undefined, parts: [] }
  return descend({ ...branch, value: item })
}
