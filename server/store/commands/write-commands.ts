import { ObjectId } from 'bson'
import { cloneDoc, type Doc, doc, isDoc, isNumeric, toNumber, typeName, type Value } from '../bson/values'
import { StoreError } from '../errors'
import { findDocuments } from '../query/find-documents'
import { prepareChange } from '../storage/documents'
import type { Writer } from '../storage/writer'
import { compileUpdate } from '../update/update'
import { upsertedDocument } from '../update/upsert'
import type { Collection } from '../catalogue/catalogue'
import { Arguments } from './arguments'
import { type BatchResult, ensureCollection, runBatch, type Statement, writeErrors } from './write-batch'
import { type Command, type Context, namedCollection } from './context'

const maxBatch = 100_000
const updateFields = new Set(['q', 'u', 'c', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation'])
const deleteFields = new Set(['q', 'limit', 'hint', 'collation'])
const batchFields = ['ordered', 'bypassDocumentValidation', 'stmtIds', 'stmtId']

export const insertCommand: Command = {
  fields: ['documents', ...batchFields],
  isAllowedInTransaction: true,
  async run(context) {
    const documents = batchOf(context, 'documents')
    await ensureCollection(context)
    const statements = documents.map((document): Statement => {
      return (writer, collection) => {
        prepareChange(writer, collection, undefined, withId(document)).run()
        return doc({ n: 1 })
      }
    })
    return reply(await runBatch(context, statements, context.args.flag('ordered', true)))
  },
}

export const updateCommand: Command = {
  fields: ['updates', ...batchFields],
  isAllowedInTransaction: true,
  async run(context) {
    const updates = batchOf(context, 'updates').map((update) =>
      readStatement(update, 'update.updates', updateFields),
    )
    const statements = updates.map((update) => updateStatement(context, update))
    const mayInsert = updates.some((update) => update.flag('upsert'))
    if (mayInsert) await ensureCollection(context)
    else if (namedCollection(context) === undefined) return doc({ n: 0, nModified: 0 })
    const result = await runBatch(context, statements, context.args.flag('ordered', true))
    const upserted = [...result.answers].flatMap(([index, answer]): Value[] =>
      answer.has('upserted') ? [doc({ index, _id: answer.get('upserted') })] : [],
    )
    const modified = doc({ nModified: total(result, 'nModified') })
    return new Map([...reply(result), ...modified, ...(upserted.length > 0 ? doc({ upserted }) : [])])
  },
}

export const deleteCommand: Command = {
  fields: ['deletes', ...batchFields],
  isAllowedInTransaction: true,
  async run(context) {
    const deletes = batchOf(context, 'deletes').map((one) =>
      readStatement(one, 'delete.deletes', deleteFields),
    )
    const statements = deletes.map((one) => deleteStatement(context, one))
    if (namedCollection(context) === undefined) return doc({ n: 0 })
    return reply(await runBatch(context, statements, context.args.flag('ordered', true)))
  },
}

function batchOf({ args }: Context, name: string): Doc[] {
  const statements = args.documents(name)
  if (statements.length > 0 && statements.length <= maxBatch) return statements
  throw new StoreError(
    'InvalidLength',
    `Write batch sizes must be between 1 and ${maxBatch}. Got ${statements.length}.`,
  )
}

function readStatement(statement: Doc, name: string, fields: ReadonlySet<string>): Arguments {
  const args = new Arguments(statement, name)
  args.allowOnly(fields)
  return args
}

/** A document as it is inserted: its _id first, made when there is none. */
export function withId(document: Doc): Doc {
  const id = document.get('_id')
  if (Array.isArray(id) || typeName(id) === 'regex') {
    throw new StoreError('InvalidIdField', `The '_id' value cannot be of type ${typeName(id)}`)
  }
  const dollar = isDoc(id) ? [...id.keys()].find((name) => name.startsWith('$')) : undefined
  if (dollar !== undefined) {
    throw new StoreError(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid`,
    )
  }
  const [first] = document.keys()
  if (first === '_id') return document
  const result: Doc = new Map([['_id', id === undefined ? new ObjectId() : id]])
  for (const [name, value] of document) if (name !== '_id') result.set(name, value)
  return result
}

function updateStatement({ deadline }: Context, args: Arguments): Statement {
  const query = args.document('q')
  const updater = compileUpdate(args.value('u'), args.value('arrayFilters'))
  const isMulti = args.flag('multi')
  if (isMulti && updater.isReplacement) {
    throw new StoreError('FailedToParse', 'multi update is not supported for replacement-style update')
  }
  return (writer, collection) => {
    const now = new Date()
    const found = search(writer, collection, { query, hint: args.value('hint'), isMulti, deadline })
    if (found.length === 0 && args.flag('upsert')) {
      const inserted = withId(upsertedDocument(query, updater, now))
      prepareChange(writer, collection, undefined, inserted).run()
      return doc({ n: 1, nModified: 0, upserted: inserted.get('_id') })
    }
    const prepared = found.map(({ stored, note }) => {
      const after = updater.apply(cloneDoc(stored.document), { isInsert: false, now }, note.element)
      return prepareChange(writer, collection, stored, after)
    })
    for (const change of prepared) change.run()
    return doc({ n: found.length, nModified: prepared.filter(({ isChange }) => isChange).length })
  }
}

interface Targets {
  readonly query: Doc
  readonly hint: Value
  readonly isMulti: boolean
  readonly deadline: number | undefined
}

function search(writer: Writer, collection: Collection, { query, hint, isMulti, deadline }: Targets) {
  const found = findDocuments({ view: writer.view, collection, query, hint, deadline })
  if (isMulti) return [...found]
  for (const match of found) return [match]
  return []
}

function deleteStatement({ deadline }: Context, args: Arguments): Statement {
  const query = args.document('q')
  const limit = args.value('limit')
  if (!isNumeric(limit) || (toNumber(limit) !== 0 && toNumber(limit) !== 1)) {
    throw new StoreError('FailedToParse', 'The limit field in delete objects must be 0 or 1.')
  }
  const isMulti = toNumber(limit) === 0
  return (writer, collection) => {
    const found = search(writer, collection, { query, hint: args.value('hint'), isMulti, deadline })
    const prepared = found.map(({ stored }) => prepareChange(writer, collection, stored, undefined))
    for (const change of prepared) change.run()
    return doc({ n: found.length })
  }
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
