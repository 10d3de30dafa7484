import { Schema, model, type Types } from 'mongoose'
import { noticeKinds, type NoticeKind } from '#shared/notice-rules'
import {
  deliveryChannels,
  deliveryStates,
  type DeliveryChannel,
  type DeliveryState,
} from '#shared/notifications'

/** What a channel is asked to send. */
export interface CopyWords {
  /** Id of the template at WeChat, or its name for the SMS provider. */
  templateId: string
  /** WeChat: value by the template's own key. SMS: value by position. */
  values: Record<string, string>
}

/**
 * A copy of a message on its way out: one row of the outbox, written in the transaction of what it tells.
 * `pending` → `leased` (a sender has it) → `sending` (it has begun to call; from here on it may have arrived) →
 * `sent`, `unknown`, `failed`, `dead`, or back to `pending` for another try.
 */
export interface Delivery extends CopyWords {
  _id: Types.ObjectId
  notificationId: Types.ObjectId
  personId: Types.ObjectId
  kind: NoticeKind
  channel: DeliveryChannel
  /** Where a tap on it leads; empty for an SMS. */
  page: string
  /** The SMS that goes out instead when WeChat has not brought it; null = there is none, or it has been written. */
  fallback: CopyWords | null
  /** Whether it may go out at night. */
  isUrgent: boolean
  state: DeliveryState
  attempts: number
  /** Real time. */
  dueAt: Date
  createdAt: Date
  settledAt: Date | null
  reason: string | null
  /** The id that the channel gave it. */
  messageId: string | null
  /** Which sender has it, and until when if it does not say that it still has. */
  leaseOwner: string | null
  leaseUntil: Date | null
  /** Counts the leases: a sender that lost its own cannot settle another's. */
  fence: number
}

const text = { type: String, required: true } as const
const date = { type: Date, required: true } as const

const deliverySchema = new Schema<Delivery>(
  {
    notificationId: { type: Schema.Types.ObjectId, required: true },
    personId: { type: Schema.Types.ObjectId, required: true },
    kind: { ...text, enum: noticeKinds },
    channel: { ...text, enum: deliveryChannels },
    templateId: text,
    values: { type: Schema.Types.Mixed, required: true },
    page: { type: String, default: '' },
    fallback: { type: Schema.Types.Mixed, default: null },
    isUrgent: { type: Boolean, required: true },
    state: { ...text, enum: deliveryStates },
    attempts: { type: Number, required: true },
    dueAt: date,
    createdAt: date,
    settledAt: { type: Date, default: null },
    reason: { type: String, default: null },
    messageId: { type: String, default: null },
    leaseOwner: { type: String, default: null },
    leaseUntil: { type: Date, default: null },
    fence: { type: Number, required: true },
  },
  { collection: 'notice_deliveries', versionKey: false, strict: 'throw', minimize: false },
)
/** One copy a channel: whoever writes a second one writes none. */
deliverySchema.index({ notificationId: 1, channel: 1 }, { unique: true })
deliverySchema.index({ state: 1, dueAt: 1 })
deliverySchema.index({ state: 1, _id: -1 })
deliverySchema.index({ channel: 1, messageId: 1 })
deliverySchema.index({ state: 1, 'fallback.templateId': 1 })

export const Deliveries = model('NoticeDelivery', deliverySchema)
