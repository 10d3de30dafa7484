import { Schema, model, type Types } from 'mongoose'
import { syllabusParts, type SyllabusPart } from '#shared/class-draft'
import { approvedClassStates, type ApprovedClassState } from '#shared/class-machine'
import { lessonModes } from '#shared/classes'
import { classHistorySchema, type ClassHistoryEntry } from './class-history'

export interface Lesson {
  id: string
  heldOn: string
  startsAt: string
  endsAt: string
  mode: (typeof lessonModes)[number]
  hoursTenths: number
  topic: string
  /** Empty where the class is older than filing, which asks for it. */
  teacher: string
}

/** The roster as it was when the class began: who comes or goes later can be told from it. */
export interface RosterSeal {
  /** SHA-256 over the class and its enrolments in order; see `roster-seal.ts`. */
  sha256: string
  enrolmentIds: Types.ObjectId[]
  sealedOn: string
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
  state: ApprovedClassState
  /** The other body of a joint class (企业+院校, clause （五）). */
  partnerId: Types.ObjectId | null
  syllabus: { part: SyllabusPart; title: string; hoursTenths: number }[]
  teachers: { name: string; qualification: string }[]
  /**
   * Where the exam is, and who examines: an evaluation body of the list where the id says so. Null where the class is older
   * than filing, without the id where it is older than evaluation bodies' own people.
   */
  examPlan: { place: string; body: string; bodyId?: Types.ObjectId | null } | null
  /** Whoever wrote or filed it: none of them decides about it. */
  authorIds: Types.ObjectId[]
  /** Null before the first lesson, and in a class that had begun before rosters were sealed. */
  rosterSeal: RosterSeal | null
  /** What it was when it was suspended; null when it is not. */
  suspendedFrom: ApprovedClassState | null
  /** Why it is suspended or cancelled, for whoever wanted to come; null when it is not. */
  stopReason: string | null
  history: ClassHistoryEntry[]
}

const text = { type: String, required: true } as const
const number = { type: Number, required: true } as const
const objectId = { type: Schema.Types.ObjectId, required: true } as const
const nothing = { type: String, default: null } as const

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
          teacher: { type: String, default: '' },
        },
        { _id: false, id: false },
      ),
    ],
    capacity: { ...number, min: 1 },
    seatsLeft: { ...number, min: 0 },
    teacherName: text,
    priceFen: { ...number, min: 0 },
    isDemo: { type: Boolean, required: true },
    state: { ...text, enum: approvedClassStates, default: 'enrolling' },
    partnerId: { type: Schema.Types.ObjectId, default: null },
    syllabus: [
      new Schema(
        { part: { ...text, enum: syllabusParts }, title: text, hoursTenths: number },
        { _id: false },
      ),
    ],
    teachers: [new Schema({ name: text, qualification: text }, { _id: false })],
    examPlan: {
      type: new Schema(
        { place: text, body: { type: String, default: '' }, bodyId: { type: Schema.Types.ObjectId } },
        { _id: false },
      ),
      default: null,
    },
    authorIds: [{ type: Schema.Types.ObjectId }],
    rosterSeal: {
      type: new Schema<RosterSeal>(
        { sha256: text, enrolmentIds: [objectId], sealedOn: text },
        { _id: false },
      ),
      default: null,
    },
    suspendedFrom: { ...nothing, enum: [...approvedClassStates, null] },
    stopReason: nothing,
    history: [classHistorySchema],
  },
  { collection: 'training_classes', versionKey: false, strict: 'throw' },
)
trainingClassSchema.index({ code: 1 }, { unique: true })
trainingClassSchema.index({ tradeSeq: 1, enrolUntil: 1, _id: 1 })
trainingClassSchema.index({ institutionId: 1, startsOn: -1 })
trainingClassSchema.index({ 'examPlan.bodyId': 1, _id: -1 })
trainingClassSchema.index({ state: 1, _id: -1 })

export const TrainingClasses = model('TrainingClass', trainingClassSchema)
