import { Schema, model, type Types } from 'mongoose'

/** The key under which the codes of one lesson are made, on the device of one teacher's sign-in. */
export interface LessonKey {
  _id: Types.ObjectId
  classId: Types.ObjectId
  lessonId: string
  openedById: Types.ObjectId
  /** 32 random bytes in hexadecimal, encrypted. */
  keyCipher: string
  openedAt: Date
  /** On the programme clock: to the end of the day after the lesson. */
  validUntil: Date
}

const lessonKeySchema = new Schema<LessonKey>(
  {
    classId: { type: Schema.Types.ObjectId, required: true },
    lessonId: { type: String, required: true },
    openedById: { type: Schema.Types.ObjectId, required: true },
    keyCipher: { type: String, required: true },
    openedAt: { type: Date, required: true },
    validUntil: { type: Date, required: true },
  },
  { collection: 'lesson_keys', versionKey: false, strict: 'throw' },
)
lessonKeySchema.index({ classId: 1, lessonId: 1, openedById: 1 }, { unique: true })

export const LessonKeys = model('LessonKey', lessonKeySchema)
