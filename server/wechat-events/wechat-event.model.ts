import { Schema, model } from 'mongoose'
import type { PushEvent } from '../wechat/push-events'

export const wechatEventStates = ['waiting', 'done', 'failed'] as const

/** An event that WeChat told us, written down before it is answered. Instants are of the real clock. */
export interface KeptWechatEvent {
  /** The same for every delivery of the same event: that it stands once is what makes a repetition harmless. */
  _id: string
  kind: PushEvent['kind']
  /** The event, encrypted: it names a person. Null once it is done. */
  contentCipher: string | null
  /** By WeChat's clock. */
  occurredAt: Date
  receivedAt: Date
  state: (typeof wechatEventStates)[number]
  /** Waiting: not before this; while somebody is at it, the end of their lease. */
  dueAt: Date
  /** Whoever holds the lease. */
  leaseId: string | null
  attempts: number
  /** Done: when even its key may go; far later than any push with its signature could be accepted. */
  forgetAt: Date | null
}

const wechatEventSchema = new Schema<KeptWechatEvent>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    contentCipher: { type: String, default: null },
    occurredAt: { type: Date, required: true },
    receivedAt: { type: Date, required: true },
    state: { type: String, enum: wechatEventStates, required: true },
    dueAt: { type: Date, required: true },
    leaseId: { type: String, default: null },
    attempts: { type: Number, required: true },
    forgetAt: { type: Date, default: null },
  },
  { collection: 'wechat_events', versionKey: false, strict: 'throw' },
)
wechatEventSchema.index({ state: 1, occurredAt: 1 })
wechatEventSchema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 })

export const WechatEvents = model('WechatEvent', wechatEventSchema)
