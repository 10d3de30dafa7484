import { readDocument } from '../bson/reader'
import { type Doc, doc, isDoc, isNumeric, longOf, toBigInt, toNumber, type Value } from '../bson/values'
import { type Change, type Environment } from '../storage/environment'
import { recordChange } from '../storage/documents'
import { Long } from 'bson'

const prefix = 'retry:'

/** What the statements of one retryable write, or a transaction's commit, have answered. */
export class RetryRecord {
  constructor(
    readonly sessionKey: string,
    readonly txnNumber: bigint,
    private readonly answers = new Map<number, Doc>(),
    readonly isCommitted = false,
  ) {}

  get isEmpty(): boolean {
    return this.answers.size === 0
  }

  answer(statement: number): Doc | undefined {
    return this.answers.get(statement)
  }

  note(statement: number, answer: Doc): void {
    this.answers.set(statement, answer)
  }

  /** The change that writes the record down, together with the data it speaks of. */
  change(now: Date): Change {
    const answers: Value[] = []
    for (const [statement, answer] of this.answers) answers.push(doc({ statement, answer }))
    const isCommitted = this.isCommitted || undefined
    const fields = doc({ txnNumber: longOf(this.txnNumber), answers, isCommitted, writtenAt: now })
    return recordChange(recordKey(this.sessionKey), fields)
  }
}

function recordKey(sessionKey: string): Buffer {
  return Buffer.from(`${prefix}${sessionKey}`)
}

/** The record of a session's last retryable write or commit, if there is one. */
export function loadRetryRecord(environment: Environment, sessionKey: string): RetryRecord | undefined {
  const bytes = environment.get('records', recordKey(sessionKey))
  if (bytes === undefined) return undefined
  const fields = readDocument(bytes)
  const txnNumber = fields.get('txnNumber')
  const list = fields.get('answers')
  const answers = new Map<number, Doc>()
  for (const entry of Array.isArray(list) ? list : []) {
    const statement = isDoc(entry) ? entry.get('statement') : undefined
    const answer = isDoc(entry) ? entry.get('answer') : undefined
    if (isNumeric(statement) && isDoc(answer)) answers.set(toNumber(statement), answer)
  }
  const number = txnNumber instanceof Long ? toBigInt(txnNumber) : 0n
  return new RetryRecord(sessionKey, number, answers, fields.get('isCommitted') === true)
}

/** The changes that forget a session's record. */
export function forgetRetryRecord(sessionKey: string): Change {
  return recordChange(recordKey(sessionKey), undefined)
}

/** The sessions whose record is older than a moment. */
export function sessionsOlderThan(environment: Environment, moment: Date): string[] {
  const start = Buffer.from(prefix)
  const range = { start, end: Buffer.concat([start, Buffer.from([0xff])]) }
  return environment.chunk('records', range).flatMap(({ key, value }) => {
    const writtenAt = readDocument(value).get('writtenAt')
    return writtenAt instanceof Date && writtenAt < moment ? [key.toString().slice(prefix.length)] : []
  })
}
