import { Schema, model, type Types } from 'mongoose'
import type { OnlineProgress } from '#shared/online-lesson'

/** How far somebody is in an online lesson: raw and counted time side by side. */
export interface StoredProgress {
  _id: Types.ObjectId
  personId: Types.ObjectId
  classId: Types.ObjectId
  lessonId: string
  progress: OnlineProgress
  /** Goes up with every beat: of two at the same moment one runs again. */
  revision: number
}

const progressSchema = new Schema<StoredProgress>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    classId: { type: Schema.Types.ObjectId, required: true },
    lessonId: { type: String, required: true },
    /** Worked out by `shared/online-lesson.ts` and stored as it is. */
    progress: { type: Schema.Types.Mixed, required: true },
    revision: { type: Number, required: true },
  },
  { collection: 'online_progress', versionKey: false, strict: 'throw' },
)
progressSchema.index({ personId: 1, classId: 1, lessonId: 1 }, { unique: true })
progressSchema.index({ classId: 1, lessonId: 1 })

export const OnlineProgresses = model('OnlineProgress', progressSchema)

/** Where somebody is learning now: one lesson, on one device. */
export interface OnlineSitting {
  /** The person. */
  _id: Types.ObjectId
  sessionId: string
  classId: Types.ObjectId
  lessonId: string
  since: Date
}

const sittingSchema = new Schema<OnlineSitting>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    sessionId: { type: String, required: true },
    classId: { type: Schema.Types.ObjectId, required: true },
    lessonId: { type: String, required: true },
    since: { type: Date, required: true },
  },
  { collection: 'online_sittings', versionKey: false, strict: 'throw' },
)

export const OnlineSittings = model('OnlineSitting', sittingSchema)
