import { Schema, model, type Types } from 'mongoose'
import {
  correctionReasons,
  correctionStates,
  type CorrectionBody,
  type CorrectionState,
} from '#shared/identity-correction'

interface MaskedPapers {
  nameMasked: string
  residentIdMasked: string
}

/** A request to put name or number on file right. Instants are of the real clock. */
export interface IdentityCorrection {
  _id: Types.ObjectId
  personId: Types.ObjectId
  /** The person while it waits, absent afterwards: one request waits for one person. */
  waitingPersonId?: Types.ObjectId
  state: CorrectionState
  reason: CorrectionBody['reason']
  /** Name and number wanted, as JSON; null once decided. */
  wantedCipher: string | null
  /** What stays in the history: how both looked, masked. */
  before: MaskedPapers
  after: MaskedPapers
  askedAt: Date
  decidedAt: Date | null
  decidedById: Types.ObjectId | null
  comment: string | null
  /** Everybody who looked at it unmasked. */
  looks: { personId: Types.ObjectId; at: Date }[]
}

const masked = new Schema<MaskedPapers>(
  { nameMasked: { type: String, required: true }, residentIdMasked: { type: String, required: true } },
  { _id: false },
)

const correctionSchema = new Schema<IdentityCorrection>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    waitingPersonId: { type: Schema.Types.ObjectId },
    state: { type: String, required: true, enum: correctionStates },
    reason: { type: String, required: true, enum: correctionReasons },
    wantedCipher: { type: String, default: null },
    before: { type: masked, required: true },
    after: { type: masked, required: true },
    askedAt: { type: Date, required: true },
    decidedAt: { type: Date, default: null },
    decidedById: { type: Schema.Types.ObjectId, default: null },
    comment: { type: String, default: null },
    looks: [
      new Schema<IdentityCorrection['looks'][number]>(
        { personId: { type: Schema.Types.ObjectId, required: true }, at: { type: Date, required: true } },
        { _id: false },
      ),
    ],
  },
  { collection: 'identity_corrections', versionKey: false, strict: 'throw' },
)
correctionSchema.index(
  { waitingPersonId: 1 },
  { unique: true, partialFilterExpression: { waitingPersonId: { $exists: true } } },
)
correctionSchema.index({ state: 1, _id: 1 })
correctionSchema.index({ personId: 1, _id: -1 })

export const IdentityCorrections = model('IdentityCorrection', correctionSchema)
