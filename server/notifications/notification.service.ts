import { Types, type ClientSession } from 'mongoose'
import type { NotificationKind, NotificationListView, SubscriptionBody } from '#shared/notifications'
import { Problem } from '#shared/problem'
import type { Actor, Command, Context } from '../context'
import {
  Deliveries,
  Notifications,
  SubscriptionHints,
  type Delivery,
  type Notification,
} from './notification.model'

const PAGE = 20

/** A message about to be written. */
export interface Message {
  personId: Types.ObjectId
  kind: NotificationKind
  title: string
  body: string
  claimId?: Types.ObjectId
  amountFen?: number
  /** Set when the message goes out through WeChat, too. */
  wechat?: { fields: Delivery['fields']; page: string }
}

/** Writes a message to the inbox, and its WeChat copy, in the transaction of what it tells. */
export async function notify(command: Command, message: Message): Promise<void> {
  const { tx, moment, deployment } = command
  const { wechat, claimId = null, amountFen = null, ...rest } = message
  const record = { ...rest, claimId, amountFen, createdAt: moment.programmeNow }
  const [written] = await Notifications.create([record], { session: tx })
  if (!written) throw new Error('The store acknowledged a message without returning it')
  if (!wechat || !deployment.payoutTemplateId) return
  const delivery = {
    notificationId: written._id,
    personId: message.personId,
    templateId: deployment.payoutTemplateId,
    ...wechat,
    state: 'pending' as const,
    attempts: 0,
    dueAt: moment.now,
  }
  await Deliveries.create([delivery], { session: tx })
}

/** One page of a person's messages, newest first. */
export async function inboxOf(
  personId: Types.ObjectId,
  cursor: string | undefined,
): Promise<NotificationListView> {
  if (cursor !== undefined && !Types.ObjectId.isValid(cursor))
    throw new Problem('not_found', { detail: '消息已更新，请从头再看' })
  const before = cursor === undefined ? {} : { _id: { $lt: new Types.ObjectId(cursor) } }
  const found = await Notifications.find({ personId, ...before })
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<Notification[]>()
  const items = found.slice(0, PAGE)
  const last = items.at(-1)
  return {
    items: items.map(present),
    nextCursor: found.length > PAGE && last ? last._id.toHexString() : null,
    unreadCount: await countUnread(personId),
  }
}

/** How many messages the person has not opened. */
export function countUnread(personId: Types.ObjectId, tx: ClientSession | null = null): Promise<number> {
  return Notifications.countDocuments({ personId, readAt: null }).session(tx).exec()
}

/** Marks one of the actor's own messages as read; again is no error. @throws Problem `not_found` */
export async function markRead(command: Command, notificationId: string): Promise<void> {
  const { actor, tx, moment } = command
  const own = { _id: new Types.ObjectId(notificationId), personId: actor.personId }
  const found = await Notifications.findOne(own).session(tx).lean<Notification>()
  if (!found) throw new Problem('not_found')
  await Notifications.updateOne(
    { ...own, readAt: null },
    { $set: { readAt: moment.programmeNow } },
    { session: tx },
  )
}

/** Keeps what the phone says of the subscription dialog. */
export async function rememberSubscription(
  context: Context,
  actor: Actor,
  body: SubscriptionBody,
): Promise<void> {
  await SubscriptionHints.create({ personId: actor.personId, ...body, at: context.moment.now })
}

function present(notification: Notification): NotificationListView['items'][number] {
  return {
    id: notification._id.toHexString(),
    kind: notification.kind,
    title: notification.title,
    body: notification.body,
    claimId: notification.claimId?.toHexString() ?? null,
    amountFen: notification.amountFen,
    createdAt: notification.createdAt.toISOString(),
    readAt: notification.readAt?.toISOString() ?? null,
  }
}
