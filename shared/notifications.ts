import * as v from 'valibot'
import { noticePages } from './notice-rule'
import { noticeKinds } from './notice-rules'
import { instant, line, recordId } from './primitives'

/** A message as its reader sees it; the wording is made when it is written, so that it never changes afterwards. */
export const notificationView = v.object({
  id: recordId,
  kind: v.picklist(noticeKinds),
  title: v.string(),
  body: v.string(),
  /** Where it leads; nowhere when what it was about is not named. */
  page: v.picklist(noticePages),
  /** Set for messages about a claim. */
  claimId: v.nullable(recordId),
  /** Set for messages about a training. */
  enrolmentId: v.nullable(recordId),
  /** Set for messages about a class in which the reader has no place yet. */
  classId: v.nullable(recordId),
  amountFen: v.nullable(v.number()),
  createdAt: instant,
  readAt: v.nullable(instant),
})
export type NotificationView = v.InferOutput<typeof notificationView>
export const notificationListView = v.object({
  items: v.array(notificationView),
  nextCursor: v.nullable(v.string()),
  unreadCount: v.number(),
})
export type NotificationListView = v.InferOutput<typeof notificationListView>

/** Everything up to the newest message that the person has seen; what came meanwhile stays unread. */
export const markAllReadBody = v.strictObject({ upToId: recordId })
export type MarkAllReadBody = v.InferOutput<typeof markAllReadBody>

/** The answer of the platform's subscription dialog: a hint, since the phone cannot be trusted. */
export const subscriptionBody = v.strictObject({
  templateId: line(64),
  answer: v.picklist(['accept', 'reject', 'ban', 'filter'], '没有这个选项'),
})
export type SubscriptionBody = v.InferOutput<typeof subscriptionBody>

/** Over what a message went beside the inbox. */
export const deliveryChannels = ['wechat', 'sms'] as const
export type DeliveryChannel = (typeof deliveryChannels)[number]

/**
 * What became of a copy. `unknown` may have arrived and is never sent again; `failed` certainly did not and nobody needs
 * to act; `dead` did not after every try, and somebody should look.
 */
export const deliveryStates = ['pending', 'leased', 'sending', 'sent', 'unknown', 'failed', 'dead'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const deliveryChannelLabels: Record<DeliveryChannel, string> = { wechat: '微信', sms: '短信' }

export const deliveryStateLabels: Record<DeliveryState, string> = {
  pending: '等着发',
  leased: '正在发',
  sending: '正在发',
  sent: '已发出',
  unknown: '不知道到没到',
  failed: '没发，看消息',
  dead: '没发出去',
}

const deliveryView = v.object({
  id: recordId,
  channel: v.picklist(deliveryChannels),
  state: v.picklist(deliveryStates),
  attempts: v.number(),
  /** Why it stands like this, for staff; null = nothing to say. */
  reason: v.nullable(v.string()),
  at: instant,
})

/** One line of the ledger: who was told what, when, and over which channels. No words that concern the case. */
export const deliveryRecordView = v.object({
  id: recordId,
  kind: v.picklist(noticeKinds),
  title: v.string(),
  /** Masked; `未实名` while the person has given no name. */
  personName: v.string(),
  createdAt: instant,
  readAt: v.nullable(instant),
  copies: v.array(deliveryView),
})
export type DeliveryRecordView = v.InferOutput<typeof deliveryRecordView>

export const deliveryLedgerView = v.object({
  items: v.array(deliveryRecordView),
  nextCursor: v.nullable(v.string()),
  deadCount: v.number(),
  unknownCount: v.number(),
})
export type DeliveryLedgerView = v.InferOutput<typeof deliveryLedgerView>

/** All, or only what did not go out or may not have arrived. */
export const ledgerFilters = ['all', 'attention'] as const
export type LedgerFilter = (typeof ledgerFilters)[number]
