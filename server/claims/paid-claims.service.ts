import type { Types } from 'mongoose'
import { Claims, type Claim } from './claim.model'

/** When somebody claimed and when the bank had paid. */
export interface PaidClaim {
  enrolmentId: Types.ObjectId
  submittedAt: Date
  paidAt: Date
}

/** The newest claims that were paid. @param limit so many at the most */
export async function newestPaid(limit: number): Promise<PaidClaim[]> {
  const found = await Claims.find({ state: 'paid' }, { enrolmentId: 1, submittedAt: 1, history: 1 })
    .sort({ queueAt: -1, _id: -1 })
    .limit(limit)
    .lean<Pick<Claim, 'enrolmentId' | 'submittedAt' | 'history'>[]>()
  return found.flatMap(({ enrolmentId, submittedAt, history }) => {
    const paid = history.filter((entry) => entry.to === 'paid').at(-1)
    return paid ? [{ enrolmentId, submittedAt, paidAt: paid.at }] : []
  })
}
