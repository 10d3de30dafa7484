import { Schema, model, type Types } from 'mongoose'

/** The people of one foreman on one site. */
export interface Crew {
  _id: Types.ObjectId
  foremanId: Types.ObjectId
  name: string
  siteName: string
  employerName: string
  createdAt: Date
  /** Counts changes of the roster, so that two of them follow each other. */
  revision: number
}

const text = { type: String, required: true } as const

const crewSchema = new Schema<Crew>(
  {
    foremanId: { type: Schema.Types.ObjectId, required: true },
    name: text,
    siteName: text,
    employerName: text,
    createdAt: { type: Date, required: true },
    revision: { type: Number, required: true },
  },
  { collection: 'crews', versionKey: false, strict: 'throw' },
)
crewSchema.index({ foremanId: 1, _id: -1 })

export const Crews = model('Crew', crewSchema)
