import { readVariables, type Variables } from '../aggregation/expressions'
import { type Doc, doc, isNumeric, toNumber, type Value } from '../bson/values'
import { StoreError } from '../errors'
import { Arguments, fieldSet } from './arguments'
import { type Command, type Context, namespaceOf } from './context'
import { type BatchResult, ensureCollection, runBatch, writeErrors } from './write-batch'
import {
  deleteStatement,
  insertStatement,
  type Targets,
  updateStatement,
  type UpdateTargets,
} from './write-statements'

const maxBatch = 100_000
const updateFields = fieldSet('q u c multi upsert arrayFilters hint collation sort')
const deleteFields = fieldSet('q limit hint collation')
const batchFields = 'ordered bypassDocumentValidation stmtIds stmtId let'

export const insertCommand: Command = {
  fields: `documents ${batchFields}`,
  isAllowedInTransaction: true,
  async run(context) {
    const documents = batchOf(context, 'documents')
    const namespace = namespaceOf(context)
    await ensureCollection(context, namespace)
    const statements = documents.map((document) => insertStatement(context, namespace, document))
    return reply(await runBatch(context, statements, context.args.flag('ordered', true)))
  },
}

export const updateCommand: Command = {
  fields: `updates ${batchFields}`,
  isAllowedInTransaction: true,
  async run(context) {
    const namespace = namespaceOf(context)
    const variables = readVariables(context.args.optionalDocument('let'))
    const updates = batchOf(context, 'updates').map((update) =>
      readUpdate(readStatement(update, 'update.updates', updateFields), variables),
    )
    if (updates.some(({ isUpsert }) => isUpsert)) await ensureCollection(context, namespace)
    const statements = updates.map((update) => updateStatement(context, namespace, update))
    const result = await runBatch(context, statements, context.args.flag('ordered', true))
    const answer = reply(result).set('nModified', total(result, 'nModified'))
    const upserted = upsertedIn(result)
    return upserted.length > 0 ? answer.set('upserted', upserted) : answer
  },
}

function upsertedIn({ answers }: BatchResult): Value[] {
  const upserted: Value[] = []
  for (const [index, answer] of answers)
    if (answer.has('upserted')) upserted.push(doc({ index, _id: answer.get('upserted') }))
  return upserted
}

function readUpdate(args: Arguments, variables: Variables): UpdateTargets {
  return {
    query: args.document('q'),
    hint: args.value('hint'),
    sort: args.optionalDocument('sort'),
    isMulti: args.flag('multi'),
    variables: readVariables(args.optionalDocument('c'), variables),
    update: args.value('u'),
    arrayFilters: args.value('arrayFilters'),
    isUpsert: args.flag('upsert'),
  }
}

export const deleteCommand: Command = {
  fields: `deletes ${batchFields}`,
  isAllowedInTransaction: true,
  async run(context) {
    const variables = readVariables(context.args.optionalDocument('let'))
    const statements = batchOf(context, 'deletes').map((one) => {
      const args = readStatement(one, 'delete.deletes', deleteFields)
      return deleteStatement(context, namespaceOf(context), readDelete(args, variables))
    })
    return reply(await runBatch(context, statements, context.args.flag('ordered', true)))
  },
}

function readDelete(args: Arguments, variables: Variables): Targets {
  const limit = args.value('limit')
  if (!isNumeric(limit) || (toNumber(limit) !== 0 && toNumber(limit) !== 1)) {
    throw new StoreError('FailedToParse', 'The limit field in delete objects must be 0 or 1.')
  }
  return { query: args.document('q'), hint: args.value('hint'), isMulti: toNumber(limit) === 0, variables }
}

function batchOf({ args }: Context, name: string): Doc[] {
  const statements = args.documents(name)
  checkBatchSize(statements.length)
  return statements
}

export function checkBatchSize(size: number): void {
  if (size > 0 && size <= maxBatch) return
  throw new StoreError('InvalidLength', `Write batch sizes must be between 1 and ${maxBatch}. Got ${size}.`)
}

function readStatement(statement: Doc, name: string, fields: ReadonlySet<string>): Arguments {
  const args = new Arguments(statement, name)
  args.allowOnly(fields)
  return args
}

function total({ answers }: BatchResult, field: string): number {
  let sum = 0
  for (const answer of answers.values()) {
    const value = answer.get(field)
    if (isNumeric(value)) sum += toNumber(value)
  }
  return sum
}

function reply(result: BatchResult): Doc {
  return doc({ n: total(result, 'n'), writeErrors: writeErrors(result) })
}
