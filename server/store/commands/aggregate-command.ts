import { BSONRegExp } from 'bson'
import { compileExpression, readVariables, type Variables } from '../aggregation/expressions'
import { compilePipeline, type StageSource } from '../aggregation/stages'
import { type Doc, doc, isDoc, isNumeric, type Value } from '../bson/values'
import { notImplemented, StoreError } from '../errors'
import { compileFilter } from '../query/filter'
import { findDocuments, type Search } from '../query/find-documents'
import { readSort } from '../query/sort'
import { readOutput } from './aggregate-output'
import { batchSizeOf } from './collection-commands'
import { type Command, type Context, namedCollection, namespaceOf, viewOf } from './context'

export const aggregateCommand: Command = {
  fields: 'pipeline cursor allowDiskUse hint collation explain bypassDocumentValidation let',
  isAllowedInTransaction: true,
  async run(context) {
    const { args, engine, transaction } = context
    if (!args.has('cursor')) {
      const message = `The 'cursor' option is required, except for aggregate with the explain argument`
      throw new StoreError('FailedToParse', message)
    }
    const pipeline = args.array('pipeline')
    const output = readOutput(pipeline.at(-1), context)
    if (output !== undefined && transaction !== undefined) {
      throw new StoreError(
        'OperationNotSupportedInTransaction',
        'A pipeline that writes cannot run in a transaction',
      )
    }
    const results = resultsOf(context, output === undefined ? pipeline : pipeline.slice(0, -1))
    await output?.(context, [...results])
    return engine.cursors.open({
      namespace: isOfDatabase(context) ? `${context.database}.$cmd.aggregate` : namespaceOf(context),
      results: output === undefined ? results : [],
      batchSize: batchSizeOf(context),
      transaction,
    })
  },
}

/** Whether the pipeline makes its own documents, `aggregate: 1`, instead of reading a collection. */
function isOfDatabase({ args }: Context): boolean {
  return isNumeric(args.value('aggregate'))
}

function resultsOf(context: Context, pipeline: readonly Value[]): Iterable<Doc> {
  const variables = readVariables(context.args.optionalDocument('let'))
  const source = stageSource(context, variables)
  if (isOfDatabase(context)) {
    return compilePipeline(pipeline.slice(1), source)(givenDocuments(pipeline[0], variables))
  }
  const { query, sort, rest } = splitPipeline(pipeline)
  compileFilter(query, variables)
  return compilePipeline(rest, source)(documentsOf(context, { query, sort: readSort(sort), variables }))
}

function givenDocuments(stage: Value, variables: Variables): Doc[] {
  const [name] = isDoc(stage) ? stage.keys() : []
  if (!isDoc(stage) || name !== '$documents') {
    throw notImplemented(`aggregations without a collection, but with a leading $documents`)
  }
  const documents = compileExpression(stage.get(name), variables)(doc({}))
  if (Array.isArray(documents) && documents.every(isDoc)) return documents
  throw new StoreError('Location5858203', 'The argument of $documents must be an array of objects')
}

export interface SplitPipeline {
  readonly query: Doc
  readonly sort: Doc
  readonly rest: readonly Value[]
}

/** A leading $match and $sort are the search itself, so that an index may serve them. */
export function splitPipeline(pipeline: readonly Value[]): SplitPipeline {
  const match = stageOperand(pipeline[0], '$match')
  const afterMatch = match === undefined ? pipeline : pipeline.slice(1)
  const sort = stageOperand(afterMatch[0], '$sort')
  const query = match ?? new Map()
  if (sort === undefined || sort.size === 0) return { query, sort: new Map(), rest: afterMatch }
  return { query, sort, rest: afterMatch.slice(1) }
}

function stageOperand(stage: Value, name: string): Doc | undefined {
  const operand = isDoc(stage) && stage.size === 1 ? stage.get(name) : undefined
  return isDoc(operand) ? operand : undefined
}

function* documentsOf(
  context: Context,
  request: Pick<Search, 'query' | 'sort' | 'variables'>,
): Iterable<Doc> {
  const collection = namedCollection(context)
  if (collection === undefined) return
  context.transaction?.enter(collection)
  const { args, deadline } = context
  const place = { view: viewOf(context), collection, hint: args.value('hint'), deadline }
  for (const { stored } of findDocuments({ ...request, ...place })) yield stored.document
}

/** Equality with one of the values, also with those that `$in` would take for a condition. */
function lookUpQuery(field: string, values: readonly Value[]): Doc {
  const isPlain = values.every((value) => !isDoc(value) && !(value instanceof BSONRegExp))
  if (isPlain) return doc({ [field]: doc({ $in: [...values] }) })
  return doc({ $or: values.map((value) => doc({ [field]: doc({ $eq: value }) })) })
}

function stageSource(context: Context, variables: Variables): StageSource {
  return {
    variables,
    *lookUp(name, field, values) {
      const collection = context.engine.catalogue.find(`${context.database}.${name}`)
      if (collection === undefined) return
      context.transaction?.enter(collection)
      const query = lookUpQuery(field, values)
      for (const { stored } of findDocuments({ view: viewOf(context), collection, query, variables }))
        yield stored.document
    },
  }
}
