import type { ClientSession } from 'mongoose'
import type { EnrolmentState } from '#shared/enrolments'
import { Enrolments } from './enrolment.model'

const HOPEFUL: readonly EnrolmentState[] = ['enrolled', 'attending', 'passed']

/** How many trainings may still lead to a claim and have not yet. */
export function countOpenBookings(tx: ClientSession): Promise<number> {
  return Enrolments.countDocuments({ state: { $in: HOPEFUL }, lockedByClaimId: null })
    .session(tx)
    .exec()
}
