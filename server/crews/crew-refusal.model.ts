import { Schema, model, type Types } from 'mongoose'

/** That somebody tried to confirm a row that is not theirs, or under another name; one record for each of both. */
export interface CrewRefusal {
  /** Member and person, joined by a colon. */
  _id: string
  crewId: Types.ObjectId
  memberId: Types.ObjectId
  personId: Types.ObjectId
  reason: 'other_person' | 'other_name'
  count: number
  at: Date
}

const crewRefusalSchema = new Schema<CrewRefusal>(
  {
    _id: { type: String, required: true },
    crewId: { type: Schema.Types.ObjectId, required: true },
    memberId: { type: Schema.Types.ObjectId, required: true },
    personId: { type: Schema.Types.ObjectId, required: true },
    reason: { type: String, enum: ['other_person', 'other_name'], required: true },
    count: { type: Number, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'crew_refusals', versionKey: false, strict: 'throw' },
)
crewRefusalSchema.index({ memberId: 1 })
crewRefusalSchema.index({ personId: 1 })

export const CrewRefusals = model('CrewRefusal', crewRefusalSchema)
