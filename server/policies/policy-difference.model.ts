import { Schema, model, type Types } from 'mongoose'
import type { ClaimOutcome } from '#shared/policy-version-difference'
import { differenceKinds, type DifferenceKind } from '#shared/policy-versions'

/** One claim that would come out otherwise under a version. Made anew with every comparison. */
export interface DifferenceItem {
  _id: Types.ObjectId
  versionId: Types.ObjectId
  claimId: Types.ObjectId
  claimNo: string
  tradeSeq: number
  tradeName: string
  kind: DifferenceKind
  before: ClaimOutcome
  after: ClaimOutcome
}

const id = { type: Schema.Types.ObjectId, required: true } as const
const text = { type: String, required: true } as const
/** Made by `assess`; stored as it is. */
const asItIs = { type: Schema.Types.Mixed, required: true } as const

const itemSchema = new Schema<DifferenceItem>(
  {
    versionId: id,
    claimId: id,
    claimNo: text,
    tradeSeq: { type: Number, required: true },
    tradeName: text,
    kind: { ...text, enum: differenceKinds },
    before: asItIs,
    after: asItIs,
  },
  { collection: 'policy_difference_items', versionKey: false, strict: 'throw', minimize: false },
)
itemSchema.index({ versionId: 1, kind: 1, _id: 1 })
itemSchema.index({ versionId: 1, claimId: 1 }, { unique: true })

export const DifferenceItems = model('PolicyDifferenceItem', itemSchema)
