import { Schema, model, type Types } from 'mongoose'
import { apprenticeStates, type ApprenticeState } from '#shared/apprenticeships'

/** What one year of an apprentice was. */
export interface ApprenticeRecord {
  year: number
  hoursTenths: number
  hasPassed: boolean
}

/** Somebody whom an enterprise has written down as its apprentice. */
export interface Apprentice {
  _id: Types.ObjectId
  apprenticeshipId: Types.ObjectId
  /** Name and number as typed, encrypted; null once the person's account is deleted. */
  sealed: string | null
  /** Keyed index of the number: by it the person finds the row. */
  residentIdIndex: string
  state: ApprenticeState
  /** Null until the person has confirmed. */
  personId: Types.ObjectId | null
  /** The person, while this programme runs for them; absent otherwise. Unique: one running programme a person. */
  runningPersonId?: Types.ObjectId
  addedAt: Date
  leftOn: string | null
  leavingReason: string | null
  records: ApprenticeRecord[]
}

const recordSchema = new Schema<ApprenticeRecord>(
  {
    year: { type: Number, required: true },
    hoursTenths: { type: Number, required: true },
    hasPassed: { type: Boolean, required: true },
  },
  { _id: false },
)
const apprenticeSchema = new Schema<Apprentice>(
  {
    apprenticeshipId: { type: Schema.Types.ObjectId, required: true },
    sealed: { type: String, default: null },
    residentIdIndex: { type: String, required: true },
    state: { type: String, enum: apprenticeStates, required: true },
    personId: { type: Schema.Types.ObjectId, default: null },
    runningPersonId: { type: Schema.Types.ObjectId },
    addedAt: { type: Date, required: true },
    leftOn: { type: String, default: null },
    leavingReason: { type: String, default: null },
    records: [recordSchema],
  },
  { collection: 'apprentices', versionKey: false, strict: 'throw' },
)
apprenticeSchema.index({ apprenticeshipId: 1, residentIdIndex: 1 }, { unique: true })
apprenticeSchema.index({ residentIdIndex: 1 })
apprenticeSchema.index({ personId: 1 })
apprenticeSchema.index({ state: 1, addedAt: 1 })
apprenticeSchema.index(
  { runningPersonId: 1 },
  { unique: true, partialFilterExpression: { runningPersonId: { $exists: true } } },
)

export const Apprentices = model('Apprentice', apprenticeSchema)
