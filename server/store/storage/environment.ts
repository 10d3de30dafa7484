import { statfsSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { type Database, open, type RangeOptions, type RootDatabase, type Transaction } from 'lmdb'
import { StoreError } from '../errors'

export type Table = 'documents' | 'indexes' | 'records'
export type Snapshot = Transaction

export interface Entry {
  readonly key: Buffer
  readonly value: Buffer
}

/** Keys from `start` (included) to `end` (excluded). */
export interface KeyRange {
  readonly start: Buffer
  readonly end: Buffer
  readonly reverse?: boolean
}

/** Some entries of a range: those after a key, at most so many; all without a limit. */
interface Part {
  readonly after?: Buffer | undefined
  readonly limit?: number
}

/** A value to store under a key, or the key's removal. */
export interface Change {
  readonly table: Table
  readonly key: Buffer
  readonly value: Buffer | undefined
}

export interface Written<T> {
  readonly value: T
  readonly flushed: Promise<void>
}

/** LMDB's limit with pages of 4 KiB. */
export const maxKeyBytes = 1978

const checksumBytes = 4
/** After this time work no longer waits for the batch before it. */
const longestSyncMs = 1000
const binary = { keyEncoding: 'binary', encoding: 'binary' } as const

/** The LMDB file: three tables of bytes, each value guarded by a checksum over its key and content. */
export class Environment {
  /** How many changes have been applied so far. */
  changes = 0
  /** Until the last batch is on the disk; undefined when nothing is on its way there. */
  private syncing: Promise<void> | undefined
  private readonly tables: Readonly<Record<Table, Database<Buffer, Buffer>>>

  private constructor(
    private readonly root: RootDatabase<Buffer, Buffer>,
    private readonly path: string,
  ) {
    this.tables = {
      documents: root.openDB({ name: 'documents', ...binary }),
      indexes: root.openDB({ name: 'indexes', ...binary }),
      records: root.openDB({ name: 'records', ...binary }),
    }
  }

  /** Opens the file, and makes it when it is not there; read only, it must be there and may belong to another process. */
  static open(path: string, { readOnly = false } = {}): Environment {
    const options = { path, noSubdir: true, maxDbs: 4, maxReaders: 512, readOnly, ...binary }
    return new Environment(open(options), path)
  }

  get(table: Table, key: Buffer, snapshot?: Snapshot): Buffer | undefined {
    const stored = this.tables[table].get(key, snapshot && { transaction: snapshot })
    return stored === undefined ? undefined : verified(table, key, stored)
  }

  /** Whether a key is there; its value is not looked at. */
  has(table: Table, key: Buffer, snapshot: Snapshot): boolean {
    return this.tables[table].get(key, { transaction: snapshot }) !== undefined
  }

  /** The entries of a range, or a part of them. */
  chunk(table: Table, range: KeyRange, part: Part = {}, snapshot?: Snapshot): Entry[] {
    const entries: Entry[] = []
    for (const { key, value } of this.tables[table].getRange(rangeOptions(range, part, snapshot))) {
      entries.push({ key, value: verified(table, key, value) })
    }
    return entries
  }

  /** All of a table as it is stored, in the order of the keys; the content counts only when it is intact. */
  *walk(table: Table, snapshot: Snapshot): Generator<Entry & { readonly isIntact: boolean }> {
    for (const { key, value } of this.tables[table].getRange({ transaction: snapshot })) {
      yield { key, value: value.subarray(checksumBytes), isIntact: isIntact(key, value) }
    }
  }

  /** Copies the file as it is at this moment, without its empty pages, while others may go on writing. */
  copyTo(path: string): Promise<void> {
    return this.root.backup(path, true)
  }

  /** Lets go of the snapshots of processes that have ended without doing so, as a broken-off backup does. */
  forgetDeadReaders(): void {
    this.root.readerCheck()
  }

  /**
   * Runs `work` inside a write transaction that it may share with others waiting at the same time. The promise
   * resolves when the changes are visible, and gives another that resolves when they are on the disk. While a batch is
   * on its way to the disk, work waits: it would have to wait for the disk in any case, and so more of it shares a sync.
   */
  async write<T>(work: () => T): Promise<Written<T>> {
    while (this.syncing !== undefined) await this.syncing
    const committed = this.root.transaction(() => {
      this.holdOthers(committed, flushed)
      return work()
    })
    // Asked for at once, because a later question would be about a later batch, which may fail and never be flushed.
    const flushed = new Promise<void>((resolve) => void this.root.flushed.then(() => resolve()))
    try {
      const value = await committed
      this.root.resetReadTxn()
      return { value, flushed }
    } catch (error) {
      throw await diskError(error, this.path)
    }
  }

  /** Lets later work wait until this batch is on the disk or has failed; a sync that fails is never told. */
  private holdOthers(committed: Promise<unknown>, flushed: Promise<void>): void {
    if (this.syncing !== undefined) return
    this.syncing = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longestSyncMs)
      timer.unref()
      const goOn = () => {
        clearTimeout(timer)
        resolve()
      }
      flushed.then(goOn, goOn)
      committed.catch(goOn)
    }).finally(() => (this.syncing = undefined))
  }

  /** Applies one change; only within the work of `write`. */
  apply({ table, key, value }: Change): void {
    this.changes++
    if (value === undefined) this.tables[table].removeSync(key)
    else this.tables[table].putSync(key, guarded(key, value))
  }

  snapshot(): Snapshot {
    this.root.resetReadTxn()
    return this.tables.documents.useReadTransaction()
  }

  async close(): Promise<void> {
    await this.root.flushed
    await this.root.close()
  }
}

