import type { ClientSession } from 'mongoose'
import { DataDuties, dataDutyReasons, type DataDuty, type DataDutyReason } from './data-duty.model'
import type { EventCall } from './event-call'

export { dataDutyReasons }
export type { DataDuty, DataDutyReason }

/** How many open duties are worked off in one go. */
const BATCH = 50

/**
 * Writes down that a person's data must be deleted or used no longer. Somebody whom we do not know has no data here.
 * @param scope WeChat's numbers of what was taken back; empty = all of it
 */
export async function openDataDuty(call: EventCall, reason: DataDutyReason, scope: string): Promise<void> {
  const { eventId, personId, occurredAt, now, tx, log } = call
  if (personId === null) return
  await DataDuties.create([{ _id: eventId, personId, reason, scope, occurredAt, openedAt: now }], {
    session: tx,
  })
  log.warn({ personId: personId.toHexString(), reason, scope }, 'a data duty is open')
}

/** The oldest duties that nobody has done yet. */
export function openDuties(): Promise<DataDuty[]> {
  return DataDuties.find({ doneAt: null }).sort({ openedAt: 1 }).limit(BATCH).lean<DataDuty[]>().exec()
}

/** Marks a duty as done, in the transaction in which it was. */
export async function finishDuty(id: string, now: Date, tx: ClientSession): Promise<void> {
  await DataDuties.updateOne({ _id: id, doneAt: null }, { $set: { doneAt: now } }, { session: tx })
}
