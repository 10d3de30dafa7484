import { setTimeout } from 'node:timers/promises'
import { type Doc, doc, isDoc, isNumeric, toNumber, typeName, type Value } from '../bson/values'
import { nameOfCode, notImplemented, StoreError } from '../errors'
import { readTxnNumber, type Session } from '../sessions/sessions'
import type { Transaction } from '../storage/transactions'
import { operationTime } from './admin-commands'
import { Arguments, fieldSet } from './arguments'
import { commands } from './command-table'
import type { Command, Context, Engine } from './context'
import { type Attempt, labelsFor, labelsForConcern } from './error-labels'
import type { Disturbance } from './fail-points'
import { checkApiVersion } from './stable-api'

/** What every command may carry. */
const commonFields =
  '$db lsid $clusterTime txnNumber autocommit startTransaction readConcern writeConcern $readPreference maxTimeMS ' +
  'comment apiVersion apiStrict apiDeprecationErrors'

const knownFields = new Map(
  [...commands].map(([name, { fields }]) => [
    name,
    fields === undefined ? undefined : fieldSet(`${name} ${fields} ${commonFields}`),
  ]),
)

/**
 * Runs one command; whatever goes wrong becomes an answer with MongoDB's error code. Undefined breaks the connection:
 * only a fail point wants that.
 */
export function execute(engine: Engine, body: Doc): Doc | Promise<Doc | undefined> {
  const disturbance = engine.failPoints?.hit(body, () => isRepeated(engine, body))
  return disturbance === undefined ? answer(engine, body) : disturbed(engine, body, disturbance)
}

async function disturbed(engine: Engine, body: Doc, disturbance: Disturbance): Promise<Doc | undefined> {
  await setTimeout(disturbance.delayMs)
  if (disturbance.breaks === 'before') return undefined
  if (disturbance.errorCode !== undefined) return failure(disturbance, attemptOf(body))
  const reply = await answer(engine, body)
  return disturbance.breaks === 'after'
    ? undefined
    : new Map([...reply, ...concernFailure(disturbance, attemptOf(body))])
}

function isRepeated({ sessions }: Engine, body: Doc): boolean {
  return sessions.get(body.get('lsid')).hasAnswered(readTxnNumber(body.get('txnNumber')))
}

/** What need not wait for the disk or for others is answered at once. */
function answer(engine: Engine, body: Doc): Doc | Promise<Doc> {
  try {
    const result = run(engine, body)
    if (result instanceof Map) return finished(result, body)
    return result.then(
      (reply) => finished(reply, body),
      (error: unknown) => failed(engine, body, error),
    )
  } catch (error) {
    return failed(engine, body, error)
  }
}

function finished(result: Doc, body: Doc): Doc {
  result.set('ok', 1)
  const unmet = unmetConcern(body)
  if (unmet !== undefined) result.set('writeConcernError', unmet)
  return stamped(result, body)
}

function failed({ sessions }: Engine, body: Doc, error: unknown): Doc {
  const attempt = attemptOf(body)
  // What memory knows of the session may be ahead of a disk that failed: the next attempt reads it again.
  if (isDiskFailure(error) && !attempt.isInTransaction) sessions.forget(body.get('lsid'))
  return stamped(errorReply(error, attempt), body)
}

function stamped(reply: Doc, body: Doc): Doc {
  return body.has('lsid') ? reply.set('operationTime', operationTime()) : reply
}

function attemptOf(body: Doc): Attempt {
  const [name = ''] = body.keys()
  const isInTransaction = body.get('autocommit') === false
  const isEndOfTransaction = name === 'commitTransaction' || name === 'abortTransaction'
  return { isInTransaction, isEndOfTransaction, isRetryableWrite: body.has('txnNumber') && !isInTransaction }
}

/** An error as a driver expects it. */
function errorReply(error: unknown, attempt: Attempt): Doc {
  if (!(error instanceof StoreError)) {
    const errmsg = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return doc({ ok: 0, errmsg, code: 1, codeName: 'InternalError' })
  }
  const { message: errmsg, code, codeName, fields } = error
  const details = fields as Readonly<Record<string, Value>>
  return doc({ ok: 0, errmsg, code, codeName, ...details, ...labelField(labelsFor(code, attempt)) })
}

function labelField(labels: Value[]): { errorLabels?: Value[] } {
  return labels.length > 0 ? { errorLabels: labels } : {}
}

function failure({ errorCode = 0, errorLabels }: Disturbance, attempt: Attempt): Doc {
  const errmsg = "Failing command due to 'failCommand' failpoint"
  const labels = errorLabels ?? labelsFor(errorCode, attempt)
  return doc({ ok: 0, errmsg, code: errorCode, codeName: nameOfCode(errorCode), ...labelField(labels) })
}

function concernFailure({ writeConcernError, errorLabels }: Disturbance, attempt: Attempt): Doc {
  if (writeConcernError === undefined) return new Map()
  const code = writeConcernError.get('code')
  const labels = errorLabels ?? labelsForConcern(isNumeric(code) ? toNumber(code) : 0, attempt)
  return doc({ writeConcernError, ...labelField(labels) })
}

