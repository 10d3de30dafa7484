import * as v from 'valibot'
import { instant, line, recordId } from './primitives'

/** What a message is about; the wording is made when it is written, so that it never changes afterwards. */
export const notificationKinds = [
  'claim_received',
  'claim_returned',
  'claim_refused',
  'claim_approved',
  'payout',
  'payout_failed',
  'certificate',
] as const
export type NotificationKind = (typeof notificationKinds)[number]

export const notificationView = v.object({
  id: recordId,
  kind: v.picklist(notificationKinds),
  title: v.string(),
  body: v.string(),
  /** Set for messages about a claim. */
  claimId: v.nullable(recordId),
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

/** The answer of the platform's subscription dialog: a hint, since the phone cannot be trusted. */
export const subscriptionBody = v.strictObject({
  templateId: line(64),
  answer: v.picklist(['accept', 'reject', 'ban', 'filter'], '没有这个选项'),
})
export type SubscriptionBody = v.InferOutput<typeof subscriptionBody>
