import type { Variables } from '../aggregation/expressions'
import type { Doc, Value } from '../bson/values'
import type { Collection } from '../catalogue/catalogue'
import { StoreError } from '../errors'
import { documentKey, Stored } from '../storage/documents'
import type { Entry } from '../storage/environment'
import type { View } from '../storage/view'
import { compileFilter, type MatchNote } from './filter'
import { type Plan, planQuery } from './planner'
import { type SortField, sortBy } from './sort'

export interface Search {
  readonly view: View
  readonly collection: Collection
  readonly query: Doc
  readonly sort?: readonly SortField[]
  readonly hint?: Value
  readonly variables: Variables
  /** The moment, in ms of the process's clock, after which the search gives up (maxTimeMS). */
  readonly deadline?: number | undefined
  /** Counts what was looked at, for explain. */
  readonly examined?: Examined
}

export interface Examined {
  keys: number
  documents: number
}

/** A document that matches, and the array element through which it did. */
export interface Match {
  readonly stored: Stored
  readonly note: MatchNote
}

const entriesPerClockCheck = 256
const prefixBytes = 4

/** Finds the documents of a query, in the wanted order; lazily unless they must be sorted. */
export function findDocuments(search: Search): Iterable<Match> {
  const { sort = [] } = search
  const plan = planSearch(search)
  if (plan.point !== undefined) return matchAt(search, plan.point, plan.isWholeQuery)
  const matches = matching(search, plan)
  if (sort.length === 0 || plan.isSorted) return matches
  return sortBy(matches, sort, ({ stored }) => stored.document)
}

/** How a search goes about it. */
export function planSearch({ view, collection, query, sort = [], hint }: Search): Plan {
  return planQuery({ collection, query, sort, sequence: view.sequence, hint })
}

/** The document of a key, if there is one and the rest of the query is true of it. */
function matchAt({ view, query, variables, examined }: Search, key: Buffer, isWholeQuery: boolean): Match[] {
  const filter = isWholeQuery ? undefined : compileFilter(query, variables)
  const bytes = view.get('documents', key)
  if (bytes === undefined) return []
  count(examined, 'documents')
  const match = { stored: new Stored(key.subarray(prefixBytes), bytes), note: {} }
  return filter === undefined || filter(match.stored.document, match.note) ? [match] : []
}

function* matching(search: Search, plan: Plan): Generator<Match> {
  const filter = plan.isWholeQuery ? undefined : compileFilter(search.query, search.variables)
  const seen = plan.index?.isMultikey === true ? new Set<string>() : undefined
  const table = plan.index === undefined ? 'documents' : 'indexes'
  let entries = 0
  for (const range of orderedRanges(plan)) {
    for (const entry of search.view.scan(table, range)) {
      if (++entries % entriesPerClockCheck === 0) checkDeadline(search.deadline)
      const stored = plan.index === undefined ? scanned(search, entry) : indexed(search, entry.value, seen)
      if (stored === undefined) continue
      const note: MatchNote = {}
      if (filter === undefined || filter(stored.document, note)) yield { stored, note }
    }
  }
}

function checkDeadline(deadline: number | undefined): void {
  if (deadline === undefined || performance.now() < deadline) return
  throw new StoreError('MaxTimeMSExpired', 'operation exceeded time limit')
}

function scanned({ examined }: Search, { key, value }: Entry): Stored {
  count(examined, 'documents')
  return new Stored(key.subarray(prefixBytes), value)
}

/** The document of an index entry; undefined when another entry has led to it before. */
function indexed(
  { view, collection, examined }: Search,
  idKey: Buffer,
  seen: Set<string> | undefined,
): Stored | undefined {
  count(examined, 'keys')
  const bytes = isNew(seen, idKey) ? view.get('documents', documentKey(collection, idKey)) : undefined
  if (bytes === undefined) return undefined
  count(examined, 'documents')
  return new Stored(idKey, bytes)
}

function count(examined: Examined | undefined, what: keyof Examined): void {
  if (examined !== undefined) examined[what]++
}

function orderedRanges({ ranges }: Plan): Plan['ranges'] {
  return ranges[0]?.reverse === true ? [...ranges].reverse() : ranges
}

function isNew(seen: Set<string> | undefined, idKey: Buffer): boolean {
  if (seen === undefined) return true
  const id = idKey.toString('latin1')
  if (seen.has(id)) return false
  seen.add(id)
  return true
}

/** The items after `skip`, at most `limit` of them; 0 is no limit. */
export function* slice<T>(items: Iterable<T>, skip: number, limit: number): Generator<T> {
  let position = 0
  for (const item of items) {
    if (position++ < skip) continue
    yield item
    if (limit > 0 && position === skip + limit) return
  }
}

/** How many items there are. */
export function countOf(items: Iterable<unknown>): number {
  const iterator = items[Symbol.iterator]()
  let count = 0
  while (iterator.next().done !== true) count++
  return count
}
