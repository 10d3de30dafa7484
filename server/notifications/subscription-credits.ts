import type { ClientSession, Types } from 'mongoose'
import { SubscriptionCredits, SubscriptionHints, type SubscriptionCredit } from './subscription.model'

/** Whose consent to which template of WeChat. */
export interface Subscription {
  personId: Types.ObjectId
  templateId: string
}

/** When WeChat says that something happened, and the transaction in which it is written down; null = on its own. */
export interface Told {
  at: Date
  tx: ClientSession | null
}

/**
 * Whether a send is worth trying: yes while nothing says otherwise. Nobody's credits are known for certain, because
 * events get lost; WeChat itself refuses what it does not allow (43101).
 */
export async function maySend({ personId, templateId }: Subscription): Promise<boolean> {
  const known = await SubscriptionCredits.findOne({ personId, templateId }).lean<SubscriptionCredit>()
  return known === null || known.credits > 0 || known.isHinted
}

/** The popup event: the person tapped 允许 once, which is worth one send. */
export function grantCredit(subscription: Subscription, told: Told): Promise<void> {
  return change(subscription, { $inc: { credits: 1 }, $set: { isHinted: false, toldAt: told.at } }, told)
}

/** The person took back their consent in WeChat's settings, or WeChat answered 43101. Older news than what is known changes nothing. */
export async function revokeCredits(subscription: Subscription, told: Told): Promise<void> {
  const { personId, templateId } = subscription
  const known = await SubscriptionCredits.findOne({ personId, templateId })
    .session(told.tx)
    .lean<SubscriptionCredit>()
  if (known && known.toldAt > told.at) return
  await change(subscription, { $set: { credits: 0, isHinted: false, toldAt: told.at } }, told)
}

/** Agreed, as the phone says, or switched on again in WeChat's settings: the next send will show what it is worth. */
export function hintCredit(subscription: Subscription, told: Told): Promise<void> {
  const update = { $set: { isHinted: true, toldAt: told.at }, $setOnInsert: { credits: 0 } }
  return change(subscription, update, told)
}

/** A one-time send went out: one less, as far as any were counted. */
export async function spendCredit({ personId, templateId }: Subscription): Promise<void> {
  await SubscriptionCredits.updateOne(
    { personId, templateId, credits: { $gt: 0 } },
    { $inc: { credits: -1 } },
  )
}

/** Forgets what phones said before a day. @returns how many answers went */
export async function forgetHintsBefore(day: Date): Promise<number> {
  return (await SubscriptionHints.deleteMany({ at: { $lt: day } })).deletedCount
}

async function change(subscription: Subscription, update: object, { tx }: Told): Promise<void> {
  const { personId, templateId } = subscription
  await SubscriptionCredits.updateOne({ personId, templateId }, update, { upsert: true }).session(tx)
}
