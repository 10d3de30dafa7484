import * as v from 'valibot'
import { counties } from './counties'
import { readableLine } from './identity'
import { roles, type Role } from './people'
import { instant, recordId } from './primitives'
import { qrDrawing } from './staff-second-factor'

/**
 * Roles that somebody is invited to. One person holds one of them: who reviews, pays, writes policies and appoints staff
 * are to be different people.
 */
export const staffRoles = roles.filter((role): role is StaffRole => role !== 'worker')
export type StaffRole = Exclude<Role, 'worker'>

/** Role of somebody's work here; null for a worker. */
export function staffRoleOf(held: readonly Role[]): StaffRole | null {
  return held.find((role): role is StaffRole => role !== 'worker') ?? null
}

/** So long an invitation can be accepted, in days. */
export const INVITATION_DAYS = 7

const staffRole = v.picklist(staffRoles, '请选岗位')

export const invitationBody = v.strictObject({
  role: staffRole,
  /** For a training institution's own people: which one. */
  institutionId: v.nullable(recordId),
  /** For an evaluation body's own people: which one. */
  evaluationBodyId: v.optional(v.nullable(recordId), null),
  /** For officers of one county: which one; null for those of the city, who reach all of them. */
  county: v.optional(v.nullable(v.picklist(counties, '请选区县')), null),
  /** How the person is named in files and lists: `住建局 王主任`. */
  displayName: readableLine(40),
})
export type InvitationBody = v.InferOutput<typeof invitationBody>

/** Sixteen letters and digits; groups, dashes and small letters are how people pass them on. */
export const invitationCode = v.pipe(
  v.string('请填邀请码'),
  v.transform((text) => text.replace(/[\s-]/g, '').toUpperCase()),
  v.regex(/^[A-HJ-NP-Z2-9]{16}$/, '邀请码是16位字母和数字，请对照再看一遍'),
)
export const invitationCodeBody = v.strictObject({ code: invitationCode })

/** Shown once, to who invites. */
export const newInvitationView = v.object({
  id: recordId,
  code: v.string(),
  /** The code as a picture, for the camera of the mini-program. */
  qr: qrDrawing,
  expiresAt: instant,
})
export type NewInvitationView = v.InferOutput<typeof newInvitationView>

export const invitationStates = ['open', 'expired', 'accepted', 'revoked', 'ended'] as const
export type InvitationState = (typeof invitationStates)[number]
export const invitationStateWords: Record<InvitationState, string> = {
  open: '等对方接受',
  expired: '过期没接受',
  accepted: '已接受',
  revoked: '已收回',
  ended: '岗位已结束',
}

export const invitationView = v.object({
  id: recordId,
  role: v.picklist(staffRoles),
  institutionName: v.nullable(v.string()),
  displayName: v.string(),
  /** Null: made on the server's own command line. */
  invitedBy: v.nullable(v.string()),
  invitedAt: instant,
  expiresAt: instant,
  state: v.picklist(invitationStates),
  settledAt: v.nullable(instant),
})
export type InvitationView = v.InferOutput<typeof invitationView>
export const invitationListView = v.object({
  items: v.array(invitationView),
  nextCursor: v.nullable(v.string()),
})
export type InvitationListView = v.InferOutput<typeof invitationListView>

/** What the invited person reads before agreeing. */
export const invitationOfferView = v.pick(invitationView, [
  'role',
  'institutionName',
  'displayName',
  'invitedBy',
  'expiresAt',
])
export type InvitationOfferView = v.InferOutput<typeof invitationOfferView>

export const staffMemberView = v.object({
  id: recordId,
  displayName: v.string(),
  role: v.picklist(staffRoles),
  institutionName: v.nullable(v.string()),
  hasSecondFactor: v.boolean(),
  isSelf: v.boolean(),
})
export type StaffMemberView = v.InferOutput<typeof staffMemberView>
export const staffListView = v.object({ items: v.array(staffMemberView), nextCursor: v.nullable(v.string()) })
export type StaffListView = v.InferOutput<typeof staffListView>

/** The bodies of one kind that somebody may be invited for. */
export const invitingBodiesView = v.object({
  items: v.array(v.object({ id: recordId, name: v.string() })),
})
export type InvitingBodiesView = v.InferOutput<typeof invitingBodiesView>
