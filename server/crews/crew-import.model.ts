import { Schema, model, type Types } from 'mongoose'

/** A roster out of a file, before and while it goes into a crew. Nothing of it is in the crew until the foreman says so. */
export interface CrewImport {
  _id: Types.ObjectId
  crewId: Types.ObjectId
  total: number
  faulty: number
  /** So many rows, counted from the first, are in the crew: each step adds some, wherever the last one was cut off. */
  done: number
  added: number
  forgetAt: Date
}

/** The rows of one step: whoever takes it reads no others, so that 5,000 people cost the main loop no more than 100. */
export interface CrewImportStep {
  importId: Types.ObjectId
  crewId: Types.ObjectId
  /** Position of its first row. */
  from: number
  /** Its rows in clear order, encrypted as one. */
  sealed: string
  forgetAt: Date
}

const count = { type: Number, required: true } as const
const reference = { type: Schema.Types.ObjectId, required: true } as const

const crewImportSchema = new Schema<CrewImport>(
  {
    crewId: reference,
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

const crewImportStepSchema = new Schema<CrewImportStep>(
  {
    importId: reference,
    crewId: reference,
    from: count,
    sealed: { type: String, required: true },
    forgetAt: { type: Date, required: true },
  },
  { collection: 'crew_import_steps', versionKey: false, strict: 'throw' },
)
crewImportStepSchema.index({ importId: 1, from: 1 }, { unique: true })
crewImportStepSchema.index({ crewId: 1 })
crewImportStepSchema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 })

export const CrewImports = model('CrewImport', crewImportSchema)
export const CrewImportSteps = model('CrewImportStep', crewImportStepSchema)
