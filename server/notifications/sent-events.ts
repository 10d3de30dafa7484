import type { ClientSession } from 'mongoose'
import { Deliveries, type Delivery } from './delivery.model'
import type { SentEvent } from './outbox'

/**
 * Settles a copy by WeChat's own word. Known by its message id; a copy whose answer was lost has none, and is the oldest
 * of that person and template that is still open. An event about none of ours changes nothing.
 */
export async function settleBySentEvent(event: SentEvent, now: Date, tx: ClientSession): Promise<void> {
  const found = await deliveryOf(event, tx)
  if (!found) return
  const { messageId, isDelivered } = event
  const settled = isDelivered
    ? { state: 'sent' as const, reason: null }
    : { state: 'failed' as const, reason: 'wechat did not deliver it' }
  await Deliveries.updateOne(
    { _id: found._id },
    { $set: { ...settled, messageId, settledAt: now, ...(isDelivered ? { fallback: null } : {}) } },
    { session: tx },
  )
}

async function deliveryOf(event: SentEvent, tx: ClientSession): Promise<Delivery | null> {
  const { personId, templateId, messageId } = event
  const known = await Deliveries.findOne({ channel: 'wechat', messageId }).session(tx).lean<Delivery>()
  if (known) return known
  const open = { channel: 'wechat', personId, templateId, messageId: null } as const
  return Deliveries.findOne({ ...open, state: { $in: ['sending', 'unknown'] } })
    .sort({ createdAt: 1 })
    .session(tx)
    .lean<Delivery>()
    .exec()
}
