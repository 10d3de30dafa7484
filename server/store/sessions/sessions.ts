import { Binary, Long } from 'bson'
import { isDoc, toBigInt, type Value } from '../bson/values'
import { StoreError } from '../errors'
import type { Environment } from '../storage/environment'
import type { Transaction, TransactionRegistry } from '../storage/transactions'
import { loadRetryRecord, RetryRecord } from './retry-records'

type TransactionState = 'none' | 'in progress' | 'committed' | 'aborted'

const transient = { labels: ['TransientTransactionError'] }

/** A logical session: at most one transaction at a time, numbered upwards. */
export class Session {
  txnNumber = -1n
  state: TransactionState = 'none'
  transaction: Transaction | undefined
  /** The last retryable write or commit, once it is read from the disk. */
  record: RetryRecord | undefined
  lastUsed = performance.now()
  /** The connection by which the last statement of a transaction came. */
  heardOn: object | undefined
  private timer: NodeJS.Timeout | undefined

  constructor(
    readonly key: string,
    private readonly registry: TransactionRegistry,
  ) {}

  /** Begins a transaction and ends one that was left open. `onEnd` runs when it ends in whatever way. */
  begin(txnNumber: bigint, lifetimeMs: number, onEnd: (transaction: Transaction) => void): Transaction {
    this.checkNumber(txnNumber)
    if (txnNumber === this.txnNumber && this.state !== 'none') {
      throw new StoreError('ConflictingOperationInProgress', `Cannot start transaction ${txnNumber} twice`)
    }
    this.abort()
    const transaction = this.registry.begin()
    this.txnNumber = txnNumber
    this.state = 'in progress'
    this.transaction = transaction
    this.timer = setTimeout(() => this.abort(), lifetimeMs)
    void transaction.ended.then(() => onEnd(transaction))
    return transaction
  }

  /** The open transaction of that number; throws NoSuchTransaction when there is none. */
  open(txnNumber: bigint): Transaction {
    this.checkNumber(txnNumber)
    if (this.transaction !== undefined && txnNumber === this.txnNumber) return this.transaction
    if (this.state === 'committed' && txnNumber === this.txnNumber) {
      throw new StoreError('TransactionCommitted', `Transaction ${txnNumber} has been committed.`)
    }
    throw this.noSuchTransaction(txnNumber)
  }

  noSuchTransaction(txnNumber: bigint): StoreError {
    const reason = `Given transaction number ${txnNumber} does not match any in-progress transactions.`
    return new StoreError('NoSuchTransaction', reason, transient)
  }

  /** Refuses numbers of the past: their transaction or write is superseded. */
  checkNumber(txnNumber: bigint): void {
    if (txnNumber >= this.txnNumber) return
    const message = `Cannot start transaction ${txnNumber} because a newer one, ${this.txnNumber}, has already started`
    throw new StoreError('TransactionTooOld', message)
  }

  async commit(txnNumber: bigint, now: Date): Promise<void> {
    if (this.state === 'committed' && txnNumber === this.txnNumber) return
    const transaction = this.open(txnNumber)
    const record = new RetryRecord(this.key, txnNumber, new Map(), true)
    this.finish('aborted')
    await this.registry.commit(transaction, [record.change(now)])
    this.state = 'committed'
    this.record = record
  }

  abort(): void {
    const transaction = this.transaction
    if (transaction === undefined) return
    this.finish('aborted')
    this.registry.release(transaction)
  }

  private finish(state: TransactionState): void {
    clearTimeout(this.timer)
    this.transaction = undefined
    this.state = state
  }

  /** Whether an earlier attempt of a retryable write was carried out, at least in part. */
  hasAnswered(txnNumber: bigint | undefined): boolean {
    return this.record?.txnNumber === txnNumber && this.record?.isEmpty === false
  }

  /** The record for a retryable write: a new one, or that of an earlier attempt with the same number. */
  retryRecord(txnNumber: bigint): RetryRecord {
    this.checkNumber(txnNumber)
    if (txnNumber > this.txnNumber) {
      this.abort()
      this.txnNumber = txnNumber
      this.state = 'none'
    }
    if (this.record?.txnNumber !== txnNumber) this.record = new RetryRecord(this.key, txnNumber)
    return this.record
  }
}

/** The sessions that clients use. */
export class SessionRegistry {
  private readonly sessions = new Map<string, Session>()

  constructor(
    private readonly environment: Environment,
    private readonly registry: TransactionRegistry,
  ) {}

  /** The session of an lsid, remembered from before a restart if it has written anything. */
  get(lsid: Value): Session {
    const key = sessionKey(lsid)
    const known = this.sessions.get(key)
    if (known !== undefined) {
      known.lastUsed = performance.now()
      return known
    }
    const session = new Session(key, this.registry)
    this.sessions.set(key, session)
    const record = loadRetryRecord(this.environment, key)
    if (record !== undefined) {
      session.record = record
      session.txnNumber = record.txnNumber
      session.state = record.isCommitted ? 'committed' : 'none'
    }
    return session
  }

  /** Ends sessions: their open transactions are aborted. Answers with the keys. */
  end(lsids: readonly Value[]): string[] {
    return lsids.map((lsid) => {
      const key = sessionKey(lsid)
      this.sessions.get(key)?.abort()
      this.sessions.delete(key)
      return key
    })
  }

  /** Notes by which connection a statement of a transaction has come. */
  hear(lsid: Value, connection: object): void {
    if (isSessionId(lsid)) this.get(lsid).heardOn = connection
  }

  /**
   * A connection is gone. Transactions that nobody goes on with by another one within the grace are aborted: their
   * client was killed, and would keep others from its documents until the time limit.
   */
  abandon(connection: object, graceMs: number): void {
    const left = [...this.sessions.values()].filter((session) => isLeftOn(session, connection))
    if (left.length === 0) return
    const timer = setTimeout(() => {
      for (const session of left) if (isLeftOn(session, connection)) session.abort()
    }, graceMs)
    timer.unref()
  }

  forget(lsid: Value): void {
    if (isSessionId(lsid)) this.sessions.delete(sessionKey(lsid))
  }

  forgetIdle(idleMs: number): void {
    const oldest = performance.now() - idleMs
    for (const [key, session] of this.sessions) {
      if (session.lastUsed < oldest && session.transaction === undefined) this.sessions.delete(key)
    }
  }

  abortAll(): void {
    for (const session of this.sessions.values()) session.abort()
  }
}

function isLeftOn({ transaction, heardOn }: Session, connection: object): boolean {
  return transaction !== undefined && heardOn === connection
}

function isSessionId(lsid: Value): boolean {
  return isDoc(lsid) && lsid.get('id') instanceof Binary
}

function sessionKey(lsid: Value): string {
  const id = isDoc(lsid) ? lsid.get('id') : undefined
  if (id instanceof Binary) return Buffer.from(id.buffer).toString('hex')
  throw new StoreError('TypeMismatch', `BSON field 'lsid.id' must be a UUID`)
}

/** The number of a transaction or retryable write in a command. */
export function readTxnNumber(value: Value): bigint | undefined {
  if (value === undefined) return undefined
  if (value instanceof Long && !value.isNegative()) return toBigInt(value)
  throw new StoreError('InvalidOptions', 'Transaction number must be a 64-bit integer and cannot be negative')
}
