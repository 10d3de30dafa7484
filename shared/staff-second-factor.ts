import * as v from 'valibot'
import type { Role } from './people'
import { instant } from './primitives'

/** Whether a role decides about something that the second factor guards. */
export function decidesGuarded(role: Role): boolean {
  return role !== 'worker' && role !== 'institution' && role !== 'evaluator'
}

/** Six digits of the authenticator app. Spaces between them are how some apps show them. */
export const oneTimeCode = v.pipe(
  v.string('请填6位验证码'),
  v.transform((text) => text.replaceAll(' ', '')),
  v.regex(/^\d{6}$/, '验证码是6位数字'),
)
/** A recovery code as it was written down: two groups of five, small letters and without the dash, too. */
const recoveryCode = v.pipe(
  v.string('请填恢复码'),
  v.transform((text) => text.replace(/[\s-]/g, '').toUpperCase()),
  v.regex(/^[A-HJ-NP-Z2-9]{10}$/, '恢复码是10位字母和数字'),
)

export const confirmSecondFactorBody = v.strictObject({ code: oneTimeCode })
/** One of the two: the code of now, or a recovery code when the app is lost. */
export const checkSecondFactorBody = v.variant('kind', [
  v.strictObject({ kind: v.literal('code'), code: oneTimeCode }),
  v.strictObject({ kind: v.literal('recovery'), code: recoveryCode }),
])
export type CheckSecondFactorBody = v.InferOutput<typeof checkSecondFactorBody>

export const secondFactorView = v.object({
  /** `pending`: a secret was given but no code of it was shown yet. */
  state: v.picklist(['none', 'pending', 'on']),
  recoveryCodesLeft: v.number(),
  /** Until when this sign-in may approve and pay without another code. */
  provenUntil: v.nullable(instant),
  lockedUntil: v.nullable(instant),
  /** How long one showing counts in this sign-in. */
  countsMinutes: v.number(),
  /** The server's clock: who goes by a phone's clock that is minutes away shows codes of another time. */
  now: instant,
})
export type SecondFactorView = v.InferOutput<typeof secondFactorView>

/** A QR code: side in modules, and the dark ones as an SVG path. */
export const qrDrawing = v.object({ size: v.number(), path: v.string() })
export type QrDrawing = v.InferOutput<typeof qrDrawing>

/** Shown once: for the authenticator app as a code to scan, and to be typed in. */
export const newSecondFactorView = v.object({ uri: v.string(), secret: v.string(), qr: qrDrawing })
export type NewSecondFactorView = v.InferOutput<typeof newSecondFactorView>
export const recoveryCodesView = v.object({ recoveryCodes: v.array(v.string()) })
export type RecoveryCodesView = v.InferOutput<typeof recoveryCodesView>
