import type { SecondFactorView } from '#shared/staff-second-factor'
import { api } from '../api/endpoints'
import { useQuery, type Query } from './use-query'

export interface SecondFactorStanding extends SecondFactorView {
  /** By how much this phone's clock is behind the server's, in milliseconds; negative = ahead. */
  slowByMs: number
}

/** How the second factor of the signed-in person stands. An authenticator on this phone goes by this phone's clock. */
export function useSecondFactor(): Query<SecondFactorStanding> {
  return useQuery(ask, { cacheKey: null })
}

async function ask(): Promise<SecondFactorStanding> {
  const sentAt = Date.now()
  const standing = await api.secondFactor()
  // The answer was on its way for half of the time that it took.
  const here = (sentAt + Date.now()) / 2
  return { ...standing, slowByMs: Date.parse(standing.now) - here }
}
