import type { Types } from 'mongoose'
import type { County } from '#shared/counties'
import { findEvaluationBodies } from '../evaluation-bodies/evaluation-body.service'
import { findInstitutions } from '../institutions/institution.service'

/** Whose people somebody is: of a training institution, of an evaluation body, of a county's office, or of none (all null). */
export interface Workplace {
  institutionId: Types.ObjectId | null
  evaluationBodyId: Types.ObjectId | null
  county: County | null
}

/** A workplace as records from before there were evaluation bodies' and counties' people have it. */
type KeptWorkplace = Pick<Workplace, 'institutionId'> & Partial<Workplace>

/** Names of the places where somebody works, looked up at once. @returns null for who works for no body and no county */
export async function workplaceNames(
  places: readonly KeptWorkplace[],
): Promise<(place: KeptWorkplace) => string | null> {
  const [institutions, bodies] = await Promise.all([
    findInstitutions(places.flatMap(({ institutionId }) => institutionId ?? [])),
    findEvaluationBodies(places.flatMap(({ evaluationBodyId }) => evaluationBodyId ?? [])),
  ])
  return ({ institutionId, evaluationBodyId, county }) => {
    if (institutionId) return institutions.get(institutionId.toHexString())?.name ?? null
    if (evaluationBodyId) return bodies.get(evaluationBodyId.toHexString())?.name ?? null
    return county ?? null
  }
}
