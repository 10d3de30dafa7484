import { type Doc, isDoc, type Value } from '../bson/values'
import type { Collection } from '../catalogue/catalogue'
import { idIndexName, type Index, type IndexField } from '../catalogue/index-definition'
import { StoreError } from '../errors'
import { areEqual } from '../keys/compare'
import { descendingKey, typeOrder } from '../keys/value-key'
import type { KeyRange } from '../storage/environment'
import { prefixed, prefixOf, rangeOf } from '../storage/documents'
import { type Bound, type Bounds, boundsOf, keyOfEquality } from './bounds'
import { implies } from './implication'
import type { SortField } from './sort'

/** How the candidates of a query are found. */
export interface Plan {
  /** Undefined for the documents themselves, in the order of their _id. */
  readonly index: Index | undefined
  readonly ranges: readonly KeyRange[]
  /** Whether the candidates come in the wanted order. */
  readonly isSorted: boolean
  /** The key of the only document in question, which is then fetched without a scan. */
  readonly point?: Buffer
  /** Whether every candidate matches, because the query demands nothing but what found them. */
  readonly isWholeQuery: boolean
  /** Name for explain: of the index, or undefined for a scan of the whole collection. */
  readonly indexName: string | undefined
}

export interface PlanRequest {
  readonly collection: Collection
  readonly query: Doc
  readonly sort: readonly SortField[]
  /** The view's sequence: indexes made after it are not used. */
  readonly sequence: number
  readonly hint?: Value
}

const maxRanges = 2000
const idFields: readonly IndexField[] = [{ path: '_id', parts: ['_id'], isDescending: false }]

/** Chooses the index that narrows a query most, or that gives its order, or a scan of the collection. */
export function planQuery(request: PlanRequest): Plan {
  const known = planById(request) ?? planByField(request)
  if (known !== undefined) return known
  const bounds = boundsOf(request.query)
  const candidates = [candidateFor(request, bounds, undefined)]
  for (const index of request.collection.indexes) {
    if (isUsable(index, request)) candidates.push(candidateFor(request, bounds, index))
  }
  const hinted = hintedName(request)
  const eligible = candidates.filter(({ index }) => hinted === undefined || hinted === nameOf(index))
  const best = eligible.reduce<Candidate | undefined>(
    (a, b) => (a === undefined || b.score > a.score ? b : a),
    undefined,
  )
  if (best !== undefined) return planOf(best, request.query)
  throw new StoreError('BadValue', 'The hinted index cannot answer this query with all its matches')
}

/** The plan of the commonest query, for one _id, which no other plan could better. */
function planById({ collection, query, hint }: PlanRequest): Plan | undefined {
  const id = hint === undefined && query.has('_id') ? keyOfEquality(query.get('_id')) : undefined
  if (id === undefined) return undefined
  const point = prefixed(collection.id, id)
  const isWholeQuery = query.size === 1
  return { index: undefined, ranges: [], point, isWholeQuery, isSorted: true, indexName: idIndexName }
}

/** The plan of the next commonest query, for one value of one field that has an index of its own. */
function planByField(request: PlanRequest): Plan | undefined {
  if (request.query.size !== 1 || request.sort.length > 0 || request.hint !== undefined) return undefined
  const [[path, operand] = ['']] = request.query
  const index = indexOfField(path, request)
  const key = index === undefined ? undefined : keyOfEquality(operand)
  if (index === undefined || key === undefined) return undefined
  const range = rangeOf(prefixed(index.id, index.fields[0]?.isDescending === true ? descendingKey(key) : key))
  return { index, ranges: [range], isSorted: true, isWholeQuery: true, indexName: index.name }
}

/** The index that holds every value of a field, of each document one, and nothing else. */
function indexOfField(path: string, { collection, sequence }: PlanRequest): Index | undefined {
  return collection.indexes.find(
    (index) =>
      index.fields.length === 1 &&
      index.fields[0]?.path === path &&
      index.createdAt <= sequence &&
      index.partialFilter === undefined &&
      !index.isSparse &&
      !index.isMultikey,
  )
}

