import { Secret, TOTP } from 'otpauth'

/** RFC 6238 with what every authenticator app knows: SHA-1, thirty seconds. */
const PERIOD_SECONDS = 30
/** A code of the neighbouring half minutes counts, too: clocks of phones differ, and typing takes time. */
const NEIGHBOURS = 1
/** So many half minutes back a code is told from a wrong one: ten minutes, as phones' clocks go. */
const REMEMBERED = 20
/** RFC 4226, section 4: 160 bits. */
const SECRET_BYTES = 20

const passwordOf = (secret: string, digits = 6) =>
  new TOTP({
    issuer: '匠补通',
    label: '工作人员',
    secret: Secret.fromBase32(secret),
    digits,
    period: PERIOD_SECONDS,
  })

/** A new secret in base 32. */
export function newSecret(randomBytes: (count: number) => Buffer): string {
  const bytes = randomBytes(SECRET_BYTES)
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32
}

/** What authenticator apps read from a code to scan. */
export function enrolmentUri(secret: string): string {
  return passwordOf(secret).toString()
}

/** The half minute that a time lies in, counted from 1970. */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / PERIOD_SECONDS)
}

/** Whole seconds until the next half minute begins: 30 at its first moment, 1 in its last second. */
export function secondsToNextStep(now: Date): number {
  return PERIOD_SECONDS - (Math.floor(now.getTime() / 1000) % PERIOD_SECONDS)
}

/** The code of a half minute. */
export function codeAtStep(secret: string, step: number, digits = 6): string {
  return passwordOf(secret, digits).generate({ timestamp: step * PERIOD_SECONDS * 1000 })
}

/** Whether a code was a good one within the last ten minutes; says nothing of codes to come. */
export function isExpiredCode(secret: string, code: string, now: Date): boolean {
  const delta = passwordOf(secret).validate({ token: code, timestamp: now.getTime(), window: REMEMBERED })
  return delta !== null && delta < -NEIGHBOURS
}

/** The half minute to which a code belongs, if it is a good one now; otherwise null. Compared in constant time. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const delta = passwordOf(secret).validate({ token: code, timestamp: now.getTime(), window: NEIGHBOURS })
  return delta === null ? null : stepAt(now) + delta
}
