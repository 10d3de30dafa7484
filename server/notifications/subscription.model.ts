import { Schema, model, type Types } from 'mongoose'

/** What a phone said of the platform's subscription dialog: a hint, not a right. */
export interface SubscriptionHint {
  _id: Types.ObjectId
  personId: Types.ObjectId
  templateId: string
  answer: string
  at: Date
}

/** What WeChat itself has told of a person's consent to one template. */
export interface SubscriptionCredit {
  _id: Types.ObjectId
  personId: Types.ObjectId
  templateId: string
  /** Sends that are left, as far as we heard: events may be lost, so this is the least. */
  credits: number
  /** The phone says that the person agreed, and no send has shown otherwise since. */
  isHinted: boolean
  /** The newest news, by WeChat's clock. */
  toldAt: Date
}

const person = { type: Schema.Types.ObjectId, required: true } as const
const text = { type: String, required: true } as const

const subscriptionHintSchema = new Schema<SubscriptionHint>(
  { personId: person, templateId: text, answer: text, at: { type: Date, required: true } },
  { collection: 'subscription_hints', versionKey: false, strict: 'throw' },
)
subscriptionHintSchema.index({ personId: 1, _id: -1 })
subscriptionHintSchema.index({ at: 1 })

export const SubscriptionHints = model('SubscriptionHint', subscriptionHintSchema)

const subscriptionCreditSchema = new Schema<SubscriptionCredit>(
  {
    personId: person,
    templateId: text,
    credits: { type: Number, required: true, min: 0 },
    isHinted: { type: Boolean, required: true },
    toldAt: { type: Date, required: true },
  },
  { collection: 'subscription_credits', versionKey: false, strict: 'throw' },
)
subscriptionCreditSchema.index({ personId: 1, templateId: 1 }, { unique: true })

export const SubscriptionCredits = model('SubscriptionCredit', subscriptionCreditSchema)
