import { Schema, model, type Types } from 'mongoose'
import { lookOutcomeNames, signNames, type SignLookBody } from '#shared/attendance'
import type { AttendanceSign } from '#shared/attendance-signs'

/** A reason to look at a lesson or at a certificate, and what came of the look. */
export interface AttendanceFlag {
  /** Fingerprint of class, lesson, sign and people: the same is found once. */
  _id: string
  classId: Types.ObjectId
  /** Null for what is about the whole class. */
  lessonId: string | null
  sign: AttendanceSign
  /** Empty for what is about everybody. */
  personIds: Types.ObjectId[]
  foundAt: Date
  look: { outcome: SignLookBody['outcome']; note: string; at: Date; byId: Types.ObjectId } | null
}

const attendanceFlagSchema = new Schema<AttendanceFlag>(
  {
    _id: { type: String, required: true },
    classId: { type: Schema.Types.ObjectId, required: true },
    lessonId: { type: String, default: null },
    sign: { type: String, required: true, enum: signNames },
    personIds: { type: [Schema.Types.ObjectId], required: true },
    foundAt: { type: Date, required: true },
    look: {
      type: new Schema<NonNullable<AttendanceFlag['look']>>(
        {
          outcome: { type: String, required: true, enum: lookOutcomeNames },
          note: { type: String, required: true },
          at: { type: Date, required: true },
          byId: { type: Schema.Types.ObjectId, required: true },
        },
        { _id: false },
      ),
      default: null,
    },
  },
  { collection: 'attendance_flags', versionKey: false, strict: 'throw' },
)
attendanceFlagSchema.index({ classId: 1, lessonId: 1 })
attendanceFlagSchema.index({ foundAt: -1, _id: -1 })

export const AttendanceFlags = model('AttendanceFlag', attendanceFlagSchema)
