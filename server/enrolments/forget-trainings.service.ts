import type { ClientSession, Types } from 'mongoose'
import { Enrolments } from './enrolment.model'

/**
 * Takes the certificates out of trainings that no claim rests on. The rest stays with the class, whose hours and places
 * the institution answers for; without the person's record it is nobody's.
 */
export async function forgetTrainings(workerId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await Enrolments.updateMany(
    { workerId, lockedByClaimId: null },
    { $set: { certificate: null }, $inc: { revision: 1 } },
    { session: tx },
  )
}
