import { createHash, createPublicKey, verify } from 'node:crypto'

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
