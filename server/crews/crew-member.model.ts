import { Schema, model, type Types } from 'mongoose'
import { crewMemberStates, type CrewMemberState } from '#shared/crews'

/** One row of a crew's roster. */
export interface CrewMember {
  _id: Types.ObjectId
  crewId: Types.ObjectId
  /** Tells one person of a crew from another: keyed index of the number, or of all that was written where it is faulty. */
  key: string
  /** Keyed indexes of what was pasted for this row, so that pasting it again finds the row also after it was mended. */
  typedKeys: string[]
  /** Name, numbers, trade and problems, encrypted as one; see `crew-member-secrets.ts`. */
  sealed: string
  /** Keyed index of the identity number, the same as with a person; null where it is faulty or let go. */
  residentIdIndex: string | null
  tradeSeq: number | null
  state: CrewMemberState
  /** Whoever confirmed, by their own session. */
  personId: Types.ObjectId | null
  addedAt: Date
  confirmUntil: Date | null
  settledAt: Date | null
  /** The SMS to who has no account here: `due` until a sender takes it; once begun it is never begun again. */
  sms: 'none' | 'due' | 'sending' | 'sent' | 'failed'
  revision: number
}

const crewMemberSchema = new Schema<CrewMember>(
  {
    crewId: { type: Schema.Types.ObjectId, required: true },
    key: { type: String, required: true },
    typedKeys: { type: [String], required: true },
    sealed: { type: String, required: true },
    residentIdIndex: { type: String, default: null },
    tradeSeq: { type: Number, default: null },
    state: { type: String, enum: crewMemberStates, required: true },
    personId: { type: Schema.Types.ObjectId, default: null },
    addedAt: { type: Date, required: true },
    confirmUntil: { type: Date, default: null },
    settledAt: { type: Date, default: null },
    sms: { type: String, enum: ['none', 'due', 'sending', 'sent', 'failed'], required: true },
    revision: { type: Number, required: true },
  },
  { collection: 'crew_members', versionKey: false, strict: 'throw' },
)
crewMemberSchema.index({ crewId: 1, key: 1 }, { unique: true })
crewMemberSchema.index({ crewId: 1, typedKeys: 1 })
crewMemberSchema.index({ crewId: 1, _id: 1 })
crewMemberSchema.index({ residentIdIndex: 1 })
crewMemberSchema.index({ personId: 1 })
crewMemberSchema.index({ state: 1, confirmUntil: 1 })
crewMemberSchema.index({ sms: 1 })

export const CrewMembers = model('CrewMember', crewMemberSchema)
