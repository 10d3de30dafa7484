import { readVariables, type Variables } from '../aggregation/expressions'
import { type Doc, doc, isNumeric, toNumber, type Value } from '../bson/values'
import { StoreError } from '../errors'
import { Arguments, fieldSet } from './arguments'
import { batchSizeOf } from './collection-commands'
import type { Command, Context } from './context'
import { type BatchResult, ensureCollection, errorFields, runBatch } from './write-batch'
import { checkBatchSize } from './write-commands'
import { deleteStatement, insertStatement, type Statement, updateStatement } from './write-statements'

const kinds = {
  insert: fieldSet('insert document'),
  update: fieldSet('update filter updateMods multi upsert arrayFilters hint constants collation sort'),
  delete: fieldSet('delete filter multi hint collation'),
} as const
type Kind = keyof typeof kinds

/** One write of the command. */
interface BulkOperation {
  readonly kind: Kind
  readonly namespace: string
  readonly mayCreate: boolean
  readonly statement: Statement
}

/** `bulkWrite`: writes of all kinds to any collections, as `client.bulkWrite` sends them. */
export const bulkWriteCommand: Command = {
  fields: 'ops nsInfo ordered errorsOnly bypassDocumentValidation let cursor stmtIds stmtId',
  isAllowedInTransaction: true,
  async run(context) {
    const { args, engine, transaction } = context
    const operations = readOperations(context)
    checkBatchSize(operations.length)
    for (const { namespace, mayCreate } of operations)
      if (mayCreate) await ensureCollection(context, namespace)
    const statements = operations.map(({ statement }) => statement)
    const result = await runBatch(context, statements, args.flag('ordered', true))
    const opened = engine.cursors.open({
      namespace: 'admin.$cmd.bulkWrite',
      results: resultsOf(result, operations, args.flag('errorsOnly')),
      batchSize: batchSizeOf(context),
      transaction,
    })
    return new Map([...opened, ...counts(result, operations)])
  },
}

function readOperations(context: Context): BulkOperation[] {
  const { args } = context
  const variables = readVariables(args.optionalDocument('let'))
  const namespaces = args
    .documents('nsInfo')
    .map((entry) => new Arguments(entry, 'bulkWrite.nsInfo').string('ns'))
  return args.documents('ops').map((operation) => {
    const [kind = ''] = operation.keys()
    if (!isKind(kind)) throw new StoreError('FailedToParse', `Unrecognized bulkWrite operation: ${kind}`)
    const fields = new Arguments(operation, `bulkWrite.ops.${kind}`)
    fields.allowOnly(kinds[kind])
    const namespace = namespaces[fields.integer(kind) ?? -1]
    if (namespace === undefined)
      throw new StoreError('BadValue', `BulkWrite ops entry has an invalid nsInfo index`)
    const statement = statementOf(context, fields, { kind, namespace, variables })
    return { kind, namespace, mayCreate: kind === 'insert' || fields.flag('upsert'), statement }
  })
}

function isKind(name: string): name is Kind {
  return Object.hasOwn(kinds, name)
}

interface Place {
  readonly kind: Kind
  readonly namespace: string
  readonly variables: Variables
}

function statementOf(context: Context, fields: Arguments, { kind, namespace, variables }: Place): Statement {
  if (kind === 'insert') return insertStatement(context, namespace, fields.document('document'))
  const targets = {
    query: fields.document('filter'),
    hint: fields.value('hint'),
    isMulti: fields.flag('multi'),
    variables: readVariables(fields.optionalDocument('constants'), variables),
  }
  if (kind === 'delete') return deleteStatement(context, namespace, targets)
  return updateStatement(context, namespace, {
    ...targets,
    sort: fields.optionalDocument('sort'),
    update: fields.value('updateMods'),
    arrayFilters: fields.value('arrayFilters'),
    isUpsert: fields.flag('upsert'),
  })
}

/** What each write has done, in their order; only the failures when that is all that is wanted. */
function resultsOf(result: BatchResult, operations: readonly BulkOperation[], errorsOnly: boolean): Doc[] {
  const failures = new Map(result.errors.map(({ index, error }) => [index, error]))
  return operations.flatMap(({ kind }, idx) => {
    const failure = failures.get(idx)
    if (failure !== undefined) return [doc({ ok: 0, idx, n: 0, ...errorFields(failure) })]
    const answer = result.answers.get(idx)
    if (answer === undefined || errorsOnly) return []
    const nModified = kind === 'update' ? answer.get('nModified') : undefined
    const upserted = answer.has('upserted') ? doc({ _id: answer.get('upserted') }) : undefined
    return [doc({ ok: 1, idx, n: answer.get('n'), nModified, upserted })]
  })
}

function counts({ answers, errors }: BatchResult, operations: readonly BulkOperation[]): Doc {
  const sums = { nErrors: errors.length, nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 }
  for (const [idx, answer] of answers) {
    const [kind, n] = [operations[idx]?.kind, countIn(answer.get('n'))]
    if (kind === 'insert') sums.nInserted += n
    else if (kind === 'delete') sums.nDeleted += n
    else if (answer.has('upserted')) sums.nUpserted += n
    else sums.nMatched += n
    sums.nModified += countIn(answer.get('nModified'))
  }
  return doc(sums)
}

function countIn(value: Value): number {
  return isNumeric(value) ? toNumber(value) : 0
}
