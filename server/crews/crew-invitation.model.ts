import { Schema, model, type Types } from 'mongoose'

/** A code by which people ask to join a crew. It names an invitation and grants nothing. */
export interface CrewInvitation {
  _id: Types.ObjectId
  crewId: Types.ObjectId
  /** Keyed index of the 128 random bits; they themselves are kept nowhere. */
  tokenIndex: string
  createdAt: Date
  expiresAt: Date
  revokedAt: Date | null
  joined: number
}

const date = { type: Date, required: true } as const

const crewInvitationSchema = new Schema<CrewInvitation>(
  {
    crewId: { type: Schema.Types.ObjectId, required: true },
    tokenIndex: { type: String, required: true },
    createdAt: date,
    expiresAt: date,
    revokedAt: { type: Date, default: null },
    joined: { type: Number, required: true },
  },
  { collection: 'crew_invitations', versionKey: false, strict: 'throw' },
)
crewInvitationSchema.index({ tokenIndex: 1 }, { unique: true })
crewInvitationSchema.index({ crewId: 1, _id: -1 })

export const CrewInvitations = model('CrewInvitation', crewInvitationSchema)
