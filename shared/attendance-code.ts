import * as v from 'valibot'

/** So long one code is shown; the next one looks quite different. */
export const STEP_SECONDS = 30
/** Whoever scans as the code changes is not sent away: the code before counts as well, and no older one. */
const STEPS_BACK = 1

export const signDirections = ['in', 'out'] as const
export type SignDirection = (typeof signDirections)[number]
export const signDirectionLabels: Record<SignDirection, string> = { in: '签到', out: '签退' }

/** What a code holds. The key is of one lesson on one teacher's device, and so names both. */
export interface AttendanceCode {
  keyId: string
  /** Half minutes since 1970, on the real clock. */
  step: number
  direction: SignDirection
}

/** HMAC-SHA-256 of a text under the lesson's key, in lower-case hexadecimal. Made on the server or on the teacher's phone. */
export type Mac = (message: string) => string

const SEAL_LENGTH = 32
const SHORT_DIGITS = 6
const pattern = new RegExp(`^JBT1\\.([0-9a-f]{24})\\.([0-9a-z]{5,8})\\.([io])\\.([0-9a-f]{${SEAL_LENGTH}})$`)

/** What somebody scanned (the whole text) or typed (six digits). */
export const typedCode = v.pipe(
  v.string('请填老师手机上的6位数字'),
  v.transform((text) => text.normalize('NFKC').replace(/\s/g, '')),
  v.check(isCode, '要老师手机上的6位数字，或扫老师的签到码'),
)

/** The step in which a moment lies. @param atMs milliseconds since 1970 on the real clock */
export function stepAt(atMs: number): number {
  return Math.floor(atMs / (STEP_SECONDS * 1000))
}

/** How long the code of this moment is still shown, in whole seconds, 1 … 30. */
export function secondsLeft(atMs: number): number {
  return Math.ceil(((stepAt(atMs) + 1) * STEP_SECONDS * 1000 - atMs) / 1000)
}

/** The text in the QR code: what it holds, and the seal that only the lesson's key can make. */
export function codeText(code: AttendanceCode, mac: Mac): string {
  return `${contentOf(code)}.${sealOf(code, mac)}`
}

/** What the text of a QR code holds, its seal unchecked; null when it is none of ours. */
export function readCodeText(text: string): (AttendanceCode & { seal: string }) | null {
  const [, keyId, step, direction, seal] = pattern.exec(text) ?? []
  if (!keyId || !step || !direction || !seal) return null
  return { keyId, step: parseInt(step, 36), direction: direction === 'i' ? 'in' : 'out', seal }
}

/** The seal of a code: 128 bits, so that nobody makes the code of a later moment. */
export function sealOf(code: AttendanceCode, mac: Mac): string {
  return mac(contentOf(code)).slice(0, SEAL_LENGTH)
}

/** Six digits for who cannot scan. They guess as well as one in a million, so tries are counted where they are checked. */
export function shortCode(code: AttendanceCode, mac: Mac): string {
  const number = parseInt(mac(`short.${contentOf(code)}`).slice(0, 12), 16) % 10 ** SHORT_DIGITS
  return String(number).padStart(SHORT_DIGITS, '0')
}

export function isShortCode(text: string): boolean {
  return /^[0-9]{6}$/.test(text)
}

export type StepStanding = 'current' | 'old' | 'ahead'

/**
 * Whether a code of this step still counts.
 * @param now the step of the moment at which it was scanned
 * @param slack steps by which the clock of the phone that read it may be wrong; 0 for the server's own
 */
export function standingOfStep(step: number, now: number, slack = 0): StepStanding {
  if (step > now + slack) return 'ahead'
  return step >= now - STEPS_BACK - slack ? 'current' : 'old'
}

/** The steps whose codes count at a moment, the newest first. */
export function stepsThatCount(now: number, slack = 0): number[] {
  return Array.from({ length: STEPS_BACK + 1 + 2 * slack }, (_, index) => now + slack - index)
}

function contentOf({ keyId, step, direction }: AttendanceCode): string {
  return `JBT1.${keyId}.${step.toString(36)}.${direction === 'in' ? 'i' : 'o'}`
}

function isCode(text: string): boolean {
  return isShortCode(text) || readCodeText(text) !== null
}
