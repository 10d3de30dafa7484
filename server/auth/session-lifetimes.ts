import type { Role } from '#shared/people'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long an access token is good. Roles and sign-outs are looked up with each request and do not wait for it. */
export const ACCESS_TOKEN_MS = 15 * MINUTE

/** So long a device that got no answer may ask with the used-up token again: two lost answers on a bad network. */
export const RETRY_WINDOW_MS = MINUTE

/** How long a sign-in lasts without being used, and at most. */
export interface SessionLifetime {
  idleMs: number
  longestMs: number
}

const ofWorkers: SessionLifetime = { idleMs: 30 * DAY, longestMs: 180 * DAY }
/** A working day: staff see other people's papers, and their devices stand in offices. */
const ofStaff: SessionLifetime = { idleMs: 4 * HOUR, longestMs: 12 * HOUR }

/** The shorter lifetime holds for whoever has any role beside the worker's. */
export function lifetimeFor(roles: readonly Role[]): SessionLifetime {
  return roles.every((role) => role === 'worker') ? ofWorkers : ofStaff
}
