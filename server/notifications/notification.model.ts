import { Schema, model, type Types } from 'mongoose'
import { notificationKinds, type NotificationKind } from '#shared/notifications'

/** A message in the in-app inbox: the record of truth, whatever becomes of its WeChat copy. */
export interface Notification {
  _id: Types.ObjectId
  personId: Types.ObjectId
  kind: NotificationKind
  title: string
  body: string
  claimId: Types.ObjectId | null
  amountFen: number | null
  /** Programme time. */
  createdAt: Date
  readAt: Date | null
}

const notificationSchema = new Schema<Notification>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    kind: { type: String, enum: notificationKinds, required: true },
    title: { type: String, required: true },
    body: { type: String, required: true },
    claimId: { type: Schema.Types.ObjectId, default: null },
    amountFen: { type: Number, default: null },
    createdAt: { type: Date, required: true },
    readAt: { type: Date, default: null },
  },
  { collection: 'notifications', versionKey: false, strict: 'throw' },
)
notificationSchema.index({ personId: 1, _id: -1 })
notificationSchema.index({ personId: 1, readAt: 1 })

export const Notifications = model('Notification', notificationSchema)

/** What became of the WeChat copy. `unknown` is never sent again: it may have arrived. */
export const deliveryStates = ['pending', 'sending', 'sent', 'unknown', 'failed'] as const

/** The WeChat copy of a message, written in the transaction of what it tells. */
export interface Delivery {
  _id: Types.ObjectId
  notificationId: Types.ObjectId
  personId: Types.ObjectId
  templateId: string
  /** Value by meaning; the template's own keys are configuration. */
  fields: { purpose: string; amount: string; date: string; note: string }
  page: string
  state: (typeof deliveryStates)[number]
  attempts: number
  /** Real time. */
  dueAt: Date
  reason: string | null
  messageId: string | null
}

const text = { type: String, required: true } as const

const deliverySchema = new Schema<Delivery>(
  {
    notificationId: { type: Schema.Types.ObjectId, required: true },
    personId: { type: Schema.Types.ObjectId, required: true },
    templateId: text,
    fields: {
      type: new Schema({ purpose: text, amount: text, date: text, note: text }, { _id: false }),
      required: true,
    },
    page: text,
    state: { ...text, enum: deliveryStates },
    attempts: { type: Number, required: true },
    dueAt: { type: Date, required: true },
    reason: { type: String, default: null },
    messageId: { type: String, default: null },
  },
  { collection: 'wechat_deliveries', versionKey: false, strict: 'throw' },
)
deliverySchema.index({ notificationId: 1 }, { unique: true })
deliverySchema.index({ state: 1, dueAt: 1 })

export const Deliveries = model('Delivery', deliverySchema)

/** What a phone said of the platform's subscription dialog: a hint, not a right. */
export interface SubscriptionHint {
  _id: Types.ObjectId
  personId: Types.ObjectId
  templateId: string
  answer: string
  at: Date
}

const subscriptionHintSchema = new Schema<SubscriptionHint>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    templateId: text,
    answer: text,
    at: { type: Date, required: true },
  },
  { collection: 'subscription_hints', versionKey: false, strict: 'throw' },
)
subscriptionHintSchema.index({ personId: 1, _id: -1 })

export const SubscriptionHints = model('SubscriptionHint', subscriptionHintSchema)
