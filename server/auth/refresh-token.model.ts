import { Schema, model, type Types } from 'mongoose'

/** A refresh token, used or not. Used ones stay, so that using one again is noticed. */
export interface RefreshToken {
  /** SHA-256 of the token: 256 random bits need no slower hash. The token itself is nowhere but on the device. */
  _id: string
  sessionId: Types.ObjectId
  /** The token that was given in exchange for this one; null for the first of the family. */
  parentHash: string | null
  usedAt: Date | null
  /** Its answer was lost and the device got another one instead. */
  isVoid: boolean
  expiresAt: Date
}

const refreshTokenSchema = new Schema<RefreshToken>(
  {
    _id: { type: String, required: true },
    sessionId: { type: Schema.Types.ObjectId, required: true },
    parentHash: { type: String, default: null },
    usedAt: { type: Date, default: null },
    isVoid: { type: Boolean, default: false },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'refresh_tokens', versionKey: false, strict: 'throw' },
)
refreshTokenSchema.index({ sessionId: 1 })
refreshTokenSchema.index({ parentHash: 1 })
refreshTokenSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export const RefreshTokens = model('RefreshToken', refreshTokenSchema)
