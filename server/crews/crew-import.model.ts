import { Schema, model, type Types } from 'mongoose'

/** A roster out of a file, before and while it goes into a crew. Nothing of it is in the crew until the foreman says so. */
export interface CrewImport {
  _id: Types.ObjectId
  crewId: Types.ObjectId
  /** Its rows in clear order, encrypted as one. */
  sealed: string
  total: number
  faulty: number
  /** So many rows, counted from the first, are in the crew: each step adds some, wherever the last one was cut off. */
  done: number
  added: number
  forgetAt: Date
}

const count = { type: Number, required: true } as const

const crewImportSchema = new Schema<CrewImport>(
  {
    crewId: { type: Schema.Types.ObjectId, required: true },
    sealed: { type: String, required: true },
    total: count,
    faulty: count,
    done: count,
    added: count,
    forgetAt: { type: Date, required: true },
  },
  { collection: 'crew_imports', versionKey: false, strict: 'throw' },
)
crewImportSchema.index({ crewId: 1 })
crewImportSchema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 })

export const CrewImports = model('CrewImport', crewImportSchema)
