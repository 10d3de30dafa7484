import { readVariables, type Variables } from '../aggregation/expressions'
import { cloneDoc, type Doc, doc, type Value } from '../bson/values'
import type { Collection } from '../catalogue/catalogue'
import { StoreError } from '../errors'
import { findDocuments, type Match } from '../query/find-documents'
import { compileProjection, type Projection } from '../query/projection'
import { readSort, type SortField } from '../query/sort'
import { prepareChange } from '../storage/documents'
import type { Writer } from '../storage/writer'
import { compileUpdate } from '../update/update'
import type { Updater } from '../update/updater'
import { upsertedDocument } from '../update/upsert'
import { type Command, type Context, namedCollection, namespaceOf } from './context'
import { ensureCollection, runAll } from './write-batch'
import { entered, type Statement, withId } from './write-statements'

/** A read findAndModify command. */
interface Request {
  readonly query: Doc
  readonly sort: readonly SortField[]
  readonly hint: Value
  readonly variables: Variables
  /** Undefined for a removal. */
  readonly updater: Updater | undefined
  readonly isUpsert: boolean
  readonly wantsNew: boolean
  readonly projection: Projection | undefined
  readonly deadline: number | undefined
}

export const findAndModifyCommand: Command = {
  fields:
    'query sort remove update new upsert fields arrayFilters hint collation bypassDocumentValidation stmtId let',
  isAllowedInTransaction: true,
  async run(context) {
    const request = readRequest(context)
    if (request.isUpsert) await ensureCollection(context, namespaceOf(context))
    else if (namedCollection(context) === undefined) return answer(request, undefined, undefined)
    const { answers } = await runAll(context, [statementOf(context, request)])
    return answers.get(0) ?? doc({})
  },
}

function readRequest({ args, deadline }: Context): Request {
  const isRemoval = args.flag('remove')
  const wantsNew = args.flag('new')
  const isUpsert = args.flag('upsert')
  const [update, arrayFilters] = [args.value('update'), args.value('arrayFilters')]
  const variables = readVariables(args.optionalDocument('let'))
  checkCombination({ isRemoval, hasUpdate: args.has('update'), wantsNew, isUpsert })
  return {
    query: args.optionalDocument('query') ?? new Map(),
    sort: readSort(args.optionalDocument('sort')),
    hint: args.value('hint'),
    variables,
    updater: isRemoval ? undefined : compileUpdate({ update, arrayFilters, variables }),
    isUpsert,
    wantsNew,
    projection: compileProjection(args.optionalDocument('fields')),
    deadline,
  }
}

interface Combination {
  readonly isRemoval: boolean
  readonly hasUpdate: boolean
  readonly wantsNew: boolean
  readonly isUpsert: boolean
}

function checkCombination({ isRemoval, hasUpdate, wantsNew, isUpsert }: Combination): void {
  const fail = (reason: string) => new StoreError('FailedToParse', reason)
  if (isRemoval === hasUpdate) {
    throw fail(
      isRemoval
        ? 'Cannot specify both an update and remove=true'
        : 'Either an update or remove=true must be specified',
    )
  }
  if (isRemoval && isUpsert) throw fail('Cannot specify both upsert=true and remove=true')
  if (isRemoval && wantsNew) {
    throw fail(`Cannot specify both new=true and remove=true; 'remove' always returns the deleted document`)
  }
}

function statementOf(context: Context, request: Request): Statement {
  return (writer) => {
    const collection = entered(context, namespaceOf(context))
    if (collection === undefined) return answer(request, undefined, undefined)
    const match = firstMatch(writer, collection, request)
    if (request.updater === undefined) return remove({ writer, collection, request }, match)
    return match === undefined
      ? upsert({ writer, collection, request }, request.updater)
      : update({ writer, collection, request }, match, request.updater)
  }
}

interface Place {
  readonly writer: Writer
  readonly collection: Collection
  readonly request: Request
}

function firstMatch(writer: Writer, collection: Collection, request: Request): Match | undefined {
  for (const match of findDocuments({ ...request, view: writer.view, collection })) return match
  return undefined
}

function remove({ writer, collection, request }: Place, match: Match | undefined): Doc {
  if (match !== undefined) prepareChange(writer, collection, match.stored, undefined).run()
  return answer(request, match, match?.stored.document)
}

function update({ writer, collection, request }: Place, match: Match, updater: Updater): Doc {
  const { stored, note } = match
  const after = updater.apply(cloneDoc(stored.document), { isInsert: false, now: new Date() }, note.element)
  const value = answer(request, match, request.wantsNew ? after : stored.document)
  prepareChange(writer, collection, stored, after).run()
  return value
}

function upsert({ writer, collection, request }: Place, updater: Updater): Doc {
  if (!request.isUpsert) return answer(request, undefined, undefined)
  const inserted = withId(upsertedDocument(request.query, updater, new Date()))
  prepareChange(writer, collection, undefined, inserted).run()
  const lastErrorObject = doc({ n: 1, updatedExisting: false, upserted: inserted.get('_id') })
  return doc({ lastErrorObject, value: request.wantsNew ? projected(request, inserted) : null })
}

function answer(request: Request, match: Match | undefined, document: Doc | undefined): Doc {
  const n = match === undefined ? 0 : 1
  const lastErrorObject = request.updater === undefined ? doc({ n }) : doc({ n, updatedExisting: n === 1 })
  const value = document === undefined ? null : projected(request, document, match)
  return doc({ lastErrorObject, value })
}

function projected({ projection }: Request, document: Doc, match?: Match): Doc {
  return projection === undefined ? document : projection(document, match?.note)
}
