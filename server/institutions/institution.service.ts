import type { Types } from 'mongoose'
import { Institutions, type Institution } from './institution.model'

export type { Institution }

/** The institution, or null. */
export function findInstitution(id: Types.ObjectId): Promise<Institution | null> {
  return Institutions.findById(id).lean<Institution>().exec()
}

/** All of them, by name. */
export function allInstitutions(): Promise<Institution[]> {
  return Institutions.find().sort({ name: 1 }).lean<Institution[]>().exec()
}

/** Several institutions at once, by id. */
export async function findInstitutions(ids: readonly Types.ObjectId[]): Promise<Map<string, Institution>> {
  const found = await Institutions.find({ _id: { $in: ids } }).lean<Institution[]>()
  return new Map(found.map((institution) => [institution._id.toHexString(), institution]))
}
