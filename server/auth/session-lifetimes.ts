import type { Role } from '#shared/people'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** How long a sign-in lasts without being used, and at most. */
export interface SessionLifetime {
  idleMs: number
  longestMs: number
}

/** What an operator can set of signing in; `sign-in-config.ts` has the bounds. */
export interface SignInTimes {
  /** How long an access token is good. Roles and sign-outs are looked up with each request and do not wait for it. */
  accessTokenMs: number
  /** So long a device that got no answer may ask with the used-up token again: two lost answers on a bad network. */
  retryWindowMs: number
  /** So long a code that was shown opens approving and paying in the same sign-in. */
  secondFactorMs: number
  workers: SessionLifetime
  /** Short: staff see other people's papers, and their devices stand in offices. */
  staff: SessionLifetime
}

/** Where nothing is set. */
export const defaultTimes: SignInTimes = {
  accessTokenMs: 15 * MINUTE,
  retryWindowMs: MINUTE,
  secondFactorMs: 10 * MINUTE,
  workers: { idleMs: 30 * DAY, longestMs: 180 * DAY },
  staff: { idleMs: 4 * HOUR, longestMs: 12 * HOUR },
}

/** The shorter lifetime holds for whoever has any role beside the worker's. */
export function lifetimeFor(times: SignInTimes, roles: readonly Role[]): SessionLifetime {
  return roles.every((role) => role === 'worker') ? times.workers : times.staff
}
