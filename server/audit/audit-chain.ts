import { createHash } from 'node:crypto'
import type { AuditEntry } from './audit-entry.model'

/** Before the first entry. */
export const CHAIN_START = '0'.repeat(64)

/**
 * The hash of an entry at its place: SHA-256, hex, of the JSON list of number, hash of the entry before, id, instant, act,
 * actor, subject, request, hash of the request, outcome, problem, and the changes each as a list of collection, id, hash.
 */
export function chainHash(entry: AuditEntry, seq: number, prev: string): string {
  const content = [
    ...[seq, prev, entry._id.toHexString(), entry.at.toISOString(), entry.act],
    ...[entry.actorId?.toHexString() ?? null, entry.subjectId, entry.requestId, entry.requestHash],
    ...[entry.outcome, entry.problem, entry.changes.map(({ of, id, hash }) => [of, id, hash])],
  ]
  return createHash('sha256').update(JSON.stringify(content), 'utf8').digest('hex')
}
