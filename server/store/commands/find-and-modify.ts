import { readVariables } from '../aggregation/expressions'
import { type Doc, doc } from '../bson/values'
import { StoreError } from '../errors'
import { compileProjection, type Projection } from '../query/projection'
import type { Arguments } from './arguments'
import { type Command, namespaceOf } from './context'
import { ensureCollection, runAll } from './write-batch'
import { prepareDelete, prepareUpdate, type PreparedWrite, type UpdateTargets } from './write-statements'

/** A findAndModify command as it was read. */
interface Request extends UpdateTargets {
  readonly isRemoval: boolean
  readonly wantsNew: boolean
  readonly projection: Projection | undefined
}

export const findAndModifyCommand: Command = {
  fields:
    'query sort remove update new upsert fields arrayFilters hint collation bypassDocumentValidation stmtId let',
  isAllowedInTransaction: true,
  async run(context) {
    const request = readRequest(context.args)
    const namespace = namespaceOf(context)
    if (request.isUpsert) await ensureCollection(context, namespace)
    const prepare = request.isRemoval ? prepareDelete : prepareUpdate
    const { answers } = await runAll(context, [
      (writer) => {
        const [write] = prepare({ context, writer, namespace }, request)
        const reply = replyOf(request, write)
        write?.change.run()
        return reply
      },
    ])
    // The answer itself is kept for a further attempt of the same write.
    return new Map(answers.get(0))
  },
}

function readRequest(args: Arguments): Request {
  const request = {
    query: args.optionalDocument('query') ?? new Map(),
    sort: args.optionalDocument('sort'),
    hint: args.value('hint'),
    isMulti: false,
    variables: readVariables(args.optionalDocument('let')),
    update: args.value('update'),
    arrayFilters: args.value('arrayFilters'),
    isUpsert: args.flag('upsert'),
    isRemoval: args.flag('remove'),
    wantsNew: args.flag('new'),
    projection: compileProjection(args.optionalDocument('fields')),
  }
  const contradiction = contradictionIn(request)
  if (contradiction === undefined) return request
  throw new StoreError('FailedToParse', contradiction)
}

function contradictionIn({ isRemoval, update, isUpsert, wantsNew }: Request): string | undefined {
  if (!isRemoval)
    return update === undefined ? 'Either an update or remove=true must be specified' : undefined
  if (update !== undefined) return 'Cannot specify both an update and remove=true'
  if (isUpsert) return 'Cannot specify both upsert=true and remove=true'
  if (!wantsNew) return undefined
  return `Cannot specify both new=true and remove=true; 'remove' always returns the deleted document`
}

function replyOf(request: Request, write: PreparedWrite | undefined): Doc {
  const n = write === undefined ? 0 : 1
  const isUpserted = write !== undefined && write.before === undefined
  const updatedExisting = request.isRemoval ? undefined : n === 1 && !isUpserted
  const upserted = isUpserted ? write.after?.get('_id') : undefined
  const value = write && valueOf(request, write)
  return doc({ lastErrorObject: doc({ n, updatedExisting, upserted }), value: value ?? null })
}

function valueOf({ wantsNew, projection }: Request, { before, after, note }: PreparedWrite): Doc | undefined {
  const wanted = wantsNew ? after : before
  return wanted === undefined || projection === undefined ? wanted : projection(wanted, note)
}
