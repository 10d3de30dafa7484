import { Schema, model, type Types } from 'mongoose'
import type { RemedyKind } from '#shared/claim-remedies'
import { objectionOutcomes, type ObjectionOutcome } from '#shared/objections'

/**
 * Somebody says that a decision is wrong: anybody while it is public (异议), or the worker who was refused (申诉).
 * It is answered once.
 */
export interface Objection {
  _id: Types.ObjectId
  claimId: Types.ObjectId
  kind: RemedyKind
  /** Null where whoever objects would not be known. */
  personId: Types.ObjectId | null
  /** What was written, encrypted: people write names and numbers. */
  wordsCipher: string
  /** Keyed hash of the code by which the answer can be read. */
  codeHash: string
  filedAt: Date
  /** Programme date by which a bureau answers; null when that year's holidays are not set yet. */
  dueOn: string | null
  answer: {
    outcome: ObjectionOutcome
    text: string
    at: Date
    byId: Types.ObjectId
  } | null
}

const answerSchema = new Schema<NonNullable<Objection['answer']>>(
  {
    outcome: { type: String, required: true, enum: objectionOutcomes },
    text: { type: String, required: true },
    at: { type: Date, required: true },
    byId: { type: Schema.Types.ObjectId, required: true },
  },
  { _id: false },
)

const objectionSchema = new Schema<Objection>(
  {
    claimId: { type: Schema.Types.ObjectId, required: true },
    kind: { type: String, required: true, enum: ['objection', 'appeal'] },
    personId: { type: Schema.Types.ObjectId, default: null },
    wordsCipher: { type: String, required: true },
    codeHash: { type: String, required: true },
    filedAt: { type: Date, required: true },
    dueOn: { type: String, default: null },
    answer: { type: answerSchema, default: null },
  },
  { collection: 'objections', versionKey: false, strict: 'throw' },
)
objectionSchema.index({ claimId: 1, _id: 1 })
objectionSchema.index({ personId: 1, _id: -1 })
objectionSchema.index({ codeHash: 1 }, { unique: true })

export const Objections = model('Objection', objectionSchema)
