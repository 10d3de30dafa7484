import type { ClientSession, Types } from 'mongoose'
import { Enrolments, type Enrolment } from './enrolment.model'

const PAGE = 200
/** Passed, or with a certificate, for which no exam need be on file; and no claim rests on it. */
const unclaimed = {
  state: { $ne: 'dropped' as const },
  lockedByClaimId: null,
  $or: [{ state: 'passed' as const }, { certificate: { $ne: null } }],
}

/** All trainings that may lead to money for which nobody has asked yet, by the page. */
export async function* unclaimedTrainings(): AsyncGenerator<Enrolment> {
  let page: Enrolment[]
  let after: Enrolment | undefined
  do {
    page = await Enrolments.find({ ...unclaimed, ...(after ? { _id: { $gt: after._id } } : {}) })
      .sort({ _id: 1 })
      .limit(PAGE)
      .lean<Enrolment[]>()
    yield* page
    after = page.at(-1)
  } while (page.length === PAGE)
}

/** One of them as it stands now; null when a claim was made meanwhile. */
export function unclaimedTraining(_id: Types.ObjectId, tx: ClientSession): Promise<Enrolment | null> {
  return Enrolments.findOne({ ...unclaimed, _id })
    .session(tx)
    .lean<Enrolment>()
    .exec()
}
