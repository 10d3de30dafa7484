import type { ClientSession, Types } from 'mongoose'
import { Deliveries } from './delivery.model'
import { Notifications } from './notification.model'
import { SubscriptionCredits, SubscriptionHints } from './subscription.model'

/** Deletes somebody's inbox, the copies of it and what they answered when asked. A copy on its way is sent to nobody. */
export async function forgetMessages(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await Notifications.deleteMany({ personId }, { session: tx })
  await Deliveries.deleteMany({ personId }, { session: tx })
  await forgetConsents(personId, tx)
}

/** Deletes what somebody answered in one WeChat account when asked for messages there. */
export async function forgetConsents(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await SubscriptionHints.deleteMany({ personId }, { session: tx })
  await SubscriptionCredits.deleteMany({ personId }, { session: tx })
}
