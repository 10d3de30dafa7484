import { Schema, model, type Types } from 'mongoose'
import { lessonModes } from '#shared/classes'

export interface Lesson {
  id: string
  heldOn: string
  startsAt: string
  endsAt: string
  mode: (typeof lessonModes)[number]
  hoursTenths: number
  topic: string
}

export interface TrainingClass {
  _id: Types.ObjectId
  code: string
  title: string
  tradeSeq: number
  institutionId: Types.ObjectId
  place: { name: string; address: string; latitude: number; longitude: number }
  startsOn: string
  endsOn: string
  /** Last day to enrol, that day included. Late joiners are marked on the roster. */
  enrolUntil: string
  examOn: string
  lessons: Lesson[]
  capacity: number
  seatsLeft: number
  teacherName: string
  priceFen: number
  isDemo: boolean
}

const text = { type: String, required: true } as const
const number = { type: Number, required: true } as const

const trainingClassSchema = new Schema<TrainingClass>(
  {
    code: text,
    title: text,
    tradeSeq: { ...number, min: 1, max: 181 },
    institutionId: { type: Schema.Types.ObjectId, required: true },
    place: {
      type: new Schema({ name: text, address: text, latitude: number, longitude: number }, { _id: false }),
      required: true,
    },
    startsOn: text,
    endsOn: text,
    enrolUntil: text,
    examOn: text,
    lessons: [
      new Schema<Lesson>(
        {
          id: text,
          heldOn: text,
          startsAt: text,
          endsAt: text,
          mode: { ...text, enum: lessonModes },
          hoursTenths: { ...number, min: 1 },
          topic: text,
        },
        { _id: false, id: false },
      ),
    ],
    capacity: { ...number, min: 1 },
    seatsLeft: { ...number, min: 0 },
    teacherName: text,
    priceFen: { ...number, min: 0 },
    isDemo: { type: Boolean, required: true },
  },
  { collection: 'training_classes', versionKey: false, strict: 'throw' },
)
trainingClassSchema.index({ code: 1 }, { unique: true })
trainingClassSchema.index({ tradeSeq: 1, enrolUntil: 1, _id: 1 })
trainingClassSchema.index({ institutionId: 1, startsOn: -1 })

export const TrainingClasses = model('TrainingClass', trainingClassSchema)
