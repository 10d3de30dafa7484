import { Types, type ClientSession } from 'mongoose'
import { noticeRules } from '#shared/notice-rules'
import type { NotificationListView } from '#shared/notifications'
import { Problem } from '#shared/problem'
import type { Command } from '../context'
import { Notifications, type Notification } from './notification.model'

const PAGE = 20

/** One page of a person's messages, newest first. */
export async function inboxOf(
  personId: Types.ObjectId,
  cursor: string | undefined,
): Promise<NotificationListView> {
  const found = await Notifications.find({ personId, ...beforeCursor(cursor) })
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

/** All messages of a person, newest first: for the copy of their data. */
export async function everyMessageOf(personId: Types.ObjectId): Promise<NotificationListView['items']> {
  const found = await Notifications.find({ personId }).sort({ _id: -1 }).lean<Notification[]>()
  return found.map(present)
}

/** The part of a query that a cursor stands for. @throws Problem `not_found` for one that is none */
export function beforeCursor(cursor: string | undefined): { _id?: { $lt: Types.ObjectId } } {
  if (cursor === undefined) return {}
  if (!/^[0-9a-f]{24}$/.test(cursor)) throw new Problem('not_found', { detail: '消息已更新，请从头再看' })
  return { _id: { $lt: new Types.ObjectId(cursor) } }
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

/** Marks the actor's messages as read, up to the newest one that they have seen. */
export async function markAllRead({ actor, tx, moment }: Command, upToId: string): Promise<void> {
  await Notifications.updateMany(
    { personId: actor.personId, readAt: null, _id: { $lte: new Types.ObjectId(upToId) } },
    { $set: { readAt: moment.programmeNow } },
    { session: tx },
  )
}

function present(notification: Notification): NotificationListView['items'][number] {
  return {
    id: notification._id.toHexString(),
    kind: notification.kind,
    page: noticeRules[notification.kind].page,
    title: notification.title,
    body: notification.body,
    claimId: notification.claimId?.toHexString() ?? null,
    enrolmentId: notification.enrolmentId?.toHexString() ?? null,
    classId: notification.classId?.toHexString() ?? null,
    amountFen: notification.amountFen,
    createdAt: notification.createdAt.toISOString(),
    readAt: notification.readAt?.toISOString() ?? null,
  }
}
