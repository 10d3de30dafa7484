import { Schema, model } from 'mongoose'

/** How often somebody has tried to prove who they are, or to have a code sent, by person and day. */
export interface IdentityProofTries {
  /** `<person>:<YYYY-MM-DD>`, by the real clock in Asia/Shanghai; a word before it for tries that are counted apart. */
  _id: string
  tries: number
  forgetAt: Date
}

const identityProofSchema = new Schema<IdentityProofTries>(
  {
    _id: { type: String, required: true },
    tries: { type: Number, required: true },
    forgetAt: { type: Date, required: true },
  },
  { collection: 'identity_proof_tries', versionKey: false, strict: 'throw' },
)
identityProofSchema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 })

export const IdentityProofs = model('IdentityProofTries', identityProofSchema)
