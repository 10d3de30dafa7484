import { Schema, model, type Types } from 'mongoose'
import { institutionKinds, type InstitutionKind } from '#shared/institutions'
import { listedBodyFields, type ListedBody } from './listed-body'

export interface Institution extends ListedBody {
  _id: Types.ObjectId
  code: string
  name: string
  kind: InstitutionKind
  /** Whether training here counts as 在本市 (clause （九）). */
  inCity: boolean
  isDemo: boolean
}

const institutionSchema = new Schema<Institution>(
  {
    code: { type: String, required: true },
    name: { type: String, required: true },
    kind: { type: String, enum: institutionKinds, required: true },
    inCity: { type: Boolean, required: true },
    isDemo: { type: Boolean, required: true },
    ...listedBodyFields,
  },
  { collection: 'institutions', versionKey: false, strict: 'throw' },
)
institutionSchema.index({ code: 1 }, { unique: true })

export const Institutions = model('Institution', institutionSchema)
