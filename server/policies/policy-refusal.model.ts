import { Schema, model, type Types } from 'mongoose'
import { policyVersionEvents, type PolicyVersionEvent } from '#shared/policy-version-machine'

/** A step with a version that was asked for and refused. The same asked again on the same content is counted. */
export interface PolicyRefusal {
  /** Version, revision, person, event and reason. */
  _id: string
  versionId: Types.ObjectId
  event: PolicyVersionEvent
  actorId: Types.ObjectId
  /** Why, in plain Chinese. */
  detail: string
  count: number
  at: Date
}

const id = { type: Schema.Types.ObjectId, required: true } as const

const refusalSchema = new Schema<PolicyRefusal>(
  {
    _id: { type: String, required: true },
    versionId: id,
    event: { type: String, enum: policyVersionEvents, required: true },
    actorId: id,
    detail: { type: String, required: true },
    count: { type: Number, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'policy_refusals', versionKey: false, strict: 'throw' },
)
refusalSchema.index({ versionId: 1, at: -1 })

export const PolicyRefusals = model('PolicyRefusal', refusalSchema)
