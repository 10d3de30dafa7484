import { Schema, model, type Types } from 'mongoose'
import type { ClaimOutcome } from '#shared/policy-version-difference'
import { differenceKinds, type DifferenceKind } from '#shared/policy-versions'

/** One claim that would come out otherwise under a version. */
export interface DifferenceItem {
  claimId: Types.ObjectId
  claimNo: string
  tradeSeq: number
  tradeName: string
  kind: DifferenceKind
  before: ClaimOutcome
  after: ClaimOutcome
}

/** One page of such claims, all of one kind. Many claims in few records: a comparison is one transaction. */
export interface DifferencePage {
  _id: Types.ObjectId
  versionId: Types.ObjectId
  kind: DifferenceKind
  /** Place among the pages of its kind, from 0. */
  number: number
  items: DifferenceItem[]
}

/** Claims on one page. */
export const PAGE_SIZE = 50

const pageSchema = new Schema<DifferencePage>(
  {
    versionId: { type: Schema.Types.ObjectId, required: true },
    kind: { type: String, enum: differenceKinds, required: true },
    number: { type: Number, required: true },
    /** Made by our own services; stored as they are. */
    items: { type: Schema.Types.Mixed, required: true } as never,
  },
  { collection: 'policy_difference_pages', versionKey: false, strict: 'throw', minimize: false },
)
pageSchema.index({ versionId: 1, kind: 1, number: 1 }, { unique: true })

export const DifferencePages = model('PolicyDifferencePage', pageSchema)
