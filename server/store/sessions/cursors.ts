import { randomBytes } from 'node:crypto'
import { Long } from 'bson'
import { type Doc, doc, RawDocument, type Value } from '../bson/values'
import { maxDocumentBytes, writeDocument } from '../bson/writer'
import { StoreError } from '../errors'
import type { Transaction } from '../storage/transactions'

/** How long a cursor may rest; without a time-out of its own it ends as a session does. */
const idleLimitMs = { ordinary: 10 * 60 * 1000, lasting: 30 * 60 * 1000 }

/** A result that is handed out in batches. */
interface Cursor {
  readonly namespace: string
  readonly results: Iterator<Doc | RawDocument>
  readonly transaction: Transaction | undefined
  readonly idleLimitMs: number
  /** The next result, already taken from the iterator. */
  next: IteratorResult<Doc | RawDocument>
  lastUsed: number
}

export interface CursorRequest {
  readonly namespace: string
  readonly results: Iterable<Doc | RawDocument>
  readonly batchSize: number | undefined
  readonly isSingleBatch?: boolean
  /** Whether it was asked for with `noCursorTimeout`. */
  readonly isLasting?: boolean
  readonly transaction: Transaction | undefined
}

/** The cursors whose results have not all been fetched. */
export class CursorRegistry {
  private readonly cursors = new Map<string, Cursor>()

  /** The first batch of a result, and a cursor for the rest when there is one. */
  open(request: CursorRequest): Doc {
    const results = request.results[Symbol.iterator]()
    const { namespace, transaction } = request
    const cursor: Cursor = {
      namespace,
      results,
      transaction,
      idleLimitMs: idleLimitMs[request.isLasting === true ? 'lasting' : 'ordinary'],
      next: results.next(),
      lastUsed: performance.now(),
    }
    const firstBatch = takeBatch(cursor, request.batchSize ?? 101)
    const isOver = cursor.next.done === true || request.isSingleBatch === true
    const id = isOver ? Long.ZERO : this.keep(cursor)
    return doc({ cursor: doc({ firstBatch, id, ns: namespace }) })
  }

  private keep(cursor: Cursor): Long {
    const id = Long.fromBigInt(randomBytes(8).readBigUInt64BE() >> 1n)
    this.cursors.set(id.toString(), cursor)
    return id
  }

  /** The next batch; throws CursorNotFound for a cursor that is finished, expired or another collection's. */
  more(id: Long, namespace: string, batchSize: number | undefined): Doc {
    const key = id.toString()
    const cursor = this.cursors.get(key)
    if (cursor === undefined) throw new StoreError('CursorNotFound', `cursor id ${key} not found`)
    if (cursor.namespace !== namespace) {
      throw new StoreError(
        'BadValue',
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace`,
      )
    }
    cursor.lastUsed = performance.now()
    const nextBatch = takeBatch(cursor, batchSize === undefined || batchSize === 0 ? Infinity : batchSize)
    if (cursor.next.done === true) this.cursors.delete(key)
    return doc({ cursor: doc({ nextBatch, id: cursor.next.done === true ? Long.ZERO : id, ns: namespace }) })
  }

  /** Whether there was such a cursor. */
  kill(id: Long): boolean {
    return this.cursors.delete(id.toString())
  }

  /** A transaction's cursors end with it, because its snapshot is gone. */
  killOf(transaction: Transaction): void {
    for (const [key, cursor] of this.cursors) if (cursor.transaction === transaction) this.cursors.delete(key)
  }

  /** Ends the cursors that have rested too long by `now`, in ms of the process's clock. */
  killIdle(now: number): void {
    for (const [key, cursor] of this.cursors) {
      if (cursor.lastUsed + cursor.idleLimitMs < now) this.cursors.delete(key)
    }
  }
}

function encoded(result: Doc | RawDocument): RawDocument {
  return result instanceof RawDocument ? result : new RawDocument(writeDocument(result))
}

function takeBatch(cursor: Cursor, limit: number): Value[] {
  const batch: Value[] = []
  let size = 0
  while (cursor.next.done !== true && batch.length < limit) {
    const result = encoded(cursor.next.value)
    size += result.bytes.length
    if (size > maxDocumentBytes && batch.length > 0) break
    batch.push(result)
    cursor.next = cursor.results.next()
  }
  return batch
}
