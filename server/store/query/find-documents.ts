import type { Variables } from '../aggregation/expressions'
import type { Doc, Value } from '../bson/values'
import type { Collection } from '../catalogue/catalogue'
import { StoreError } from '../errors'
import { documentKey, Stored } from '../storage/documents'
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

const candidatesPerClockCheck = 256
const prefixBytes = 4

/** Finds the documents of a query, in the wanted order; lazily unless they must be sorted. */
export function findDocuments(search: Search): Iterable<Match> {
  const { sort = [] } = search
  const plan = planSearch(search)
  if (plan.point !== undefined) return matchAt(search, plan.point)
  const matches = matching(search, plan)
  if (sort.length === 0 || plan.isSorted) return matches
  return sortBy(matches, sort, ({ stored }) => stored.document)
}

/** How a search goes about it. */
export function planSearch({ view, collection, query, sort = [], hint }: Search): Plan {
  return planQuery({ collection, query, sort, sequence: view.sequence, hint })
}

/** The document of a key, if there is one and the rest of the query is true of it. */
function matchAt(
  { view, query, variables, examined }: Search,
  { key, isWholeQuery }: NonNullable<Plan['point']>,
): Match[] {
  const filter = isWholeQuery ? undefined : compileFilter(query, variables)
  const bytes = view.get('documents', key)
  if (bytes === undefined) return []
  count(examined, 'documents')
  const match = { stored: new Stored(key.subarray(prefixBytes), bytes), note: {} }
  return filter === undefined || filter(match.stored.document, match.note) ? [match] : []
}

function* matching(search: Search, plan: Plan): Generator<Match> {
  const filter = compileFilter(search.query, search.variables)
  let examined = 0
  for (const stored of candidates(search, plan)) {
    if (++examined % candidatesPerClockCheck === 0) checkDeadline(search.deadline)
    const note: MatchNote = {}
    if (filter(stored.document, note)) yield { stored, note }
  }
}

function checkDeadline(deadline: number | undefined): void {
  if (deadline === undefined || performance.now() < deadline) return
  throw new StoreError('MaxTimeMSExpired', 'operation exceeded time limit')
}

function* candidates({ view, collection, examined }: Search, plan: Plan): Generator<Stored> {
  const seen = plan.index?.isMultikey === true ? new Set<string>() : undefined
  for (const range of orderedRanges(plan)) {
    for (const { key, value } of view.scan(plan.index === undefined ? 'documents' : 'indexes', range)) {
      if (plan.index === undefined) {
        count(examined, 'documents')
        yield new Stored(key.subarray(prefixBytes), value)
        continue
      }
      count(examined, 'keys')
      const stored = isNew(seen, value) ? fetch(view, collection, value) : undefined
      if (stored === undefined) continue
      count(examined, 'documents')
      yield stored
    }
  }
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

function fetch(view: View, collection: Collection, idKey: Buffer): Stored | undefined {
  const bytes = view.get('documents', documentKey(collection, idKey))
  return bytes === undefined ? undefined : new Stored(idKey, bytes)
}

/** How many items there are. */
export function countOf(items: Iterable<unknown>): number {
  const iterator = items[Symbol.iterator]()
  let count = 0
  while (iterator.next().done !== true) count++
  return count
}
