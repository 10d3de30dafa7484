import { ObjectId } from 'bson'
import type { Variables } from '../aggregation/expressions'
import { cloneDoc, type Doc, doc, isDoc, typeName, type Value } from '../bson/values'
import type { Collection } from '../catalogue/catalogue'
import { StoreError } from '../errors'
import { compileFilter, type MatchNote } from '../query/filter'
import { findDocuments, type Match } from '../query/find-documents'
import { readSort } from '../query/sort'
import { type Prepared, prepareChange } from '../storage/documents'
import type { Writer } from '../storage/writer'
import { compileUpdate } from '../update/update'
import type { Updater } from '../update/updater'
import { upsertedDocument } from '../update/upsert'
import type { Context } from './context'

/** One of the writes of a command; it either throws before it has changed anything, or answers. */
export type Statement = (writer: Writer) => Doc

/** Which documents a statement changes. */
export interface Targets {
  readonly query: Doc
  readonly hint: Value
  readonly sort?: Doc | undefined
  readonly isMulti: boolean
  readonly variables: Variables
}

export interface UpdateTargets extends Targets {
  readonly update: Value
  readonly arrayFilters: Value
  readonly isUpsert: boolean
}

export function insertStatement(context: Context, namespace: string, document: Doc): Statement {
  return (writer) => {
    prepareChange(writer, existing(context, namespace), undefined, withId(document)).run()
    return doc({ n: 1 })
  }
}

export function updateStatement(context: Context, namespace: string, targets: UpdateTargets): Statement {
  return (writer) => {
    const writes = prepareUpdate({ context, writer, namespace }, targets)
    for (const { change } of writes) change.run()
    const [first] = writes
    if (first !== undefined && first.before === undefined)
      return doc({ n: 1, nModified: 0, upserted: first.after?.get('_id') })
    return doc({ n: writes.length, nModified: writes.filter(({ change }) => change.isChange).length })
  }
}

export function deleteStatement(context: Context, namespace: string, targets: Targets): Statement {
  return (writer) => {
    const writes = prepareDelete({ context, writer, namespace }, targets)
    for (const { change } of writes) change.run()
    return doc({ n: writes.length })
  }
}

/** Where a statement writes. */
export interface Place {
  readonly context: Context
  readonly writer: Writer
  readonly namespace: string
}

/** The change of one document, ready to be run. */
export interface PreparedWrite {
  /** Undefined for a document that is inserted. */
  readonly before: Doc | undefined
  /** Undefined for a document that is removed. */
  readonly after: Doc | undefined
  /** How the query matched. */
  readonly note: MatchNote
  readonly change: Prepared
}

export function prepareUpdate(place: Place, targets: UpdateTargets): PreparedWrite[] {
  const updater = compileUpdate(targets)
  if (targets.isMulti && updater.isReplacement) {
    throw new StoreError('FailedToParse', 'multi update is not supported for replacement-style update')
  }
  const now = new Date()
  const found = search(place, targets)
  if (found.length === 0 && targets.isUpsert) return [prepareUpsert(place, targets.query, { updater, now })]
  return found.map(({ collection, stored, note }) => {
    const after = updater.apply(cloneDoc(stored.document), { isInsert: false, now }, note.element)
    const change = prepareChange(place.writer, collection, stored, after)
    return { before: stored.document, after, note, change }
  })
}

interface Upsert {
  readonly updater: Updater
  readonly now: Date
}

function prepareUpsert(
  { context, writer, namespace }: Place,
  query: Doc,
  { updater, now }: Upsert,
): PreparedWrite {
  const after = withId(upsertedDocument(query, updater, now))
  const change = prepareChange(writer, existing(context, namespace), undefined, after)
  return { before: undefined, after, note: {}, change }
}

export function prepareDelete(place: Place, targets: Targets): PreparedWrite[] {
  return search(place, targets).map(({ collection, stored, note }) => {
    const change = prepareChange(place.writer, collection, stored, undefined)
    return { before: stored.document, after: undefined, note, change }
  })
}

interface Target extends Match {
  readonly collection: Collection
}

/** The documents that a statement changes: all, or the first; none where there is no collection. */
function search({ context, writer, namespace }: Place, targets: Targets): Target[] {
  const { isMulti, query, variables, hint } = targets
  const sort = readSort(targets.sort)
  if (isMulti && sort.length > 0) throw new StoreError('FailedToParse', 'Cannot specify sort with multi=true')
  const collection = entered(context, namespace)
  if (collection === undefined) {
    compileFilter(query, variables)
    return []
  }
  const { deadline } = context
  const found: Target[] = []
  const request = { view: writer.view, collection, query, variables, hint, sort, deadline }
  for (const { stored, note } of findDocuments(request)) {
    found.push({ stored, note, collection })
    if (!isMulti) break
  }
  return found
}

/** The collection, which the transaction from now on depends on; undefined when there is none. */
export function entered({ engine, transaction }: Context, namespace: string): Collection | undefined {
  const collection = engine.catalogue.find(namespace)
  if (collection !== undefined) transaction?.enter(collection)
  return collection
}

/** The collection of a write, which `ensureCollection` has made sure of. */
export function existing(context: Context, namespace: string): Collection {
  const collection = entered(context, namespace)
  if (collection !== undefined) return collection
  throw new StoreError('NamespaceNotFound', 'The collection was dropped meanwhile')
}

/** A document as it is inserted: its _id first, made when there is none. */
export function withId(document: Doc): Doc {
  const id = document.get('_id')
  if (Array.isArray(id) || typeName(id) === 'regex') {
    throw new StoreError('InvalidIdField', `The '_id' value cannot be of type ${typeName(id)}`)
  }
  const dollar = isDoc(id) ? [...id.keys()].find((name) => name.startsWith('$')) : undefined
  if (dollar !== undefined) {
    const message = `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid`
    throw new StoreError('DollarPrefixedFieldName', message)
  }
  const [first] = document.keys()
  if (first === '_id') return document
  const result: Doc = new Map([['_id', id === undefined ? new ObjectId() : id]])
  for (const [name, value] of document) if (name !== '_id') result.set(name, value)
  return result
}
