import { Schema, model, type Types } from 'mongoose'
import { counties, type County } from '#shared/counties'
import { staffRoles, type StaffRole } from '#shared/staff-invitations'

/** An invitation to work here, and what became of it: the record of who let whom in. */
export interface StaffInvitation {
  _id: Types.ObjectId
  /** Keyed index of the code; the code itself is nowhere. */
  codeIndex: string
  role: StaffRole
  institutionId: Types.ObjectId | null
  /** Absent in invitations from before evaluation bodies had people here. */
  evaluationBodyId?: Types.ObjectId | null
  /** Absent in invitations from before counties had officers here. */
  county?: County | null
  displayName: string
  /** Null: made on the server's own command line. */
  invitedById: Types.ObjectId | null
  invitedAt: Date
  expiresAt: Date
  state: 'open' | 'accepted' | 'revoked' | 'ended'
  /** Whoever accepted: nobody else ever can. */
  acceptedById: Types.ObjectId | null
  settledAt: Date | null
  /** Who revoked it or ended the role. */
  endedById: Types.ObjectId | null
}

const staffInvitationSchema = new Schema<StaffInvitation>(
  {
    codeIndex: { type: String, required: true },
    role: { type: String, enum: staffRoles, required: true },
    institutionId: { type: Schema.Types.ObjectId, default: null },
    evaluationBodyId: { type: Schema.Types.ObjectId, default: null },
    county: { type: String, enum: [...counties, null], default: null },
    displayName: { type: String, required: true },
    invitedById: { type: Schema.Types.ObjectId, default: null },
    invitedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    state: { type: String, enum: ['open', 'accepted', 'revoked', 'ended'], default: 'open' },
    acceptedById: { type: Schema.Types.ObjectId, default: null },
    settledAt: { type: Date, default: null },
    endedById: { type: Schema.Types.ObjectId, default: null },
  },
  { collection: 'staff_invitations', versionKey: false, strict: 'throw' },
)
staffInvitationSchema.index({ codeIndex: 1 }, { unique: true })
staffInvitationSchema.index({ acceptedById: 1 })
staffInvitationSchema.index({ invitedById: 1 })

export const StaffInvitations = model('StaffInvitation', staffInvitationSchema)
