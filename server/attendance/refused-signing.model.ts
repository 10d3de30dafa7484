import { Schema, model, type Types } from 'mongoose'
import { refusedSigningNames, type RefusedSigning } from '#shared/attendance'

/** A code that was not taken. */
export interface RefusedSigningRecord {
  _id: Types.ObjectId
  personId: Types.ObjectId
  /** Null where the code named no lesson. */
  classId: Types.ObjectId | null
  lessonId: string | null
  reason: RefusedSigning
  at: Date
}

const refusedSigningSchema = new Schema<RefusedSigningRecord>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    classId: { type: Schema.Types.ObjectId, default: null },
    lessonId: { type: String, default: null },
    reason: { type: String, required: true, enum: refusedSigningNames },
    at: { type: Date, required: true },
  },
  { collection: 'refused_signings', versionKey: false, strict: 'throw' },
)
refusedSigningSchema.index({ classId: 1, lessonId: 1, _id: -1 })
refusedSigningSchema.index({ personId: 1, _id: -1 })

export const RefusedSignings = model('RefusedSigning', refusedSigningSchema)
