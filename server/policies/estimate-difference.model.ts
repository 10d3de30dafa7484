import { Schema, model, type Types } from 'mongoose'
import type { EstimateDifferenceBody } from '#shared/policy-estimates'
import type { PresetName } from '#shared/subsidy-policy'
import type { SubsidyFacts } from '#shared/subsidy-rules'

type Answer = EstimateDifferenceBody['phone']

/**
 * A way in which phone and server answered differently, with the first question of that kind. Nothing says who asked.
 * There are only so many ways, so that nobody can fill the store with them.
 */
export interface EstimateDifference {
  _id: Types.ObjectId
  /** Both versions, the reading, and where both had the same version the rule and how it came out on either side. */
  kindOf: string
  policyHash: string
  serverHash: string
  preset: PresetName
  /** The first rule that came out otherwise; null where only the best one did. */
  rule: string | null
  facts: SubsidyFacts
  phone: Answer
  server: Answer
  count: number
  firstAt: Date
  lastAt: Date
  /** Real time. */
  expiresAt: Date
}

const text = { type: String, required: true } as const
const date = { type: Date, required: true } as const
/** Parsed by its valibot schema before it gets here; stored as it is. */
const asItIs = { type: Schema.Types.Mixed, required: true } as const

const differenceSchema = new Schema<EstimateDifference>(
  {
    kindOf: text,
    policyHash: { type: String, default: '' },
    serverHash: text,
    preset: text,
    rule: { type: String, default: null },
    facts: asItIs,
    phone: asItIs,
    server: asItIs,
    count: { type: Number, required: true },
    firstAt: date,
    lastAt: date,
    expiresAt: date,
  },
  { collection: 'estimate_differences', versionKey: false, strict: 'throw', minimize: false },
)
differenceSchema.index({ kindOf: 1 }, { unique: true })
differenceSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export const EstimateDifferences = model('EstimateDifference', differenceSchema)
