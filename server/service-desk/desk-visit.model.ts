import { Schema, model, type Types } from 'mongoose'

/**
 * Somebody acts for a worker: a clerk for who stands at the desk without a smartphone, or somebody in the family; and what
 * was done. Instants are of the real clock.
 */
export interface DeskVisit {
  _id: Types.ObjectId
  /** The clerk, or who in the family helps. */
  clerkId: Types.ObjectId
  /** Absent at the service desk. */
  by?: 'family'
  /** Null until somebody who was not registered has proved themselves: only then are they. */
  personId: Types.ObjectId | null
  /** Who they say they are until then, as JSON; null otherwise. */
  newcomerCipher: string | null
  state: 'waiting' | 'open' | 'ended'
  /** The colleague who saw the document, too, where the person has no phone with them. */
  vouchedById: Types.ObjectId | null
  beganAt: Date
  /** A request that waits, then the visit itself, counts until then. */
  endsAt: Date
  acts: { at: Date; act: string }[]
}

const date = { type: Date, required: true } as const

const deskVisitSchema = new Schema<DeskVisit>(
  {
    clerkId: { type: Schema.Types.ObjectId, required: true },
    by: { type: String, enum: ['family'] },
    personId: { type: Schema.Types.ObjectId, default: null },
    newcomerCipher: { type: String, default: null },
    state: { type: String, required: true, enum: ['waiting', 'open', 'ended'] },
    vouchedById: { type: Schema.Types.ObjectId, default: null },
    beganAt: date,
    endsAt: date,
    acts: [
      new Schema<DeskVisit['acts'][number]>(
        { at: date, act: { type: String, required: true } },
        { _id: false },
      ),
    ],
  },
  { collection: 'desk_visits', versionKey: false, strict: 'throw' },
)
deskVisitSchema.index({ personId: 1, _id: -1 })
deskVisitSchema.index({ endsAt: 1, _id: -1 })
deskVisitSchema.index({ clerkId: 1, beganAt: -1 })

export const DeskVisits = model('DeskVisit', deskVisitSchema)
