import { StoreError, writeConflict } from '../errors'
import type { Collection } from '../catalogue/catalogue'
import type { Index } from '../catalogue/index-definition'
import type { Change, Environment } from './environment'
import { CurrentView, OverlayView, type View } from './view'
import { Blocked, type Claims, DirectWriter, type Holder, saveMultikey, type Writer } from './writer'

/** A transaction holds its changes in memory; MongoDB's own limit for one is the 16 MiB of an oplog entry, or more. */
const maxTransactionBytes = 64 * 1024 * 1024

type Outcome<T> = { readonly value: T } | { readonly error: unknown } | { readonly blockedBy: Holder }

/**
 * Orders all writes. Single statements run one after another inside the shared write transaction; multi-document
 * transactions work on a snapshot, claim what they change, and the first to claim wins.
 */
export class TransactionRegistry implements Claims {
  private readonly holders = new Map<string, Transaction>()
  private readonly active = new Set<Transaction>()
  /** Sequence of the last write to a claimed key, as long as a transaction could have an older snapshot. */
  private readonly lastWrites = new Map<string, number>()
  private lastSequence = 0
  private visibleSequence = 0

  /** `onFailedWrite` runs when a batch of writes was lost, because what memory knows of it is no longer true. */
  constructor(
    private readonly environment: Environment,
    private readonly onFailedWrite: () => void,
  ) {
    environment.commits.onEnd = (isLost) => this.endBatch(isLost)
  }

  /** A view of the committed state for reading outside transactions. */
  currentView(): View {
    return new CurrentView(this.environment, this.visibleSequence)
  }

  /**
   * Runs a statement by itself and resolves when its changes are on the disk. When a transaction holds what it wants
   * to change, it waits for the end of that transaction and runs again.
   */
  async write<T>(work: (writer: Writer, sequence: number) => T): Promise<T> {
    for (;;) {
      const outcome = await this.environment.write(() => this.attempt(work))
      if ('value' in outcome) return outcome.value
      if ('error' in outcome) throw outcome.error
      await outcome.blockedBy.ended
    }
  }

  private attempt<T>(work: (writer: Writer, sequence: number) => T): Outcome<T> {
    const sequence = ++this.lastSequence
    try {
      return { value: work(new DirectWriter(this.environment, this, sequence), sequence) }
    } catch (error) {
      return error instanceof Blocked ? { blockedBy: error.by } : { error }
    }
  }

  /** All writes that were begun are in the batch that has ended, and the next one has not begun yet. */
  private endBatch(isLost: boolean): void {
    if (isLost) this.onFailedWrite()
    else this.visibleSequence = this.lastSequence
    this.forgetWrites()
  }

  /** Without transactions nobody asks for writes that everybody can see. */
  private forgetWrites(): void {
    if (this.active.size === 0 && this.visibleSequence === this.lastSequence) this.lastWrites.clear()
  }

  begin(): Transaction {
    const view = new OverlayView(this.environment, this.environment.snapshot(), this.visibleSequence)
    const transaction = new Transaction(this, view)
    this.active.add(transaction)
    return transaction
  }

  holderOf(key: string): Transaction | undefined {
    return this.holders.get(key)
  }

  noteWrite(key: string, sequence: number): void {
    this.lastWrites.set(key, sequence)
  }

  lastWriteOf(key: string): number {
    return this.lastWrites.get(key) ?? 0
  }

  hold(key: string, transaction: Transaction): void {
    this.holders.set(key, transaction)
  }

  /** Makes a transaction's changes and `records` permanent, all or none. */
  async commit(transaction: Transaction, records: readonly Change[]): Promise<void> {
    const write = this.environment.write(() => {
      const sequence = ++this.lastSequence
      transaction.checkCollections()
      for (const change of transaction.overlay.all()) this.environment.apply(change)
      for (const change of records) this.environment.apply(change)
      for (const [collection, indexes] of transaction.multikey) {
        saveMultikey(this.environment, collection, [...indexes])
      }
      for (const key of transaction.claims) this.noteWrite(key, sequence)
    })
    await write.finally(() => this.release(transaction))
  }

  release(transaction: Transaction): void {
    for (const key of transaction.claims) this.holders.delete(key)
    this.active.delete(transaction)
    transaction.end()
    this.forgetWrites()
  }
}

/** One multi-document transaction: a snapshot, its own changes over it, and what it has claimed. */
export class Transaction implements Writer {
  readonly claims = new Set<string>()
  readonly multikey = new Map<Collection, Set<Index>>()
  private readonly collections = new Map<Collection, number>()
  readonly ended: Promise<void>
  private resolveEnded: () => void = () => undefined

  constructor(
    private readonly registry: TransactionRegistry,
    readonly overlay: OverlayView,
  ) {
    this.ended = new Promise((resolve) => (this.resolveEnded = resolve))
  }

  get view(): View {
    return this.overlay
  }

  /** Notes that the transaction works on a collection; one that got another index meanwhile cannot be used. */
  enter(collection: Collection): void {
    if (collection.changedAt > this.overlay.sequence && collection.createdAt <= this.overlay.sequence) {
      const message = `The collection ${collection.namespace} has been changed since the transaction began`
      throw new StoreError('SnapshotUnavailable', message, { labels: ['TransientTransactionError'] })
    }
    if (!this.collections.has(collection)) this.collections.set(collection, collection.revision)
  }

  /** Throws a write conflict when a collection was dropped or got another index since the transaction used it. */
  checkCollections(): void {
    for (const [collection, revision] of this.collections) {
      if (collection.revision !== revision)
        throw writeConflict(`${collection.namespace} has been changed meanwhile`)
    }
  }

  claim(key: string): void {
    const holder = this.registry.holderOf(key)
    if (holder === this) return
    if (holder !== undefined || this.registry.lastWriteOf(key) > this.overlay.sequence) {
      throw writeConflict('WriteConflict error: this operation conflicted with another operation')
    }
    this.registry.hold(key, this)
    this.claims.add(key)
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) this.overlay.put(change)
    if (this.overlay.size <= maxTransactionBytes) return
    throw new StoreError(
      'TransactionTooLarge',
      'The changes of the transaction are too large to keep in memory',
    )
  }

  markMultikey(collection: Collection, indexes: readonly Index[]): void {
    for (const index of indexes) index.isMultikey = true
    this.multikey.set(collection, new Set([...(this.multikey.get(collection) ?? []), ...indexes]))
  }

  end(): void {
    this.overlay.close()
    this.resolveEnded()
  }
}
