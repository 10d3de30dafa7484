import { Schema, model, type Types } from 'mongoose'

/** One sign-in on one device. Its refresh tokens are a family: with the session all of them end. */
export interface Session {
  _id: Types.ObjectId
  personId: Types.ObjectId
  /** Null for a sign-in that cannot be refreshed. */
  device: { name: string; keyHash: string } | null
  createdAt: Date
  /** When WeChat vouched for the person; earlier than `createdAt` where a phone let a desktop in, missing in older records. */
  vouchedAt?: Date
  lastSeenAt: Date
  /** Moves on with every refresh, up to `endsAt`. */
  expiresAt: Date
  endsAt: Date
  /** Until when the second factor counts that was shown in this session. */
  secondFactorUntil: Date | null
  /** The visit at the service desk for which a clerk signed in, missing or null in a person's own sign-in. */
  visitId?: Types.ObjectId | null
  /** Absent where it is the service desk. */
  visitBy?: 'family'
  /** Who acts in a visit; missing in a person's own sign-in. */
  helperId?: Types.ObjectId
  /** What the person's record said as WeChat vouched for it: it says something else once it is another account's. */
  openidSince?: Date
}

const sessionSchema = new Schema<Session>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    device: {
      type: new Schema<NonNullable<Session['device']>>(
        { name: { type: String, required: true }, keyHash: { type: String, required: true } },
        { _id: false },
      ),
      default: null,
    },
    createdAt: { type: Date, required: true },
    vouchedAt: { type: Date },
    lastSeenAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    secondFactorUntil: { type: Date, default: null },
    visitId: { type: Schema.Types.ObjectId, default: null },
    visitBy: { type: String, enum: ['family'] },
    helperId: { type: Schema.Types.ObjectId },
    openidSince: { type: Date },
  },
  { collection: 'sessions', versionKey: false, strict: 'throw' },
)
sessionSchema.index({ personId: 1 })
sessionSchema.index({ visitId: 1 }, { sparse: true })
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export const Sessions = model('Session', sessionSchema)
