import { Schema, model, type Types } from 'mongoose'

/** A code on its way to somebody's phone. The latest counts; the one before is gone. */
export interface PhoneCode {
  /** `<purpose>:<whose phone>:<who asked>`: nobody's asking ends a code that another asked for. */
  _id: string
  /** Names this code; whoever takes it over keeps it, so that no code counts twice. */
  codeId: Types.ObjectId
  codeIndex: string
  guessesLeft: number
  expiresAt: Date
}

const phoneCodeSchema = new Schema<PhoneCode>(
  {
    _id: { type: String, required: true },
    codeId: { type: Schema.Types.ObjectId, required: true },
    codeIndex: { type: String, required: true },
    guessesLeft: { type: Number, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'phone_codes', versionKey: false, strict: 'throw' },
)
phoneCodeSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export const PhoneCodes = model('PhoneCode', phoneCodeSchema)
