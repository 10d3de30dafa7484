import { Schema, model, type Types } from 'mongoose'
import type { CertificateLevel } from '#shared/certificate-kinds'
import { certificateKinds } from '#shared/classes'
import { enrolmentStates, type EnrolmentState } from '#shared/enrolments'

export interface AttendedLesson {
  lessonId: string
  hoursTenths: number
  markedAt: Date
  markedBy: Types.ObjectId
}

export interface ExamResult {
  passed: boolean
  examinedOn: string
  markedAt: Date
  markedBy: Types.ObjectId
}

export interface Certificate {
  kind: (typeof certificateKinds)[number]
  number: string
  /** Kind and canonical number: one certificate is used once, whatever the row. */
  numberKey: string
  issuedOn: string
  /** Of a level certificate; null for other kinds, and where the record is older than this field. */
  level: CertificateLevel | null
  issuer: string | null
  /** Last day on which it is good; null = it has none, or nobody has said. */
  expiresOn: string | null
  markedAt: Date
  markedBy: Types.ObjectId
}

export interface Enrolment {
  _id: Types.ObjectId
  classId: Types.ObjectId
  workerId: Types.ObjectId
  institutionId: Types.ObjectId
  state: EnrolmentState
  enrolledOn: string
  /** Fingerprint of the policy version that held at that moment: a version put in force later that day does not take it. */
  enrolledUnder: string | null
  /** Why nothing would be paid, as the worker read and confirmed it when booking; null = nothing stood against it. */
  noSubsidy: string | null
  /** Enrolled after the first lesson: visible to whoever reviews. */
  joinedLate: boolean
  attendance: AttendedLesson[]
  exam: ExamResult | null
  certificate: Certificate | null
  /** Set while a claim rests on these records: then they are read-only. */
  lockedByClaimId: Types.ObjectId | null
  revision: number
}

const text = { type: String, required: true } as const
const objectId = { type: Schema.Types.ObjectId, required: true } as const
const date = { type: Date, required: true } as const

const enrolmentSchema = new Schema<Enrolment>(
  {
    classId: objectId,
    workerId: objectId,
    institutionId: objectId,
    state: { ...text, enum: enrolmentStates },
    enrolledOn: text,
    enrolledUnder: { type: String, default: null },
    noSubsidy: { type: String, default: null },
    joinedLate: { type: Boolean, required: true },
    attendance: [
      new Schema<AttendedLesson>(
        {
          lessonId: text,
          hoursTenths: { type: Number, required: true, min: 0 },
          markedAt: date,
          markedBy: objectId,
        },
        { _id: false },
      ),
    ],
    exam: {
      type: new Schema<ExamResult>(
        { passed: { type: Boolean, required: true }, examinedOn: text, markedAt: date, markedBy: objectId },
        { _id: false },
      ),
      default: null,
    },
    certificate: {
      type: new Schema<Certificate>(
        {
          kind: { ...text, enum: certificateKinds },
          number: text,
          numberKey: text,
          issuedOn: text,
          level: { type: Number, default: null },
          issuer: { type: String, default: null },
          expiresOn: { type: String, default: null },
          markedAt: date,
          markedBy: objectId,
        },
        { _id: false },
      ),
      default: null,
    },
    lockedByClaimId: { type: Schema.Types.ObjectId, default: null },
    revision: { type: Number, required: true },
  },
  { collection: 'enrolments', versionKey: false, strict: 'throw' },
)
enrolmentSchema.index({ classId: 1, workerId: 1 }, { unique: true })
enrolmentSchema.index({ workerId: 1, _id: -1 })
enrolmentSchema.index(
  { 'exam.markedAt': 1 },
  { partialFilterExpression: { 'exam.markedAt': { $exists: true } } },
)
enrolmentSchema.index(
  { 'certificate.markedAt': 1 },
  { partialFilterExpression: { 'certificate.markedAt': { $exists: true } } },
)
enrolmentSchema.index(
  { 'certificate.numberKey': 1 },
  { unique: true, partialFilterExpression: { 'certificate.numberKey': { $exists: true } } },
)

export const Enrolments = model('Enrolment', enrolmentSchema)
