import { type Doc, isDoc, type Value } from '../bson/values'
import { compilePipeline, type StageSource } from '../aggregation/stages'
import { notImplemented, StoreError } from '../errors'
import { findDocuments } from '../query/find-documents'
import { readSort, type SortField } from '../query/sort'
import { batchSizeOf } from './collection-commands'
import { type Command, type Context, namedCollection, namespaceOf, viewOf } from './context'

export const aggregateCommand: Command = {
  fields: ['pipeline', 'cursor', 'allowDiskUse', 'hint', 'collation', 'explain', 'bypassDocumentValidation'],
  isAllowedInTransaction: true,
  run(context) {
    const { args, engine, transaction } = context
    if (args.flag('explain')) throw notImplemented('explaining an aggregation')
    if (typeof args.value('aggregate') !== 'string') throw notImplemented('aggregations without a collection')
    if (!args.has('cursor')) {
      throw new StoreError(
        'FailedToParse',
        `The 'cursor' option is required, except for aggregate with the explain argument`,
      )
    }
    const pipeline = args.array('pipeline')
    const { query, sort, rest } = splitPipeline(pipeline)
    const run = compilePipeline(rest, stageSource(context))
    return engine.cursors.open({
      namespace: namespaceOf(context),
      results: run(documentsOf(context, query, sort)),
      batchSize: batchSizeOf(context),
      transaction,
    })
  },
}

interface SplitPipeline {
  readonly query: Doc
  readonly sort: readonly SortField[]
  readonly rest: readonly Value[]
}

/** A leading $match and $sort are the search itself, so that an index may serve them. */
function splitPipeline(pipeline: readonly Value[]): SplitPipeline {
  const match = stageOperand(pipeline[0], '$match')
  const afterMatch = match === undefined ? pipeline : pipeline.slice(1)
  const sort = stageOperand(afterMatch[0], '$sort')
  const query = match ?? new Map()
  if (sort === undefined || sort.size === 0) return { query, sort: [], rest: afterMatch }
  return { query, sort: readSort(sort), rest: afterMatch.slice(1) }
}

function stageOperand(stage: Value, name: string): Doc | undefined {
  const operand = isDoc(stage) && stage.size === 1 ? stage.get(name) : undefined
  return isDoc(operand) ? operand : undefined
}

function* documentsOf(context: Context, query: Doc, sort: readonly SortField[]): Iterable<Doc> {
  const collection = namedCollection(context)
  if (collection === undefined) return
  context.transaction?.enter(collection)
  const search = {
    view: viewOf(context),
    collection,
    query,
    sort,
    hint: context.args.value('hint'),
    deadline: context.deadline,
  }
  for (const { stored } of findDocuments(search)) yield stored.document
}

function stageSource(context: Context): StageSource {
  return {
    *lookUp(name, field, values) {
      const collection = context.engine.catalogue.find(`${context.database}.${name}`)
      if (collection === undefined) return
      context.transaction?.enter(collection)
      const query: Doc = new Map([[field, new Map([['$in', [...values]]])]])
      for (const { stored } of findDocuments({ view: viewOf(context), collection, query }))
        yield stored.document
    },
  }
}
