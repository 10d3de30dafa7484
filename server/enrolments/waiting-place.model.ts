import { Schema, model, type Types } from 'mongoose'
import { waitingStates, type WaitingState } from '#shared/enrolments'

/** Somebody's place in the line for a full class. The order of the line is the order of the ids. */
export interface WaitingPlace {
  _id: Types.ObjectId
  classId: Types.ObjectId
  personId: Types.ObjectId
  acceptsNoSubsidy: boolean
  state: WaitingState
  since: Date
  settledAt: Date | null
  /** Why a free seat went to the next in line instead; null = it has not. */
  passedOver: string | null
}

const waitingPlaceSchema = new Schema<WaitingPlace>(
  {
    classId: { type: Schema.Types.ObjectId, required: true },
    personId: { type: Schema.Types.ObjectId, required: true },
    acceptsNoSubsidy: { type: Boolean, required: true },
    state: { type: String, enum: waitingStates, required: true },
    since: { type: Date, required: true },
    settledAt: { type: Date, default: null },
    passedOver: { type: String, default: null },
  },
  { collection: 'waiting_places', versionKey: false, strict: 'throw' },
)
waitingPlaceSchema.index({ classId: 1, state: 1, _id: 1 })
waitingPlaceSchema.index({ personId: 1, state: 1 })
waitingPlaceSchema.index(
  { classId: 1, personId: 1 },
  { unique: true, partialFilterExpression: { state: 'waiting' } },
)

export const WaitingPlaces = model('WaitingPlace', waitingPlaceSchema)
