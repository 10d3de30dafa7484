import { Schema, model, type Types } from 'mongoose'

export interface Session {
  _id: Types.ObjectId
  personId: Types.ObjectId
  createdAt: Date
  expiresAt: Date
}

const sessionSchema = new Schema<Session>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'sessions', versionKey: false, strict: 'throw' },
)
sessionSchema.index({ personId: 1 })
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export const Sessions = model('Session', sessionSchema)
