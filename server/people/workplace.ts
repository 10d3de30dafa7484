import type { Types } from 'mongoose'
import { findEvaluationBodies } from '../evaluation-bodies/evaluation-body.service'
import { findInstitutions } from '../institutions/institution.service'

/** Whose people somebody is: of a training institution, of an evaluation body, or (both null) of neither. */
export interface Workplace {
  institutionId: Types.ObjectId | null
  evaluationBodyId: Types.ObjectId | null
}

/** A workplace as records from before there were evaluation bodies' people have it. */
type KeptWorkplace = Pick<Workplace, 'institutionId'> & Partial<Workplace>

/** Names of the places where somebody works, looked up at once. @returns null for who works for neither kind of body */
export async function workplaceNames(
  places: readonly KeptWorkplace[],
): Promise<(place: KeptWorkplace) => string | null> {
  const [institutions, bodies] = await Promise.all([
    findInstitutions(places.flatMap(({ institutionId }) => institutionId ?? [])),
    findEvaluationBodies(places.flatMap(({ evaluationBodyId }) => evaluationBodyId ?? [])),
  ])
  return ({ institutionId, evaluationBodyId }) => {
    if (institutionId) return institutions.get(institutionId.toHexString())?.name ?? null
    return (evaluationBodyId && bodies.get(evaluationBodyId.toHexString())?.name) ?? null
  }
}
