import { Schema, model, type Types } from 'mongoose'

/** A sheet of results, before it is entered. Nothing of it is on record until the institution says so. */
export interface ResultImport {
  _id: Types.ObjectId
  classId: Types.ObjectId
  /** What it says, encrypted as one; emptied when it was entered. */
  sealed: string
  /** From so many points on it is a pass; null = nobody has said. */
  passMark: number | null
  /** How many rows were entered; null = not yet. */
  entered: number | null
  forgetAt: Date
}

const resultImportSchema = new Schema<ResultImport>(
  {
    classId: { type: Schema.Types.ObjectId, required: true },
    sealed: { type: String, required: true },
    passMark: { type: Number, default: null },
    entered: { type: Number, default: null },
    forgetAt: { type: Date, required: true },
  },
  { collection: 'result_imports', versionKey: false, strict: 'throw' },
)
resultImportSchema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 })

export const ResultImports = model('ResultImport', resultImportSchema)