function run(engine: Engine, body: Doc): Doc | Promise<Doc> {
  const [name = ''] = body.keys()
  const command = commands.get(name)
  if (command === undefined) throw new StoreError('CommandNotFound', `no such command: '${name}'`)
  const args = new Arguments(body, name)
  const known = knownFields.get(name)
  if (known !== undefined) args.allowOnly(known)
  checkApiVersion(args)
  checkConcerns(args)
  const session = args.has('lsid') ? engine.sessions.get(args.value('lsid')) : undefined
  const isInTransaction = args.value('autocommit') === false
  const txnNumber = readTxnNumber(args.value('txnNumber'))
  const context: Context = {
    engine,
    args,
    database: databaseOf(args),
    deadline: deadlineOf(args),
    session,
    transaction: undefined,
    retry: isInTransaction || txnNumber === undefined ? undefined : session?.retryRecord(txnNumber),
  }
  return isInTransaction ? runInTransaction(context, command, txnNumber) : command.run(context)
}

function databaseOf(args: Arguments): string {
  const name = args.string('$db')
  if (name !== '' && !/[ ."$/\\\0]/.test(name)) return name
  throw new StoreError('InvalidNamespace', `Invalid database name: '${name}'`)
}

function isDiskFailure(error: unknown): boolean {
  return !(error instanceof StoreError) || error.codeName === 'OutOfDiskSpace'
}

function deadlineOf(args: Arguments): number | undefined {
  const limit = args.count('maxTimeMS') ?? 0
  return limit > 0 ? performance.now() + limit : undefined
}

const readLevels = ['local', 'majority', 'available', 'linearizable', 'snapshot']

function checkConcerns(args: Arguments): void {
  const level = args.optionalDocument('readConcern')?.get('level') ?? 'local'
  if (typeof level !== 'string' || !readLevels.includes(level)) {
    throw new StoreError('FailedToParse', `readConcern.level must be one of ${readLevels.join(', ')}`)
  }
  if (level === 'snapshot' && args.value('autocommit') !== false) {
    throw notImplemented('snapshot reads outside a transaction')
  }
  const w = args.optionalDocument('writeConcern')?.get('w')
  if (w === undefined || typeof w === 'string' || isNumeric(w)) return
  throw new StoreError('FailedToParse', `w has to be a number or a string, found: ${typeName(w)}`)
}

/** A write that asks for more copies than this one is done, and its answer says that nobody else has it. */
function unmetConcern(body: Doc): Doc | undefined {
  const concern = body.get('writeConcern')
  const w = isDoc(concern) ? concern.get('w') : undefined
  if (w === undefined || w === 'majority' || (isNumeric(w) && toNumber(w) <= 1)) return undefined
  const isNumber = isNumeric(w)
  const errmsg = isNumber
    ? 'Not enough data-bearing nodes'
    : `No write concern mode named '${String(w)}' found`
  const [code, codeName] = isNumber ? [100, 'UnsatisfiableWriteConcern'] : [79, 'UnknownReplWriteConcern']
  return doc({ code, codeName, errmsg })
}

async function runInTransaction(
  context: Context,
  command: Command,
  txnNumber: bigint | undefined,
): Promise<Doc> {
  const { session, args } = context
  if (session === undefined || txnNumber === undefined) {
    throw new StoreError('InvalidOptions', `'autocommit' field requires a transaction number and a session`)
  }
  if (args.command === 'commitTransaction' || args.command === 'abortTransaction') return command.run(context)
  if (args.has('writeConcern')) {
    const message = 'writeConcern is not allowed within a multi-statement transaction'
    throw new StoreError('InvalidOptions', message)
  }
  const transaction = joinTransaction(context, session, txnNumber)
  try {
    if (command.isAllowedInTransaction !== true) throw notInTransaction(args.command)
    const reply = await command.run({ ...context, transaction })
    if (hasFailed(reply)) session.abort()
    return reply
  } catch (error) {
    session.abort()
    throw error
  }
}

/** Whether a statement of a batch has failed, which is told in an answer that is no error itself. */
function hasFailed(reply: Doc): boolean {
  const errors = reply.get('nErrors')
  return reply.has('writeErrors') || (isNumeric(errors) && toNumber(errors) > 0)
}

function joinTransaction({ engine, args }: Context, session: Session, txnNumber: bigint): Transaction {
  if (!args.flag('startTransaction')) return session.open(txnNumber)
  const lifetimeMs = engine.settings.transactionLifetimeLimitSeconds * 1000
  return session.begin(txnNumber, lifetimeMs, (transaction) => engine.cursors.killOf(transaction))
}

function notInTransaction(name: string): StoreError {
  const message = `Cannot run '${name}' in a multi-document transaction.`
  return new StoreError('OperationNotSupportedInTransaction', message)
}
