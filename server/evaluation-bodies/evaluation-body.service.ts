import type { ClientSession } from 'mongoose'
import { squeezed } from '../institutions/list-keeping'
import { EvaluationBodies, type EvaluationBody } from './evaluation-body.model'

export type { AssessmentScope, EvaluationBody } from './evaluation-body.model'

/** All of them, by name. */
export function allEvaluationBodies(tx: ClientSession | null = null): Promise<EvaluationBody[]> {
  return EvaluationBodies.find().session(tx).sort({ name: 1, _id: 1 }).lean<EvaluationBody[]>().exec()
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
