import { Types } from 'mongoose'
import type { DeliveryLedgerView, DeliveryRecordView, LedgerFilter } from '#shared/notifications'
import { Problem } from '#shared/problem'
import type { Command, Context } from '../context'
import { maskedNamesOf } from '../people/person-contact.service'
import { Deliveries, type Delivery } from './delivery.model'
import { beforeCursor } from './inbox.service'
import { Notifications, type Notification } from './notification.model'

const PAGE = 20

/**
 * One page of who was told what, newest first.
 * @param show `attention`: only messages with a copy that did not go out, or may not have arrived
 */
export async function deliveryLedger(
  { deployment }: Context,
  show: LedgerFilter,
  cursor: string | undefined,
): Promise<{ ledger: DeliveryLedgerView; personIds: Types.ObjectId[] }> {
  const { found, nextCursor } = show === 'all' ? await newest(cursor) : await wantingAttention(cursor)
  const copies = await Deliveries.find({ notificationId: { $in: found.map(({ _id }) => _id) } })
    .sort({ _id: 1 })
    .lean<Delivery[]>()
  const personIds = found.map(({ personId }) => personId)
  const names = await maskedNamesOf(deployment.cipher, personIds)
  const ledger = {
    items: found.map((notification) =>
      present(
        notification,
        names.get(notification.personId.toHexString()),
        copies.filter(({ notificationId }) => notificationId.equals(notification._id)),
      ),
    ),
    nextCursor,
    deadCount: await Deliveries.countDocuments({ state: 'dead' }),
    unknownCount: await Deliveries.countDocuments({ state: 'unknown' }),
  }
  return { ledger, personIds }
}

/**
 * Sends a copy again that was given up, from the beginning. One that may have arrived is never sent again.
 * @throws Problem `not_found`, `not_in_this_state`
 */
export async function sendAgain({ tx, moment, actor, log }: Command, deliveryId: string): Promise<void> {
  const _id = new Types.ObjectId(deliveryId)
  const found = await Deliveries.findById(_id).session(tx).lean<Delivery>()
  if (!found) throw new Problem('not_found')
  const again = await Deliveries.updateOne(
    { _id, state: 'dead' },
    { $set: { state: 'pending', attempts: 0, reason: null, settledAt: null, dueAt: moment.now } },
    { session: tx },
  )
  if (again.modifiedCount === 0) {
    const detail =
      found.state === 'unknown' ? '这一条可能已经到了，不能再发。消息里一样看得到' : '这一条不用再发，请刷新'
    throw new Problem('not_in_this_state', { detail })
  }
  log.info({ deliveryId, officerId: actor.id }, 'copy of a message is sent again')
}

interface FoundPage {
  found: Notification[]
  nextCursor: string | null
}

async function newest(cursor: string | undefined): Promise<FoundPage> {
  const found = await Notifications.find(beforeCursor(cursor))
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<Notification[]>()
  return pageOf(found, (notification) => notification._id)
}

async function wantingAttention(cursor: string | undefined): Promise<FoundPage> {
  const copies = await Deliveries.find({ state: { $in: ['dead', 'unknown'] }, ...beforeCursor(cursor) })
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<Delivery[]>()
  const { found: shown, nextCursor } = pageOf(copies, ({ _id }) => _id)
  const ids = shown.map(({ notificationId }) => notificationId)
  const found = await Notifications.find({ _id: { $in: ids } })
    .sort({ _id: -1 })
    .lean<Notification[]>()
  return { found, nextCursor }
}

function pageOf<Item>(items: Item[], idOf: (item: Item) => Types.ObjectId) {
  const found = items.slice(0, PAGE)
  const last = found.at(-1)
  return { found, nextCursor: items.length > PAGE && last ? idOf(last).toHexString() : null }
}

function present(
  notification: Notification,
  personName: string | undefined,
  copies: readonly Delivery[],
): DeliveryRecordView {
  return {
    id: notification._id.toHexString(),
    kind: notification.kind,
    title: notification.title,
    personName: personName ?? '未实名',
    createdAt: notification.createdAt.toISOString(),
    readAt: notification.readAt?.toISOString() ?? null,
    copies: copies.map(({ _id, channel, state, attempts, reason, settledAt, createdAt }) => ({
      id: _id.toHexString(),
      ...{ channel, state, attempts, reason },
      at: (settledAt ?? createdAt).toISOString(),
    })),
  }
}
