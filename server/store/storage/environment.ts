import { crc32 } from 'node:zlib'
import { type Database, open, type RangeOptions, type RootDatabase, type Transaction } from 'lmdb'
import { StoreError } from '../errors'
import { GroupCommit } from './group-commit'

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

/** LMDB's limit with pages of 4 KiB. */
export const maxKeyBytes = 1978

const checksumBytes = 4
const binary = { keyEncoding: 'binary', encoding: 'binary' } as const

/** The LMDB file: three tables of bytes, each value guarded by a checksum over its key and content. */
export class Environment {
  readonly commits: GroupCommit
  private readonly tables: Readonly<Record<Table, Database<Buffer, Buffer>>>

  private constructor(
    private readonly root: RootDatabase<Buffer, Buffer>,
    path: string,
  ) {
    this.commits = new GroupCommit(root, path)
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
    if (snapshot !== undefined) {
      const stored = this.tables[table].get(key, { transaction: snapshot })
      return stored && verified(table, key, stored)
    }
    const lent = this.tables[table].getBinaryFast(key)
    return lent && copied(table, key, lent)
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

  /** Runs `work` in the next batch of writes, and resolves when that is on the disk; see `GroupCommit`. */
  write<T>(work: () => T): Promise<T> {
    return this.commits.run(work)
  }

  /** Applies one change; only within the work of `write`. */
  apply({ table, key, value }: Change): void {
    if (value === undefined) this.tables[table].removeSync(key)
    else this.tables[table].putSync(key, guarded(key, value))
  }

  snapshot(): Snapshot {
    this.root.resetReadTxn()
    return this.tables.documents.useReadTransaction()
  }

  async close(): Promise<void> {
    await this.commits.idle()
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
  throw damaged(table, key)
}

/** The content of a buffer that LMDB lends until the next read; it is larger than the length that it tells. */
function copied(table: Table, key: Buffer, lent: Buffer): Buffer {
  if (lent.length < checksumBytes) throw damaged(table, key)
  const content = Buffer.allocUnsafe(lent.length - checksumBytes)
  lent.copy(content, 0, checksumBytes, lent.length)
  if (lent.readUInt32LE() !== crc32(content, crc32(key))) throw damaged(table, key)
  return content
}

function damaged(table: Table, key: Buffer): StoreError {
  return new StoreError('InternalError', `A stored value is damaged (${table}, key ${key.toString('hex')})`)
}