function rangeOptions(
  { start, end, reverse = false }: KeyRange,
  { after, limit = Infinity }: Part,
  snapshot: Snapshot | undefined,
): RangeOptions {
  const options: RangeOptions = {
    reverse,
    limit,
    start: after ?? (reverse ? end : start),
    exclusiveStart: reverse || after !== undefined,
    end: reverse ? start : end,
    inclusiveEnd: reverse,
  }
  if (snapshot !== undefined) options.transaction = snapshot
  return options
}

function guarded(key: Buffer, content: Buffer): Buffer {
  const stored = Buffer.allocUnsafe(content.length + checksumBytes)
  stored.writeUInt32LE(crc32(content, crc32(key)))
  content.copy(stored, checksumBytes)
  return stored
}

function isIntact(key: Buffer, stored: Buffer): boolean {
  const isLongEnough = stored.length >= checksumBytes
  return isLongEnough && stored.readUInt32LE() === crc32(stored.subarray(checksumBytes), crc32(key))
}

function verified(table: Table, key: Buffer, stored: Buffer): Buffer {
  if (isIntact(key, stored)) return stored.subarray(checksumBytes)
  throw new StoreError('InternalError', `A stored value is damaged (${table}, key ${key.toString('hex')})`)
}

/** LMDB rejects with a general error whose `commitError` rejects with the cause. */
export function isFailedCommit(error: unknown): error is Error & { commitError: Promise<never> } {
  return typeof error === 'object' && error !== null && 'commitError' in error
}

export function isFullDisk(error: unknown): boolean {
  return /no space left|file too large|MDB_MAP_FULL/i.test(String(error))
}

/** Bytes below which a disk that took a write only in part is a full one. */
const lastBytes = 1_000_000

async function diskError(error: unknown, path: string): Promise<unknown> {
  const cause: unknown = isFailedCommit(error)
    ? await error.commitError.catch((reason: unknown) => reason)
    : error
  if (!isFullDisk(cause) && !(isTakenInPart(cause) && freeBytes(path) < lastBytes)) return cause
  return new StoreError(
    'OutOfDiskSpace',
    'There is no space left for the data; nothing of this write was kept',
  )
}

/** LMDB tells a write of which the disk took less than all as an I/O error, and does not ask why. */
function isTakenInPart(error: unknown): boolean {
  return /Input\/output error/.test(String(error))
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}
