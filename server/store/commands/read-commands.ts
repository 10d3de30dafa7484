import { Long } from 'bson'
import { readVariables } from '../aggregation/expressions'
import { type Doc, doc, isNumeric, type RawDocument, type Value } from '../bson/values'
import { notImplemented, StoreError } from '../errors'
import { valueKey } from '../keys/value-key'
import { compileFilter } from '../query/filter'
import { countOf, findDocuments, type Match, type Search, slice } from '../query/find-documents'
import { splitPath, visitPath } from '../query/paths'
import { compileProjection, type Projection } from '../query/projection'
import { readSort } from '../query/sort'
import { rawOf } from '../storage/documents'
import { type Command, type Context, namedCollection, namespaceOf, viewOf } from './context'

const refusedFields = 'min max returnKey showRecordId tailable awaitData oplogReplay'.split(' ')

export const findCommand: Command = {
  fields:
    'filter sort projection hint skip limit batchSize singleBatch let collation ' +
    `allowDiskUse noCursorTimeout allowPartialResults ${refusedFields.join(' ')}`,
  isAllowedInTransaction: true,
  run(context) {
    const { args, engine, transaction } = context
    for (const name of refusedFields)
      if (args.has(name) && args.value(name) !== false) throw notImplemented(`find with '${name}'`)
    const projection = compileProjection(args.optionalDocument('projection'))
    const skip = args.count('skip') ?? 0
    const limit = args.count('limit') ?? 0
    // Without shards no part of a result can be missing: the flag is only looked at for its type.
    args.flag('allowPartialResults')
    const results = projectAll(slice(search(context, 'filter'), skip, limit), projection)
    return engine.cursors.open({
      namespace: namespaceOf(context),
      results,
      batchSize: args.count('batchSize'),
      isSingleBatch: args.flag('singleBatch'),
      isLasting: args.flag('noCursorTimeout'),
      transaction,
    })
  },
}

/** The documents that the command's query finds; none in a collection that does not exist. */
function search(context: Context, queryField: string): Iterable<Match> {
  const { args, deadline, transaction } = context
  const collection = namedCollection(context)
  const query = args.optionalDocument(queryField) ?? new Map()
  const variables = readVariables(args.optionalDocument('let'))
  if (collection === undefined) {
    compileFilter(query, variables)
    return []
  }
  transaction?.enter(collection)
  const request: Search = {
    view: viewOf(context),
    collection,
    query,
    variables,
    sort: readSort(args.optionalDocument('sort')),
    hint: args.value('hint'),
    deadline,
  }
  return findDocuments(request)
}

function* projectAll(
  matches: Iterable<Match>,
  projection: Projection | undefined,
): Generator<Doc | RawDocument> {
  for (const { stored, note } of matches) {
    yield projection === undefined ? rawOf(stored) : projection(stored.document, note)
  }
}

export const countCommand: Command = {
  fields: 'query limit skip hint collation',
  run(context) {
    const { args } = context
    const limit = Math.abs(args.integer('limit') ?? 0)
    return doc({ n: countOf(slice(search(context, 'query'), args.count('skip') ?? 0, limit)) })
  },
}

export const distinctCommand: Command = {
  fields: 'key query hint collation',
  isAllowedInTransaction: true,
  run(context) {
    const parts = splitPath(context.args.string('key'))
    const values = new Map<string, Value>()
    for (const { stored } of search(context, 'query')) {
      visitPath(stored.document, { parts, expand: true, visit: (value) => collect(values, value) })
    }
    return doc({ values: [...values.values()] })
  },
}

/** Keeps each value once; an array stands for its elements, which are visited before it. */
function collect(values: Map<string, Value>, value: Value): boolean {
  if (value === undefined || Array.isArray(value)) return false
  const key = valueKey(value).toString('latin1')
  if (!values.has(key)) values.set(key, value)
  return false
}

export const getMoreCommand: Command = {
  fields: 'collection batchSize',
  isAllowedInTransaction: true,
  run({ engine, database, args }) {
    const id = args.value('getMore')
    if (!(id instanceof Long))
      throw new StoreError('TypeMismatch', `BSON field 'getMore.getMore' must be a long`)
    return engine.cursors.more(id, `${database}.${args.string('collection')}`, args.count('batchSize'))
  },
}

export const killCursorsCommand: Command = {
  fields: 'cursors',
  isAllowedInTransaction: true,
  run({ engine, args }) {
    const cursorsKilled: Value[] = []
    const cursorsNotFound: Value[] = []
    for (const id of args.array('cursors')) {
      const isKilled = id instanceof Long && engine.cursors.kill(id)
      ;(isKilled ? cursorsKilled : cursorsNotFound).push(isNumeric(id) ? id : null)
    }
    return doc({ cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] })
  },
}
