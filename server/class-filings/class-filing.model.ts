import { Schema, model, type Types } from 'mongoose'
import type { ClassDraft } from '#shared/class-draft'
import { filingStates, type FilingState } from '#shared/class-machine'
import { classHistorySchema, type ClassHistoryEntry } from '../classes/class-history'

/** Why a filing came back. */
export interface FilingReturn {
  /** Who sent it back, as people read it. */
  by: string
  label: string
  say: string
  comment: string
}

/** A class as an institution writes it down and the bureaux decide on it. The class that comes of it has the same id. */
export interface ClassFiling {
  _id: Types.ObjectId
  institutionId: Types.ObjectId
  /** As the draft says, for looking it up. */
  partnerId: Types.ObjectId | null
  state: FilingState
  draft: ClassDraft
  /** Whoever wrote, filed or agreed to it: none of them decides about it. */
  authorIds: Types.ObjectId[]
  /** When it first came to the bureaux: its place in the queue, which a return does not take away. */
  filedAt: Date | null
  firstReviewerId: Types.ObjectId | null
  reviewerIds: Types.ObjectId[]
  returned: FilingReturn | null
  history: ClassHistoryEntry[]
  revision: number
  /** Programme time. */
  createdAt: Date
}

const text = { type: String, required: true } as const
const objectId = { type: Schema.Types.ObjectId, required: true } as const
const someone = { type: Schema.Types.ObjectId, default: null } as const

const classFilingSchema = new Schema<ClassFiling>(
  {
    institutionId: objectId,
    partnerId: someone,
    state: { ...text, enum: filingStates },
    // Checked against its schema at the door, with every place that may still be empty.
    draft: { type: Schema.Types.Mixed, required: true },
    authorIds: [objectId],
    filedAt: { type: Date, default: null },
    firstReviewerId: someone,
    reviewerIds: [objectId],
    returned: {
      type: new Schema<FilingReturn>(
        { by: text, label: text, say: text, comment: { type: String, default: '' } },
        { _id: false },
      ),
      default: null,
    },
    history: [classHistorySchema],
    revision: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'class_filings', versionKey: false, strict: 'throw', minimize: false },
)
classFilingSchema.index({ institutionId: 1, _id: -1 })
classFilingSchema.index({ partnerId: 1, _id: -1 })
classFilingSchema.index({ state: 1, filedAt: 1, _id: 1 })
classFilingSchema.index({ reviewerIds: 1, _id: -1 })

export const ClassFilings = model('ClassFiling', classFilingSchema)
