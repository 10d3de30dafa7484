import type { ClientSession } from 'mongoose'
import type { Occurrence } from '../http/mount'
import type { FieldCipher } from '../personal-data/field-cipher'
import { AuditEntries, type AuditEntry } from './audit-entry.model'
import { beginChanges, takeChanges } from './change-list'

/** Runs work in one transaction. */
export type InTransaction = <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>

/**
 * Runs work in one transaction with its entry in the log: there is no change without one, and none without the change.
 * @param occurrenceOf what the entry says; null where nothing was changed after all
 */
export function loggedTransaction<T>(
  { inTransaction, cipher }: { inTransaction: InTransaction; cipher: FieldCipher },
  work: (tx: ClientSession) => Promise<T>,
  occurrenceOf: (result: T) => Occurrence | null,
): Promise<T> {
  return inTransaction(async (tx) => {
    beginChanges(tx)
    const result = await work(tx)
    const occurrence = occurrenceOf(result)
    const changes = takeChanges(cipher, tx)
    if (occurrence !== null) await AuditEntries.create([entryOf(occurrence, { changes })], { session: tx })
    return result
  })
}

/** Writes down what was done outside a transaction, or refused. @param problem code of the refusal; null = it was done */
export async function logAlone(occurrence: Occurrence, problem: string | null): Promise<void> {
  await AuditEntries.create(entryOf(occurrence, { problem }))
}

function entryOf(
  { at, act, actorId = null, subjectId = null, requestId = null, requestHash = null }: Occurrence,
  { problem = null, changes = [] }: Partial<Pick<AuditEntry, 'problem' | 'changes'>>,
): Omit<AuditEntry, '_id'> {
  const outcome = problem === null ? 'done' : 'refused'
  return { at, act, actorId, subjectId, requestId, requestHash, outcome, problem, changes, isChained: false }
}
