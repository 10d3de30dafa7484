import { Schema, model, type Types } from 'mongoose'
import { consentPurposeNames, type ConsentPurpose } from '#shared/consents'

/** Somebody agreed to something, in these words. Never changed: who agrees again leaves another one. */
export interface Consent {
  _id: Types.ObjectId
  personId: Types.ObjectId
  purpose: ConsentPurpose
  version: number
  /** The very sentence that was agreed to. */
  words: string
  /** The claim, crew row or visit; null where it is about the person. */
  aboutId: Types.ObjectId | null
  at: Date
}

const consentSchema = new Schema<Consent>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    purpose: { type: String, required: true, enum: consentPurposeNames },
    version: { type: Number, required: true },
    words: { type: String, required: true },
    aboutId: { type: Schema.Types.ObjectId, default: null },
    at: { type: Date, required: true },
  },
  { collection: 'consents', versionKey: false, strict: 'throw' },
)
consentSchema.index({ personId: 1, _id: -1 })

export const Consents = model('Consent', consentSchema)
