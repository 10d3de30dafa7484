import type { ClientSession, Types } from 'mongoose'
import { People } from './person.model'

/** So many of one institution are told of something that any one of them can do. */
const MOST_TOLD = 20

/** Who works for an institution, longest there first. */
export async function staffOfInstitution(
  institutionId: Types.ObjectId,
  tx: ClientSession,
): Promise<Types.ObjectId[]> {
  const found = await People.find({ roles: 'institution', institutionId, isBlocked: false }, { _id: 1 })
    .session(tx)
    .sort({ _id: 1 })
    .limit(MOST_TOLD)
    .lean()
  return found.map(({ _id }) => _id)
}
