import type { Role } from './people'
import { searchAreas, type SearchArea } from './trade-searches'

/** 各县区: the districts and counties of the city, each with officers, queues, lists and money of its own. */
export const counties = searchAreas
export type County = SearchArea

/** Roles whose people may belong to one county; without one they are the city's and reach all. */
export const countyRoles = ['housing', 'hr', 'finance'] as const satisfies readonly Role[]

/** Whether somebody of a county may belong to it by role. */
export function isCountyRole(role: Role): boolean {
  return countyRoles.some((each) => each === role)
}

/**
 * Whether an officer reaches what belongs to a county. The city's officers (null) reach everything; those of a county
 * their own only, and nothing that belongs to the city or to nobody.
 */
export function reaches(officer: County | null, of: County | null): boolean {
  return officer === null || officer === of
}