/** An index that may be used, or none; only the best one's ranges are worked out. */
interface Candidate {
  readonly index: Index | undefined
  readonly path: FieldPath
  readonly order: Direction
  readonly score: number
}

function nameOf(index: Index | undefined): string {
  return index?.name ?? idIndexName
}

function hintedName({ hint, collection }: PlanRequest): string | undefined {
  if (hint === undefined) return undefined
  if (isDoc(hint) && (hint.has('$natural') || (hint.size === 1 && hint.has('_id')))) return idIndexName
  if (hint === idIndexName) return idIndexName
  if (typeof hint !== 'string' && !isDoc(hint))
    throw new StoreError('FailedToParse', 'Hint must be a string or an object')
  const found = collection.indexes.find(
    (index) => index.name === hint || (isDoc(hint) && areEqual(index.definition.get('key'), hint)),
  )
  if (found !== undefined) return found.name
  throw new StoreError('BadValue', 'hint provided does not correspond to an existing index')
}

/** Whether the index holds every match of the query and is complete for the view. */
function isUsable(index: Index, { query, sequence }: PlanRequest): boolean {
  if (index.createdAt > sequence) return false
  return index.partialFilter === undefined || implies(query, index.partialFilter.source)
}

function candidateFor(request: PlanRequest, bounds: Bounds, index: Index | undefined): Candidate {
  const path = followFields(index, bounds, prefixOf(index?.id ?? request.collection.id))
  const order =
    index?.isMultikey === true ? undefined : sortDirection(request.sort, index?.fields ?? idFields, path)
  const isUseless = index !== undefined && !isNarrow(path) && (index.isSparse || order === undefined)
  return { index, path, order, score: isUseless ? -1 : scoreOf(path, index, order) }
}

function isNarrow({ equalities, bound }: FieldPath): boolean {
  return equalities > 0 || bound !== undefined
}

function planOf({ index, path, order }: Candidate, query: Doc): Plan {
  const ranges = rangesOf(path).map((range) => (order === 'backward' ? { ...range, reverse: true } : range))
  const indexName = index?.name ?? (isNarrow(path) ? idIndexName : undefined)
  const isWholeQuery = index !== undefined && isAnsweredBy(index, path.equalities, query)
  return { index, ranges, isWholeQuery, isSorted: order !== undefined, indexName }
}

/** Whether a query is nothing but plain equalities of an index's leading fields, none of which holds an array. */
function isAnsweredBy({ fields, isMultikey }: Index, equalities: number, query: Doc): boolean {
  if (isMultikey || query.size !== equalities) return false
  return fields
    .slice(0, equalities)
    .every(({ path }) => query.has(path) && keyOfEquality(query.get(path)) !== undefined)
}

function scoreOf({ equalities, bound }: FieldPath, index: Index | undefined, order: Direction): number {
  const isUnique = index === undefined || (index.isUnique && equalities === index.fields.length)
  const isFound = isUnique && equalities > 0
  return equalities * 10 + (bound === undefined ? 0 : 5) + (isFound ? 50 : 0) + (order === undefined ? 0 : 3)
}

type Direction = 'forward' | 'backward' | undefined

/** How far the bounds lead into an index. */
interface FieldPath {
  readonly prefixes: readonly Buffer[]
  readonly equalities: number
  readonly bound: { readonly field: IndexField; readonly range: Range } | undefined
}

type Range = Exclude<Bound, { points: readonly Buffer[] }>

