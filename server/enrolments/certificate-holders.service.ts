import type { ClientSession } from 'mongoose'
import { Enrolments, type Enrolment } from './enrolment.model'

/** With which enrolment certificates stand, by canonical number; what stands nowhere is left out. */
export async function certificateHolders(
  numberKeys: readonly string[],
  tx: ClientSession | null = null,
): Promise<Map<string, string>> {
  if (numberKeys.length === 0) return new Map()
  const found = await Enrolments.find(
    { 'certificate.numberKey': { $in: numberKeys } },
    { 'certificate.numberKey': 1 },
  )
    .session(tx)
    .lean<Pick<Enrolment, '_id' | 'certificate'>[]>()
  return new Map(
    found.flatMap(({ _id, certificate }) =>
      certificate ? [[certificate.numberKey, _id.toHexString()] as const] : [],
    ),
  )
}
