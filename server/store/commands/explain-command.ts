import { readVariables } from '../aggregation/expressions'
import { type Doc, doc, type Value } from '../bson/values'
import { idIndexDefinition, idIndexName, type Index } from '../catalogue/index-definition'
import { StoreError } from '../errors'
import { compileFilter } from '../query/filter'
import {
  countOf,
  type Examined,
  findDocuments,
  planSearch,
  type Search,
  slice,
} from '../query/find-documents'
import type { Plan } from '../query/planner'
import { readSort } from '../query/sort'
import { aggregateCommand, splitPipeline } from './aggregate-command'
import { Arguments, fieldSet } from './arguments'
import { type Command, type Context, viewOf } from './context'
import { findAndModifyCommand } from './find-and-modify'
import { countCommand, distinctCommand, findCommand } from './read-commands'
import { deleteCommand, updateCommand } from './write-commands'

/** The search of a command, as far as it decides about the plan. */
interface Explained {
  readonly query: Doc
  readonly sort?: Doc | undefined
  readonly hint: Value
  /** Stages of a pipeline that come after the search. */
  readonly rest?: readonly Value[]
}

interface Explainable {
  readonly command: Command
  read(args: Arguments): Explained
}

const explainable: Readonly<Record<string, Explainable>> = {
  find: { command: findCommand, read: (args) => readSearch(args, 'filter') },
  count: { command: countCommand, read: (args) => readSearch(args, 'query') },
  distinct: { command: distinctCommand, read: (args) => readSearch(args, 'query') },
  findAndModify: { command: findAndModifyCommand, read: (args) => readSearch(args, 'query') },
  update: { command: updateCommand, read: (args) => readStatement(args, 'updates') },
  delete: { command: deleteCommand, read: (args) => readStatement(args, 'deletes') },
  aggregate: {
    command: aggregateCommand,
    read: (args) => {
      if (args.has('writeConcern'))
        throw new StoreError(
          'FailedToParse',
          `Aggregation explain does not support the 'writeConcern' option`,
        )
      const { query, sort, rest } = splitPipeline(args.array('pipeline'))
      return { query, sort, hint: args.value('hint'), rest }
    },
  },
}

function readSearch(args: Arguments, field: string): Explained {
  const query = args.optionalDocument(field) ?? new Map()
  return { query, sort: args.optionalDocument('sort'), hint: args.value('hint') }
}

function readStatement(args: Arguments, field: string): Explained {
  const [first, ...others] = args.documents(field)
  if (first === undefined || others.length > 0) {
    throw new StoreError('InvalidLength', 'explained write batches must be of size 1')
  }
  const statement = new Arguments(first, `${args.command}.${field}`)
  return {
    query: statement.document('q'),
    sort: statement.optionalDocument('sort'),
    hint: statement.value('hint'),
  }
}

const verbosities = ['queryPlanner', 'executionStats', 'allPlansExecution']

/** `explain`: by which index a command's documents are found, whether they must be sorted, and how many it looks at. */
export const explainCommand: Command = {
  fields: 'verbosity',
  run(context) {
    const body = context.args.document('explain')
    const [name = ''] = body.keys()
    const known = Object.hasOwn(explainable, name) ? explainable[name] : undefined
    if (known === undefined)
      throw new StoreError('CommandNotFound', `Explain failed due to unknown command: ${name}`)
    const args = new Arguments(body, name)
    args.allowOnly(
      fieldSet(`${name} ${known.command.fields ?? ''} $db maxTimeMS comment readConcern writeConcern`),
    )
    const verbosity = context.args.value('verbosity') ?? 'allPlansExecution'
    if (typeof verbosity !== 'string' || !verbosities.includes(verbosity)) {
      throw new StoreError(
        'BadValue',
        `Enumeration value for field 'explain.verbosity' is not a valid value.`,
      )
    }
    const explanation = explain(context, args, {
      ...known.read(args),
      withStatistics: verbosity !== 'queryPlanner',
    })
    return doc({ explainVersion: '1', ...explanation, command: body })
  },
}

interface Request extends Explained {
  readonly withStatistics: boolean
}

function explain(context: Context, args: Arguments, request: Request): Record<string, Value> {
  const namespace = `${context.database}.${args.string(args.command)}`
  const variables = readVariables(args.optionalDocument('let'))
  compileFilter(request.query, variables)
  const collection = context.engine.catalogue.find(namespace)
  const sort = readSort(request.sort)
  const { query, hint } = request
  const examined: Examined = { keys: 0, documents: 0 }
  const search = collection && {
    view: viewOf(context),
    collection,
    query,
    sort,
    hint,
    variables,
    examined,
    deadline: context.deadline,
  }
  const plan = search === undefined ? doc({ stage: 'EOF' }) : describe(planSearch(search), request)
  const queryPlanner = doc({ namespace, parsedQuery: query, winningPlan: plan, rejectedPlans: [] })
  const executionStats = request.withStatistics ? measure(search, args) : undefined
  const found = { queryPlanner, executionStats }
  const { rest = [] } = request
  return rest.length === 0 ? found : { stages: [doc({ $cursor: doc(found) }), ...rest] }
}

/** The search from the last step to the first, in the names that MongoDB gives them. */
function describe({ index, indexName, isSorted, ranges }: Plan, { query, sort }: Explained): Doc {
  const direction = ranges[0]?.reverse === true ? 'backward' : 'forward'
  const filter = query.size > 0 ? query : undefined
  const inputStage = { ...(index === undefined ? idScan : describeIndex(index)), direction }
  const found =
    indexName === undefined
      ? doc({ stage: 'COLLSCAN', filter, direction })
      : doc({ stage: 'FETCH', filter, inputStage: doc({ stage: 'IXSCAN', ...inputStage }) })
  const mustSort = sort !== undefined && sort.size > 0 && !isSorted
  return mustSort ? doc({ stage: 'SORT', sortPattern: sort, inputStage: found }) : found
}

const idScan = {
  keyPattern: idIndexDefinition.get('key'),
  indexName: idIndexName,
  isMultiKey: false,
  isUnique: true,
  isSparse: false,
  isPartial: false,
}

function describeIndex(index: Index): Record<string, Value> {
  return {
    keyPattern: index.definition.get('key'),
    indexName: index.name,
    isMultiKey: index.isMultikey,
    isUnique: index.isUnique,
    isSparse: index.isSparse,
    isPartial: index.partialFilter !== undefined,
  }
}

/** Runs the search, changing nothing, and tells what it has looked at. */
function measure(search: Search | undefined, args: Arguments): Doc {
  const start = performance.now()
  const matches = search === undefined ? [] : findDocuments(search)
  const nReturned = countOf(slice(matches, args.count('skip') ?? 0, Math.abs(args.integer('limit') ?? 0)))
  const executionTimeMillis = Math.round(performance.now() - start)
  const { keys = 0, documents = 0 } = search?.examined ?? {}
  return doc({
    executionSuccess: true,
    nReturned,
    executionTimeMillis,
    totalKeysExamined: keys,
    totalDocsExamined: documents,
  })
}