function followFields(index: Index | undefined, bounds: Bounds, start: Buffer): FieldPath {
  let prefixes: readonly Buffer[] = [start]
  let equalities = 0
  const usable = usableBounds(index, bounds)
  for (const { field, found } of usable) {
    const points = smallestPoints(found)
    if (points === undefined || points.length * prefixes.length > maxRanges) {
      const range = combineRanges(found, index?.isMultikey === true)
      return { prefixes, equalities, bound: range === undefined ? undefined : { field, range } }
    }
    if (index?.isSparse === true && equalities === 0 && points.some((key) => key[0] === typeOrder.null)) break
    prefixes = prefixes.flatMap((prefix) =>
      points.map((key) => Buffer.concat([prefix, directed(field, key)])),
    )
    equalities++
  }
  return { prefixes, equalities, bound: undefined }
}

interface FieldBounds {
  readonly field: IndexField
  readonly found: readonly Bound[]
}

/** Different elements of one array may satisfy the bounds of two fields, so of such fields only the first is used. */
function usableBounds(index: Index | undefined, bounds: Bounds): FieldBounds[] {
  const roots = new Set<string | undefined>()
  return (index?.fields ?? idFields).map((field) => {
    const isShadowed = index?.isMultikey === true && roots.has(field.parts[0])
    roots.add(field.parts[0])
    return { field, found: isShadowed ? [] : (bounds.get(field.path) ?? []) }
  })
}

function directed(field: IndexField, key: Buffer): Buffer {
  return field.isDescending ? descendingKey(key) : key
}

function smallestPoints(bounds: readonly Bound[]): readonly Buffer[] | undefined {
  const lists = bounds.flatMap((bound) => ('points' in bound ? [bound.points] : []))
  const [first, ...others] = lists
  if (first === undefined || lists.length + first.length === 2) return first
  const smallest = others.reduce((a, b) => (b.length < a.length ? b : a), first)
  return [...new Map(smallest.map((key) => [key.toString('latin1'), key])).values()]
}

/** Several elements of an array may satisfy one side each, so a multikey index takes only one of them. */
function combineRanges(bounds: readonly Bound[], isMultikey: boolean): Range | undefined {
  const ranges = bounds.flatMap((bound) => ('points' in bound ? [] : [bound]))
  const [first, ...others] = ranges
  if (first === undefined || isMultikey) return first
  return others.filter(({ tag }) => tag === first.tag).reduce((a, b) => ({ ...a, ...b }), first)
}

function rangesOf({ prefixes, bound }: FieldPath): KeyRange[] {
  const ranges = prefixes.map((prefix) => (bound === undefined ? rangeOf(prefix) : boundRange(prefix, bound)))
  return ranges.sort((a, b) => Buffer.compare(a.start, b.start))
}

function boundRange(prefix: Buffer, { field, range }: NonNullable<FieldPath['bound']>): KeyRange {
  const { tag, low, high } = range
  const [first, last] = field.isDescending ? [high, low] : [low, high]
  const firstByte = field.isDescending ? ~tag & 0xff : tag
  const start = first === undefined ? Buffer.from([firstByte]) : directed(field, first)
  const end =
    last === undefined
      ? Buffer.from([firstByte + 1])
      : Buffer.concat([directed(field, last), Buffer.from([0xff])])
  return { start: Buffer.concat([prefix, start]), end: Buffer.concat([prefix, end]) }
}

/** Whether an index gives the wanted order, read forward or backward. */
function sortDirection(
  sort: readonly SortField[],
  fields: readonly IndexField[],
  { prefixes, equalities }: FieldPath,
): Direction {
  if (sort.length === 0 || prefixes.length > 1) return undefined
  const fixed = new Set(fields.slice(0, equalities).map(({ path }) => path))
  const wanted = sort.filter(({ path }) => !fixed.has(path))
  const offered = fields.slice(equalities)
  const turns = wanted.map(({ path, isDescending }, at) => {
    const field = offered[at]
    return field?.path === path ? field.isDescending !== isDescending : undefined
  })
  if (turns.some((turn) => turn === undefined || turn !== turns[0])) return undefined
  return turns[0] === true ? 'backward' : 'forward'
}
