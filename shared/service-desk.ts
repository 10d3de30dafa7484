import * as v from 'valibot'
import { bankCardNumber, mobileNumber, personName, readableLine } from './identity'
import { identityNumber } from './identity-documents'
import { instant, recordId } from './primitives'
import { sessionView } from './session'

/** So long somebody who stands at the desk is helped on one proof, in minutes. */
export const VISIT_MINUTES = 30

/** `waiting`: for the person's code, or a colleague's word. */
export const visitStates = ['waiting', 'open', 'ended', 'expired'] as const
export type VisitState = (typeof visitStates)[number]
export const visitStateLabels: Record<VisitState, string> = {
  waiting: '等本人的验证码',
  open: '正在办',
  ended: '办完了',
  expired: '过时了',
}

/** Who stands at the desk, by their document, and what they agree to. */
export const beginVisitBody = v.strictObject({
  name: personName,
  identityNumber,
  /** For who is not registered yet; for others the number on file counts. */
  mobileNumber: v.exactOptional(mobileNumber),
  /** 本人同意: the desk may look at their records and act for them, each step written down. */
  consent: v.literal(true, '请先念给本人听，本人同意再办'),
})
export type BeginVisitBody = v.InferOutput<typeof beginVisitBody>

const code = v.pipe(
  v.string('请填6位验证码'),
  v.transform((text) => text.replaceAll(' ', '')),
  v.regex(/^\d{6}$/, '验证码是6位数字'),
)
export const visitProofBody = v.strictObject({ code })

/** What was done for somebody at the desk. */
export const visitActView = v.object({ at: instant, act: v.string() })

export const visitView = v.object({
  id: recordId,
  state: v.picklist(visitStates),
  nameMasked: v.string(),
  mobileMasked: v.string(),
  /** Who acts: a clerk of the desk, or somebody in the family. */
  by: v.picklist(['desk', 'family']),
  clerkName: v.string(),
  /** Whether a colleague vouched, instead of a code on the person's phone. */
  isVouched: v.boolean(),
  beganAt: instant,
  endsAt: instant,
  acts: v.array(visitActView),
})
export type VisitView = v.InferOutput<typeof visitView>

export const visitListView = v.object({ items: v.array(visitView) })
export type VisitListView = v.InferOutput<typeof visitListView>

/** The sign-in with which the clerk acts for the person; it takes only the steps that a desk may take. */
export const visitSessionView = v.object({ visit: visitView, session: sessionView })
export type VisitSessionView = v.InferOutput<typeof visitSessionView>

/** The account goes with a code that the person reads off their own phone: nobody else can set it. */
export const deskAccountBody = v.strictObject({
  bankName: readableLine(40),
  cardNumber: bankCardNumber,
  code,
})
export type DeskAccountBody = v.InferOutput<typeof deskAccountBody>
