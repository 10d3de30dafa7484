import type { ClientSession } from 'mongoose'
import type { Deployment, Moment } from '../context'
import { withoutNumbers } from './crew-member-secrets'
import { CrewMembers, type CrewMember } from './crew-member.model'

/** What the job works with. */
export interface CrewExpiryDeps {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

const BATCH = 200

/**
 * Ends the waiting of rows that nobody confirmed in time, and lets their numbers go: whoever never answered is not kept on
 * file. The name stays, so that the foreman sees who is missing; the same text pasted again finds the row and asks anew.
 * @returns how many rows have expired
 */
export async function expireMembers(deps: CrewExpiryDeps): Promise<number> {
  const { deployment, moment } = deps
  const due = await CrewMembers.find({ state: 'unconfirmed', confirmUntil: { $lt: moment().now } })
    .sort({ confirmUntil: 1 })
    .limit(BATCH)
    .lean<CrewMember[]>()
  let count = 0
  for (const member of due) {
    const nobody = withoutNumbers(deployment.cipher, member)
    const set = { state: 'expired', ...nobody, confirmUntil: null, sms: 'none' } as const
    const expired = await deps.inTransaction((tx) =>
      CrewMembers.updateOne(
        { _id: member._id, revision: member.revision, state: 'unconfirmed' },
        { $set: { ...set, settledAt: moment().now }, $inc: { revision: 1 } },
        { session: tx },
      ),
    )
    count += expired.modifiedCount
  }
  return count
}
