import { createHash, createHmac, createPublicKey, verify, type KeyObject } from 'node:crypto'

/*
 * Checks the log without any of the code that writes it: what is written here a second time, from the description in
 * docs/audit-log.md, must come to the same.
 */

/** An entry as it lies in the collection `audit_entries`. */
export interface LoggedEntry {
  _id: { toString(): string }
  at: Date
  act: string
  actorId?: { toString(): string } | null
  subjectId?: string | null
  requestId?: string | null
  requestHash?: string | null
  outcome: string
  problem?: string | null
  changes: readonly { of: string; id: string; hash: string }[]
  isChained: boolean
  seq?: number
  prev?: string
  hash?: string
}

/** A root as somebody outside has kept it. */
export interface OutsideRoot {
  day: string
  seq: number
  hash: string
  signature: string
}

export interface AuditFindings {
  chained: number
  /** Entries that nobody outside can vouch for yet. */
  unchained: number
  /** The last number that a root of those given covers; zero without any. */
  vouchedUpTo: number
  /** What is wrong, in sentences; empty when nothing is. */
  faults: string[]
}

const mostFaults = 20

/** Reads the whole chain and compares it with roots that were kept outside, signed under the given key. */
export function verifyLog(
  entries: readonly LoggedEntry[],
  roots: readonly OutsideRoot[],
  publicKey: string,
): AuditFindings {
  const faults: string[] = []
  const fault = (sentence: string) => faults.length < mostFaults && faults.push(sentence)
  const chained = entries.filter(({ isChained }) => isChained).sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0))
  const hashes = ['0'.repeat(64)]
  for (const [index, entry] of chained.entries()) {
    const seq = index + 1
    if (entry.seq !== seq) fault(`number ${String(seq)} is missing, doubled or out of order`)
    if (entry.prev !== hashes[index]) fault(`entry ${String(seq)} does not follow the one before it`)
    const hash = hashOf(entry, seq, hashes[index] ?? '')
    if (entry.hash !== hash) fault(`entry ${String(seq)} was changed`)
    hashes.push(hash)
  }
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' })
  for (const root of roots) {
    const told = Buffer.from(`${root.day} ${String(root.seq)} ${root.hash}`, 'utf8')
    if (!verify(null, told, key, Buffer.from(root.signature, 'base64url')))
      fault(`the root of ${root.day} is not signed by this key`)
    if (root.seq > chained.length) fault(`the log is shorter than on ${root.day}`)
    else if (hashes[root.seq] !== root.hash) fault(`the log is another than on ${root.day}`)
  }
  const vouchedUpTo = roots.reduce((most, { seq }) => Math.max(most, seq), 0)
  return { chained: chained.length, unchained: entries.length - chained.length, vouchedUpTo, faults }
}

function hashOf(entry: LoggedEntry, seq: number, prev: string): string {
  const list = [
    seq,
    prev,
    entry._id.toString(),
    entry.at.toISOString(),
    entry.act,
    entry.actorId?.toString() ?? null,
    entry.subjectId ?? null,
    entry.requestId ?? null,
    entry.requestHash ?? null,
    entry.outcome,
    entry.problem ?? null,
    entry.changes.map((change) => [change.of, change.id, change.hash]),
  ]
  return createHash('sha256').update(JSON.stringify(list)).digest('hex')
}

/** A record as it lies in the database. */
export type StoredRecord = { readonly _id: { toString(): string } } & Readonly<Record<string, unknown>>

/**
 * Compares records with what the log says that the last step made of them: whoever changes one in the database itself
 * cannot make the log say so. Records that no step of the log has touched are from before it, and are counted.
 * @param indexKey the server's index key, under which the log's hashes of records are made
 */
export function verifyRecords(
  entries: readonly LoggedEntry[],
  records: Readonly<Record<string, readonly StoredRecord[]>>,
  indexKey: KeyObject,
): { compared: number; unlogged: number; faults: string[] } {
  const last = new Map<string, string>()
  for (const entry of inOrder(entries))
    for (const { of, id, hash } of entry.changes) last.set(`${of} ${id}`, hash)
  const faults: string[] = []
  let unlogged = 0
  let compared = 0
  for (const [of, list] of Object.entries(records)) {
    for (const record of list) {
      const place = `${of} ${record._id.toString()}`
      const logged = last.get(place)
      last.delete(place)
      if (logged === undefined) unlogged += 1
      else compared += 1
      const text = `audit:${of}\u0000${canonical(record)}`
      const now = createHmac('sha256', indexKey).update(text, 'utf8').digest('base64url')
      if (logged !== undefined && logged !== now && faults.length < mostFaults)
        faults.push(`${place} is not as the log's last step left it`)
    }
  }
  return { compared, unlogged, faults }
}

/** Chained first, by their number; what waits comes after, by its id. */
function inOrder(entries: readonly LoggedEntry[]): LoggedEntry[] {
  return [...entries].sort((a, b) => {
    const [one, other] = [a.seq ?? Infinity, b.seq ?? Infinity]
    if (one !== other) return one < other ? -1 : 1
    return a._id.toString() < b._id.toString() ? -1 : 1
  })
}

/** A record as text: names sorted, ids as hexadecimal, times as ISO 8601, what is undefined left out. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each
    const sorted = Object.keys(each).sort()
    return Object.fromEntries(sorted.map((name) => [name, (each as Record<string, unknown>)[name]]))
  })
}
