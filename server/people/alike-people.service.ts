import type { ClientSession, Types } from 'mongoose'
import type { Likeness } from '#shared/claim-checks'
import { People, type Person } from './person.model'

/** So many others are looked at: more of them share something only where something is very wrong, and the first say so. */
const MOST_ALIKE = 50

/** Somebody else's account with the same phone, or the same name and day of birth. */
export interface AlikePerson {
  personId: Types.ObjectId
  likenesses: Likeness[]
}

/** Others who have the same phone number, or name and day of birth, on file as somebody. */
export async function peopleLike(
  { _id, identity }: Pick<Person, '_id' | 'identity'>,
  tx: ClientSession | null = null,
): Promise<AlikePerson[]> {
  if (!identity) return []
  const { mobileIndex, nameBirthIndex } = identity
  const alike = [
    { 'identity.mobileIndex': mobileIndex },
    ...(nameBirthIndex === undefined ? [] : [{ 'identity.nameBirthIndex': nameBirthIndex }]),
  ]
  const found = await People.find({ $or: alike, _id: { $ne: _id } }, { identity: 1 })
    .session(tx)
    .limit(MOST_ALIKE)
    .lean<Pick<Person, '_id' | 'identity'>[]>()
  return found.map((other) => ({
    personId: other._id,
    likenesses: [
      ...(other.identity?.mobileIndex === mobileIndex ? (['mobile'] as const) : []),
      ...(nameBirthIndex !== undefined && other.identity?.nameBirthIndex === nameBirthIndex
        ? (['name_birth'] as const)
        : []),
    ],
  }))
}
