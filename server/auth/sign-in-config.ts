import * as v from 'valibot'
import { keySetting, numberIn } from '../setting-schemas'
import { DAY, HOUR, MINUTE, SECOND, type SignInTimes } from './session-lifetimes'

const instantText = 'SESSION_KEY_PREVIOUS_UNTIL is a moment, like 2026-11-23T18:00:00+08:00'

/** How long sign-ins last, each with its bounds, and the session key from before the last change. */
export const signInVariables = v.object({
  ACCESS_TOKEN_MINUTES: v.optional(numberIn('ACCESS_TOKEN_MINUTES', 5, 60), '15'),
  REFRESH_RETRY_SECONDS: v.optional(numberIn('REFRESH_RETRY_SECONDS', 10, 300), '60'),
  SECOND_FACTOR_MINUTES: v.optional(numberIn('SECOND_FACTOR_MINUTES', 2, 30), '10'),
  WORKER_IDLE_DAYS: v.optional(numberIn('WORKER_IDLE_DAYS', 1, 90), '30'),
  WORKER_SESSION_DAYS: v.optional(numberIn('WORKER_SESSION_DAYS', 1, 365), '180'),
  STAFF_IDLE_HOURS: v.optional(numberIn('STAFF_IDLE_HOURS', 1, 12), '4'),
  STAFF_SESSION_HOURS: v.optional(numberIn('STAFF_SESSION_HOURS', 1, 24), '12'),
  SESSION_KEY_PREVIOUS: v.optional(keySetting('SESSION_KEY_PREVIOUS')),
  SESSION_KEY_PREVIOUS_UNTIL: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/, instantText),
      v.check((text) => !Number.isNaN(Date.parse(text)), instantText),
    ),
  ),
})
type SignInVariables = v.InferOutput<typeof signInVariables>

/** The session key before the present one: it signs nothing more, and what it signed counts until then. */
export interface PreviousSessionKey {
  key: string
  until: Date
}

/** A sentence for each setting that does not go with the others. */
export function signInProblems(settings: SignInVariables): string[] {
  const problems: string[] = []
  if (settings.WORKER_IDLE_DAYS > settings.WORKER_SESSION_DAYS)
    problems.push('WORKER_IDLE_DAYS: not more than WORKER_SESSION_DAYS')
  if (settings.STAFF_IDLE_HOURS > settings.STAFF_SESSION_HOURS)
    problems.push('STAFF_IDLE_HOURS: not more than STAFF_SESSION_HOURS')
  if (settings.SESSION_KEY_PREVIOUS && !settings.SESSION_KEY_PREVIOUS_UNTIL)
    problems.push('SESSION_KEY_PREVIOUS_UNTIL: goes together with SESSION_KEY_PREVIOUS')
  if (!settings.SESSION_KEY_PREVIOUS && settings.SESSION_KEY_PREVIOUS_UNTIL)
    problems.push('SESSION_KEY_PREVIOUS: goes together with SESSION_KEY_PREVIOUS_UNTIL')
  return problems
}

/** The times as the server reckons. */
export function signInTimes(settings: SignInVariables): SignInTimes {
  return {
    accessTokenMs: settings.ACCESS_TOKEN_MINUTES * MINUTE,
    retryWindowMs: settings.REFRESH_RETRY_SECONDS * SECOND,
    secondFactorMs: settings.SECOND_FACTOR_MINUTES * MINUTE,
    workers: { idleMs: settings.WORKER_IDLE_DAYS * DAY, longestMs: settings.WORKER_SESSION_DAYS * DAY },
    staff: { idleMs: settings.STAFF_IDLE_HOURS * HOUR, longestMs: settings.STAFF_SESSION_HOURS * HOUR },
  }
}

/** Only after `signInProblems` found nothing missing. */
export function previousSessionKey(settings: SignInVariables): PreviousSessionKey | null {
  const { SESSION_KEY_PREVIOUS: key, SESSION_KEY_PREVIOUS_UNTIL: until } = settings
  return key && until ? { key, until: new Date(until) } : null
}
