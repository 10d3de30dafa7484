import { Schema, model, type Types } from 'mongoose'

/** A code by which a worker lets somebody in the family act for them, once. */
export interface HelperCode {
  /** The worker: one at a time. */
  _id: Types.ObjectId
  /** Keyed hash. */
  codeHash: string
  validUntil: Date
}

const helperCodeSchema = new Schema<HelperCode>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    codeHash: { type: String, required: true },
    validUntil: { type: Date, required: true },
  },
  { collection: 'helper_codes', versionKey: false, strict: 'throw' },
)
helperCodeSchema.index({ codeHash: 1 })
helperCodeSchema.index({ validUntil: 1 }, { expireAfterSeconds: 0 })

export const HelperCodes = model('HelperCode', helperCodeSchema)
