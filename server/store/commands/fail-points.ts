import { type Doc, isDoc, isNumeric, isTruthy, toNumber, type Value } from '../bson/values'
import { notImplemented, StoreError } from '../errors'

/** What a fail point does to a command. */
export interface Disturbance {
  readonly delayMs: number
  /** Breaks the connection instead of answering: before the command is run, or when it is done. */
  readonly breaks: 'before' | 'after' | undefined
  /** Answers with this error instead of running the command. */
  readonly errorCode: number | undefined
  readonly writeConcernError: Doc | undefined
  /** Replaces the labels that the error would carry. */
  readonly errorLabels: Value[] | undefined
}

interface FailPoint {
  readonly data: Doc
  /** Commands that still pass untouched. */
  skips: number
  /** Commands that are still to fail. */
  times: number
}

const names = ['failCommand', 'onPrimaryTransactionalWrite']
const writes = new Set(['insert', 'update', 'delete', 'findAndModify', 'bulkWrite'])
const dataFields = new Set([
  'failCommands',
  'closeConnection',
  'errorCode',
  'errorLabels',
  'writeConcernError',
  'blockConnection',
  'blockTimeMS',
  'failBeforeCommitExceptionCode',
])

/** Faults on order, for the tests of drivers; a store has them only when it was started with test commands. */
export class FailPoints {
  private readonly points = new Map<string, FailPoint>()

  configure(name: string, mode: Value, data: Doc): void {
    if (!names.includes(name)) throw notImplemented(`the fail point '${name}'`)
    const unknown = [...data.keys()].find((field) => !dataFields.has(field))
    if (unknown !== undefined) throw notImplemented(`fail points with '${unknown}'`)
    if (mode === 'off') this.points.delete(name)
    else this.points.set(name, { data, ...limitsOf(mode) })
  }

  /**
   * What is to happen to a command; it counts as one of the point's times. `isRepeated` tells of a retryable write
   * whether an earlier attempt has done it, so that nothing is written now.
   */
  hit(command: Doc, isRepeated: () => boolean): Disturbance | undefined {
    const [name = ''] = command.keys()
    const failCommand = this.points.get('failCommand')
    const failCommands = failCommand?.data.get('failCommands')
    if (Array.isArray(failCommands) && failCommands.includes(name)) return take(failCommand, commandFault)
    const isRetryableWrite = writes.has(name) && command.has('txnNumber') && !command.has('autocommit')
    if (!isRetryableWrite || isRepeated()) return undefined
    return take(this.points.get('onPrimaryTransactionalWrite'), writeFault)
  }
}

function limitsOf(mode: Value): Pick<FailPoint, 'skips' | 'times'> {
  const [skip, times] = isDoc(mode) ? [mode.get('skip'), mode.get('times')] : []
  if (isNumeric(skip)) return { skips: toNumber(skip), times: Infinity }
  if (isNumeric(times)) return { skips: 0, times: toNumber(times) }
  if (mode === 'alwaysOn') return { skips: 0, times: Infinity }
  throw new StoreError('BadValue', `The mode of a fail point is 'off', 'alwaysOn', { times } or { skip }`)
}

function take(point: FailPoint | undefined, read: (data: Doc) => Disturbance): Disturbance | undefined {
  if (point === undefined || point.times <= 0) return undefined
  if (point.skips > 0) {
    point.skips--
    return undefined
  }
  point.times--
  return read(point.data)
}

/** `onPrimaryTransactionalWrite` breaks the connection unless told otherwise: without its error when all is done. */
function writeFault(data: Doc): Disturbance {
  const code = data.get('failBeforeCommitExceptionCode')
  const breaks = isTruthy(data.get('closeConnection') ?? true)
  const moment = code === undefined ? 'after' : 'before'
  return {
    delayMs: 0,
    breaks: breaks ? moment : undefined,
    errorCode: isNumeric(code) ? toNumber(code) : undefined,
    writeConcernError: undefined,
    errorLabels: undefined,
  }
}

function commandFault(data: Doc): Disturbance {
  const [code, delay] = [data.get('errorCode'), data.get('blockTimeMS')]
  const [concern, labels] = [data.get('writeConcernError'), data.get('errorLabels')]
  return {
    delayMs: isTruthy(data.get('blockConnection')) && isNumeric(delay) ? toNumber(delay) : 0,
    breaks: isTruthy(data.get('closeConnection')) ? 'before' : undefined,
    errorCode: isNumeric(code) ? toNumber(code) : undefined,
    writeConcernError: isDoc(concern) ? concern : undefined,
    errorLabels: Array.isArray(labels) ? labels : undefined,
  }
}
