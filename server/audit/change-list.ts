import type { ClientSession } from 'mongoose'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { AuditedChange } from './audit-entry.model'
import { canonicalRecord } from './canonical-record'

/** A record that a step has changed, as it is now. */
export interface ChangedRecord {
  of: 'claims' | 'payments' | 'payout_batches' | 'budget_lines' | 'fund_entries'
  record: { _id: { toHexString(): string } }
}

const changed = new WeakMap<ClientSession, Map<string, ChangedRecord>>()

/** Forgets what an earlier attempt of the same transaction changed. */
export function beginChanges(tx: ClientSession): void {
  changed.set(tx, new Map())
}

/** Notes a record as it is after a step; what is noted again in the same transaction replaces it. */
export function noteChange(tx: ClientSession, change: ChangedRecord): void {
  changed.get(tx)?.set(`${change.of}:${change.record._id.toHexString()}`, change)
}

/** What the transaction has changed, as the entry of the log holds it. */
export function takeChanges(cipher: FieldCipher, tx: ClientSession): AuditedChange[] {
  const changes = [...(changed.get(tx)?.values() ?? [])]
  changed.delete(tx)
  return changes.map(({ of, record }) => ({
    of,
    id: record._id.toHexString(),
    hash: cipher.blindIndex(canonicalRecord(record), `audit:${of}`),
  }))
}
