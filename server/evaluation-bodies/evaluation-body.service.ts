import type { ClientSession, Types } from 'mongoose'
import { squeezed } from '../institutions/list-keeping'
import { EvaluationBodies, type EvaluationBody } from './evaluation-body.model'

export type { AssessmentScope, EvaluationBody } from './evaluation-body.model'

/** All of them, by name. */
export function allEvaluationBodies(tx: ClientSession | null = null): Promise<EvaluationBody[]> {
  return EvaluationBodies.find().session(tx).sort({ name: 1, _id: 1 }).lean<EvaluationBody[]>().exec()
}

/** Several bodies at once, by id. */
export async function findEvaluationBodies(
  ids: readonly Types.ObjectId[],
  tx: ClientSession | null = null,
): Promise<Map<string, EvaluationBody>> {
  if (ids.length === 0) return new Map()
  const found = await EvaluationBodies.find({ _id: { $in: ids } })
    .session(tx)
    .lean<EvaluationBody[]>()
  return new Map(found.map((body) => [body._id.toHexString(), body]))
}

/**
 * The body that stands as issuer on a certificate, by any of its names; spaces and width of letters do not matter.
 * @returns null where no body of the list is called like that
 */
export async function bodyCalled(
  issuer: string,
  tx: ClientSession | null = null,
): Promise<EvaluationBody | null> {
  const wanted = squeezed(issuer)
  const bodies = await allEvaluationBodies(tx)
  return (
    bodies.find(({ name, otherNames }) => [name, ...otherNames].some((each) => squeezed(each) === wanted)) ??
    null
  )
}
