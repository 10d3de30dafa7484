import { Schema, model, type Types } from 'mongoose'
import type { EstimateDifferenceBody } from '#shared/policy-estimates'
import type { PresetName } from '#shared/subsidy-policy'
import type { SubsidyFacts } from '#shared/subsidy-rules'

type Answer = EstimateDifferenceBody['phone']

/** A question that phone and server answered differently. Nothing says who asked; the same report is counted. */
export interface EstimateDifference {
  _id: Types.ObjectId
  /** Fingerprint of the report: question, both answers, both versions. */
  reportHash: string
  policyHash: string
  serverHash: string
  preset: PresetName
  facts: SubsidyFacts
  phone: Answer
  server: Answer
  count: number
  firstAt: Date
  lastAt: Date
}

const text = { type: String, required: true } as const
const date = { type: Date, required: true } as const
/** Parsed by its valibot schema before it gets here; stored as it is. */
const asItIs = { type: Schema.Types.Mixed, required: true } as const

const differenceSchema = new Schema<EstimateDifference>(
  {
    reportHash: text,
    policyHash: { type: String, default: '' },
    serverHash: text,
    preset: text,
    facts: asItIs,
    phone: asItIs,
    server: asItIs,
    count: { type: Number, required: true },
    firstAt: date,
    lastAt: date,
  },
  { collection: 'estimate_differences', versionKey: false, strict: 'throw', minimize: false },
)
differenceSchema.index({ reportHash: 1 }, { unique: true })

export const EstimateDifferences = model('EstimateDifference', differenceSchema)
