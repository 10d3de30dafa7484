import type { ClientSession } from 'mongoose'
import { APPRENTICE_CONFIRM_DAYS } from '#shared/apprenticeships'
import type { Deployment, Moment } from '../context'
import { Apprentices, type Apprentice } from './apprentice.model'
import { endWaiting } from './apprentice.service'

const DAY_MS = 86_400_000
const BATCH = 200

/**
 * Ends the waiting of apprentices who did not confirm in time: whoever never answered is not kept on file.
 * @returns how many rows have expired
 */
export async function expireApprentices(deps: {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}): Promise<number> {
  const before = new Date(deps.moment().now.getTime() - APPRENTICE_CONFIRM_DAYS * DAY_MS)
  const due = await Apprentices.find({ state: 'waiting', addedAt: { $lt: before } })
    .sort({ _id: 1 })
    .limit(BATCH)
    .lean<Apprentice[]>()
  let count = 0
  for (const apprentice of due) {
    const hasEnded = await deps.inTransaction((tx) =>
      endWaiting(deps.deployment.cipher, apprentice, { state: 'expired', tx }),
    )
    if (hasEnded) count += 1
  }
  return count
}
