import * as v from 'valibot'
import { instant, recordId } from './primitives'
import { sessionView } from './session'
import { deviceBody } from './sign-in'
import { qrDrawing } from './staff-second-factor'

/** So long a request to sign in on a desktop waits for its phone, in seconds. */
export const DESKTOP_SIGN_IN_SECONDS = 120

export const desktopSignInBody = v.strictObject({ device: deviceBody })

/** Two digits, `10` to `99`: shown on the desktop, picked on the phone. */
const shownNumber = v.pipe(v.number('请选一个数字'), v.integer(), v.minValue(10), v.maxValue(99))

/** What the desktop gets when it asks; the secret is its own and goes into no picture. */
export const newDesktopSignInView = v.object({
  id: recordId,
  /** For who cannot scan: eight letters and digits to be typed on the phone. */
  code: v.string(),
  /** The same code as a picture, for the camera of the mini-program. */
  qr: qrDrawing,
  secret: v.string(),
  number: shownNumber,
  /** How long it still waits, in seconds: a desktop's clock may be wrong. */
  secondsLeft: v.number(),
})
export type NewDesktopSignInView = v.InferOutput<typeof newDesktopSignInView>

export const desktopPollBody = v.strictObject({
  secret: v.pipe(v.string('缺少登录凭证'), v.regex(/^[A-Za-z0-9_-]{43}$/, '登录凭证不对，请刷新再试')),
})

/** `opened`: a phone looks at it. `taken`: the one sign-in that it is good for was given out. */
export const desktopSignInStates = ['waiting', 'opened', 'rejected', 'expired', 'taken'] as const
export type DesktopSignInState = (typeof desktopSignInStates)[number]

/** What the desktop hears while it waits; the sign-in comes once, with `taken`. */
export const desktopPollView = v.object({
  state: v.picklist(desktopSignInStates),
  session: v.nullable(sessionView),
})
export type DesktopPollView = v.InferOutput<typeof desktopPollView>

/** Small letters, blanks and dashes are how people type a code. */
export const desktopCodeBody = v.strictObject({
  code: v.pipe(
    v.string('请填登录码'),
    v.transform((text) => text.replace(/[\s-]/g, '').toUpperCase()),
    v.regex(/^[A-HJ-NP-Z2-9]{8}$/, '登录码是8位字母和数字，请对照电脑再看一遍'),
  ),
})

/** What the phone shows before anybody agrees. */
export const desktopRequestView = v.object({
  id: recordId,
  deviceName: v.string(),
  requestedAt: instant,
  /** One of them is on the desktop's screen. */
  numbers: v.array(shownNumber),
})
export type DesktopRequestView = v.InferOutput<typeof desktopRequestView>

export const desktopDecisionBody = v.variant('kind', [
  v.strictObject({ kind: v.literal('confirm'), number: shownNumber }),
  v.strictObject({ kind: v.literal('reject') }),
])
export type DesktopDecisionBody = v.InferOutput<typeof desktopDecisionBody>
