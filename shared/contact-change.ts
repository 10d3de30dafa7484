import * as v from 'valibot'
import { mobileNumber, personName } from './identity'
import { identityNumber } from './identity-documents'
import { instant } from './primitives'

/**
 * How long another mobile number waits before it counts, in days, by the day of the real calendar from which that holds.
 * No clause asks for it: it is our own guard against whoever holds somebody else's phone. A new figure is a new row.
 */
export const contactChangePeriods: readonly { readonly from: string; readonly waitingDays: number }[] = [
  { from: '2026-11-23', waitingDays: 3 },
]

/** The waiting time that holds on a day, `YYYY-MM-DD`; before the first row, that of the first. */
export function contactChangeWaitingDays(day: string): number {
  const [first, ...others] = contactChangePeriods
  if (!first) throw new Error('Another mobile number needs a waiting time')
  return others.reduce((rule, row) => (row.from <= day ? row : rule), first).waitingDays
}

/** Name and number on file show that it is the person; without a new number, the one that WeChat vouched for counts. */
export const contactChangeBody = v.strictObject({
  name: personName,
  identityNumber,
  mobileNumber: v.exactOptional(mobileNumber),
})
export type ContactChangeBody = v.InferOutput<typeof contactChangeBody>

/** The number on file and the one that waits, both masked. */
export const contactChangeView = v.object({
  /** Null while no identity is on file: the first number comes with it, at once. */
  mobileMasked: v.nullable(v.string()),
  waitingDays: v.number(),
  waiting: v.nullable(v.object({ mobileMasked: v.string(), askedAt: instant, dueAt: instant })),
})
export type ContactChangeView = v.InferOutput<typeof contactChangeView>
