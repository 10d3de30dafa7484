import type { ClientSession, Types } from 'mongoose'
import { People, type Person } from './person.model'

/** Whose identity numbers these are, by their keyed indexes; who has no account here is left out. */
export async function personIdsByIdentity(
  residentIdIndexes: readonly string[],
  tx: ClientSession,
): Promise<Map<string, Types.ObjectId>> {
  const found = await People.find({
    'identity.residentIdIndex': { $in: residentIdIndexes },
    isBlocked: false,
  })
    .session(tx)
    .lean<Person[]>()
  return new Map(
    found.flatMap(({ _id, identity }) => (identity ? [[identity.residentIdIndex, _id] as const] : [])),
  )
}
