import { Schema, model, type Types } from 'mongoose'
import type { SignDirection } from '#shared/attendance-code'
import { attendanceMethods, type AttendanceMethod } from '#shared/attendance-record'

/** One thing recorded about somebody in a lesson; see `shared/attendance-record.ts`. Never changed, never taken away. */
export interface StoredAttendance {
  _id: Types.ObjectId
  classId: Types.ObjectId
  lessonId: string
  personId: Types.ObjectId
  kind: SignDirection | 'hours'
  method: AttendanceMethod
  isOffline: boolean
  deviceTag: string | null
  placeErrorMetres: number | null
  hoursTenths: number | null
  reason: string | null
  /** Programme clock. */
  at: Date
  receivedAt: Date
  /** Day of `at` in Asia/Shanghai. */
  day: string
  recordedById: Types.ObjectId
  /** Key, step and direction of the code: each person uses one once. Absent where the teacher says so. */
  codeKey?: string
}

const id = { type: Schema.Types.ObjectId, required: true } as const
const text = { type: String, required: true } as const
const date = { type: Date, required: true } as const

const attendanceSchema = new Schema<StoredAttendance>(
  {
    classId: id,
    lessonId: text,
    personId: id,
    kind: { ...text, enum: ['in', 'out', 'hours'] },
    method: { ...text, enum: attendanceMethods },
    isOffline: { type: Boolean, required: true },
    deviceTag: { type: String, default: null },
    placeErrorMetres: { type: Number, default: null },
    hoursTenths: { type: Number, default: null, min: 0 },
    reason: { type: String, default: null },
    at: date,
    receivedAt: date,
    day: text,
    recordedById: id,
    codeKey: { type: String },
  },
  { collection: 'attendance_records', versionKey: false, strict: 'throw' },
)
attendanceSchema.index(
  { personId: 1, codeKey: 1 },
  { unique: true, partialFilterExpression: { codeKey: { $exists: true } } },
)
attendanceSchema.index({ classId: 1, lessonId: 1, personId: 1 })
attendanceSchema.index({ personId: 1, day: 1 })
attendanceSchema.index({ deviceTag: 1, day: 1 })
attendanceSchema.index({ receivedAt: 1 })

export const AttendanceRecords = model('AttendanceRecord', attendanceSchema)
