import { Schema, model, type Types } from 'mongoose'

/** Somebody's second factor. `_id` is the person's. */
export interface SecondFactor {
  _id: Types.ObjectId
  secretCipher: string
  /** Null until a first code was shown: who mistyped the secret must not be locked out. */
  confirmedAt: Date | null
  /** The half minute whose code was used last: no code counts twice, nor an older one afterwards. */
  lastStep: number
  /** Keyed indexes of the recovery codes that are left. */
  recoveryIndexes: string[]
  /** Tries in a row, counted before they are looked at. */
  tries: number
  lockedUntil: Date | null
}

const secondFactorSchema = new Schema<SecondFactor>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    secretCipher: { type: String, required: true },
    confirmedAt: { type: Date, default: null },
    lastStep: { type: Number, default: 0 },
    recoveryIndexes: { type: [String], required: true },
    tries: { type: Number, default: 0 },
    lockedUntil: { type: Date, default: null },
  },
  { collection: 'second_factors', versionKey: false, strict: 'throw' },
)

export const SecondFactors = model('SecondFactor', secondFactorSchema)
