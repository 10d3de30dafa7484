import { Schema, model, type Types } from 'mongoose'

/** What our records say of an institution's work, as the job measured it last. */
export interface InstitutionRecord {
  /** Id of the institution. */
  _id: Types.ObjectId
  /** Exam results entered in the year before. */
  examined: number
  passed: number
  /** Claims on its classes among the newest that were paid. */
  paidClaims: number
  /** Calendar days from claim to money, the middle one; null without any. */
  medianDays: number | null
  /** Rows of the annex for which it has classes here. */
  tradeSeqs: number[]
  measuredAt: Date
}

const number = { type: Number, required: true } as const

const institutionRecordSchema = new Schema<InstitutionRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    examined: number,
    passed: number,
    paidClaims: number,
    medianDays: { type: Number, default: null },
    tradeSeqs: [Number],
    measuredAt: { type: Date, required: true },
  },
  { collection: 'institution_records', versionKey: false, strict: 'throw' },
)

export const InstitutionRecords = model('InstitutionRecord', institutionRecordSchema)
