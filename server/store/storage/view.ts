import type { Change, Entry, Environment, KeyRange, Snapshot, Table } from './environment'

/** What a statement reads: the last committed state, or the snapshot of a transaction with its own changes. */
export interface View {
  /** The number of the last change that the view is sure to hold; indexes made later are not used with it. */
  readonly sequence: number
  get(table: Table, key: Buffer): Buffer | undefined
  scan(table: Table, range: KeyRange): Iterable<Entry>
}

const firstChunk = 32
const largestChunk = 512

/** Reads in growing chunks, so that an iteration may rest between two calls without holding the file's pages. */
class ChunkedScan implements IterableIterator<Entry> {
  private entries: readonly Entry[] = []
  private at = 0
  private limit = firstChunk
  private isLastChunk = false

  constructor(
    private readonly environment: Environment,
    private readonly table: Table,
    private readonly range: KeyRange,
    private readonly snapshot?: Snapshot,
  ) {}

  [Symbol.iterator](): this {
    return this
  }

  next(): IteratorResult<Entry, undefined> {
    if (this.at === this.entries.length && !this.isLastChunk) this.readOn()
    const value = this.entries[this.at++]
    return value === undefined ? { done: true, value } : { done: false, value }
  }

  private readOn(): void {
    const { limit } = this
    const after = this.entries.at(-1)?.key
    this.entries = this.environment.chunk(this.table, this.range, { after, limit }, this.snapshot)
    this.at = 0
    this.isLastChunk = this.entries.length < limit
    this.limit = Math.min(limit * 2, largestChunk)
  }
}

/** The state as of now: committed, and, inside a write, everything written before in the same batch. */
export class CurrentView implements View {
  constructor(
    private readonly environment: Environment,
    readonly sequence: number,
  ) {}

  get(table: Table, key: Buffer): Buffer | undefined {
    return this.environment.get(table, key)
  }

  scan(table: Table, range: KeyRange): Iterable<Entry> {
    return new ChunkedScan(this.environment, table, range)
  }
}

/** A snapshot of the committed state with a transaction's own changes laid over it. */
export class OverlayView implements View {
  private readonly changes: Readonly<Record<Table, Overlay>> = {
    documents: new Overlay(),
    indexes: new Overlay(),
    records: new Overlay(),
  }
  /** Bytes of the changes so far. */
  size = 0

  constructor(
    private readonly environment: Environment,
    private readonly snapshot: Snapshot,
    readonly sequence: number,
  ) {}

  get(table: Table, key: Buffer): Buffer | undefined {
    const change = this.changes[table].get(key)
    return change === undefined ? this.environment.get(table, key, this.snapshot) : change.value
  }

  scan(table: Table, range: KeyRange): Iterable<Entry> {
    const stored = new ChunkedScan(this.environment, table, range, this.snapshot)
    return mergeEntries(stored, this.changes[table].between(range), range.reverse === true)
  }

  put(change: Change): void {
    this.size += change.key.length + (change.value?.length ?? 0)
    this.changes[change.table].put(change)
  }

  /** Lets go of the snapshot, so that the file can reuse its pages. */
  close(): void {
    this.snapshot.done()
  }

  all(): Change[] {
    return Object.values(this.changes).flatMap((overlay) => overlay.all())
  }
}

/** Changes in the order of their keys. */
class Overlay {
  private readonly byKey = new Map<string, Change>()
  private sorted: Change[] | undefined

  get(key: Buffer): Change | undefined {
    return this.byKey.get(key.toString('latin1'))
  }

  put(change: Change): void {
    this.byKey.set(change.key.toString('latin1'), change)
    this.sorted = undefined
  }

  all(): Change[] {
    this.sorted ??= [...this.byKey.values()].sort((a, b) => Buffer.compare(a.key, b.key))
    return this.sorted
  }

  between({ start, end, reverse }: KeyRange): Change[] {
    const inside = this.all().filter(
      ({ key }) => Buffer.compare(key, start) >= 0 && Buffer.compare(key, end) < 0,
    )
    return reverse === true ? inside.reverse() : inside
  }
}

function* mergeEntries(
  stored: Iterable<Entry>,
  changes: readonly Change[],
  reverse: boolean,
): Generator<Entry> {
  let next = 0
  for (const entry of stored) {
    let order = -1
    for (let change = changes[next]; change !== undefined; change = changes[next]) {
      order = Buffer.compare(change.key, entry.key) * (reverse ? -1 : 1)
      if (order > 0) break
      if (change.value !== undefined) yield { key: change.key, value: change.value }
      next++
      if (order === 0) break
      order = -1
    }
    const isReplaced = order === 0
    if (!isReplaced) yield entry
  }
  for (const { key, value } of changes.slice(next)) if (value !== undefined) yield { key, value }
}
