import type { ClientSession, Types } from 'mongoose'
import { Institutions, type Institution } from './institution.model'
import { unlisted, type ListedBody } from './listed-body'

export type { Institution }

/** As it is stored: an earlier release knew only name and kind. */
type StoredInstitution = Omit<Institution, keyof ListedBody> & Partial<ListedBody>

/** The institution, or null. */
export async function findInstitution(id: Types.ObjectId): Promise<Institution | null> {
  const found = await Institutions.findById(id).lean<StoredInstitution>()
  return found && complete(found)
}

/** All of them, by name. */
export async function allInstitutions(): Promise<Institution[]> {
  return (await Institutions.find().sort({ name: 1, _id: 1 }).lean<StoredInstitution[]>()).map(complete)
}

/** Several institutions at once, by id. */
export async function findInstitutions(
  ids: readonly Types.ObjectId[],
  tx: ClientSession | null = null,
): Promise<Map<string, Institution>> {
  const found = await Institutions.find({ _id: { $in: ids } })
    .session(tx)
    .lean<StoredInstitution[]>()
  return new Map(found.map((institution) => [institution._id.toHexString(), complete(institution)]))
}

function complete(stored: StoredInstitution): Institution {
  return { ...unlisted, ...stored }
}
