import { type Collection, collectionRecord } from '../catalogue/catalogue'
import type { Index } from '../catalogue/index-definition'
import type { Change, Environment } from './environment'
import { CurrentView, type View } from './view'

/** What a statement writes through. */
export interface Writer {
  readonly view: View
  /**
   * Claims a document or a value of a unique index before it is changed. Throws Blocked or a write conflict when
   * another transaction holds it; a statement makes all its claims before its first change.
   */
  claim(key: string): void
  apply(changes: readonly Change[]): void
  /** Notes that a document with an array has reached these indexes for the first time. */
  markMultikey(collection: Collection, indexes: readonly Index[]): void
}

/** Who holds what others want to change, until the end. */
export interface Holder {
  readonly ended: Promise<void>
}

/** Who has claimed which keys. */
export interface Claims {
  holderOf(key: string): Holder | undefined
  noteWrite(key: string, sequence: number): void
}

/** Thrown by a claim: the statement has changed nothing and is to be run again when the transaction has ended. */
export class Blocked extends Error {
  constructor(readonly by: Holder) {
    super('The document is being changed by a transaction')
  }
}

/** Writes straight into the store's write transaction. */
export class DirectWriter implements Writer {
  readonly view: View

  constructor(
    private readonly environment: Environment,
    private readonly claims: Claims,
    private readonly sequence: number,
  ) {
    this.view = new CurrentView(environment, Infinity)
  }

  claim(key: string): void {
    const holder = this.claims.holderOf(key)
    if (holder !== undefined) throw new Blocked(holder)
    this.claims.noteWrite(key, this.sequence)
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) this.environment.apply(change)
  }

  markMultikey(collection: Collection, indexes: readonly Index[]): void {
    saveMultikey(this.environment, collection, indexes)
  }
}

/** Writes down that indexes are multikey; only within a write. */
export function saveMultikey(
  environment: Environment,
  collection: Collection,
  indexes: readonly Index[],
): void {
  for (const index of indexes) {
    index.isMultikey = true
    index.isMultikeySaved = true
  }
  environment.apply(collectionRecord(collection))
}
