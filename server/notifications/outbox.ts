import type { Types } from 'mongoose'
import { noticeSettings } from '#shared/notice-settings'
import { duplicateKeyOf } from '../mongo'
import { Deliveries, type CopyWords, type Delivery } from './delivery.model'
import { untried } from './notification.service'

/** A sender says so often that it still has what it has; one that is silent for longer has died. */
export const LEASE_MS = 8_000
/** Pauses before the next try, by number of tries made; after the last one somebody has to look. */
const RETRY_MINUTES = [1, 5, 30, 120, 720]
/** Up to so much more or less of a pause, so that what failed together does not come back together. */
const JITTER = 0.2

/** Who sends. `owner` is of one process, made anew at every start. */
export interface Sender {
  owner: string
  now: () => Date
  /** From 0 up to 1. */
  random: () => number
  /** The copies that it is at work on; it holds no lease of any other. */
  inHand: Set<Types.ObjectId>
}

/** How a try ended. `retry` and `alarm` certainly did not arrive. */
export type Settlement =
  | { outcome: 'sent'; messageId: string | null }
  | { outcome: 'unknown'; reason: string }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'retry'; reason: string }
  | { outcome: 'alarm'; reason: string }

/** Takes the copy that has been due longest; null when none is. @param isQuiet only what is told at any hour */
export function leaseDue(sender: Sender, isQuiet: boolean): Promise<Delivery | null> {
  const now = sender.now()
  const due = { state: 'pending', dueAt: { $lte: now }, ...(isQuiet ? { isUrgent: true } : {}) } as const
  const lease = { state: 'leased', leaseOwner: sender.owner, leaseUntil: leaseEnd(now) } as const
  return Deliveries.findOneAndUpdate(
    due,
    { $set: lease, $inc: { attempts: 1, fence: 1 } },
    { sort: { dueAt: 1 }, returnDocument: 'after' },
  )
    .lean<Delivery>()
    .exec()
}

/**
 * Written before the call goes out: from here on the copy may have arrived.
 * @returns false when the lease has been lost; then nothing may be sent
 */
export async function beginSending(sender: Sender, { _id, fence }: Delivery): Promise<boolean> {
  const begun = await Deliveries.updateOne(
    { _id, fence, leaseOwner: sender.owner, state: 'leased' },
    { $set: { state: 'sending', leaseUntil: leaseEnd(sender.now()) } },
  )
  return begun.modifiedCount === 1
}

/** Writes down how a try ended. A sure answer also mends an `unknown` that others wrote meanwhile. */
export async function settle(sender: Sender, delivery: Delivery, settlement: Settlement): Promise<void> {
  const { _id, fence } = delivery
  const end = { leaseOwner: null, leaseUntil: null }
  const change = { ...end, ...changeOf(sender, delivery, settlement) }
  await Deliveries.updateOne(
    { _id, fence, state: { $in: ['leased', 'sending', 'unknown'] } },
    { $set: change },
  )
}

/** Says that this sender still has what it has; what it dropped on the way, as the store was away, is let go. */
export async function renewLeases(sender: Sender): Promise<void> {
  const mine = { _id: { $in: [...sender.inHand] }, leaseOwner: sender.owner }
  const change = { $set: { leaseUntil: leaseEnd(sender.now()) } }
  await Deliveries.updateMany({ ...mine, state: { $in: ['leased', 'sending'] } }, change)
}

/**
 * What a dead sender left. A copy that it had not begun to send goes back; one that it had may have arrived, and is never
 * sent again. @returns how many of the latter
 */
export async function recoverLeases(now: Date): Promise<number> {
  const over = { leaseUntil: { $lt: now } }
  const free = { leaseOwner: null, leaseUntil: null }
  await Deliveries.updateMany(
    { state: 'leased', ...over },
    { $set: { ...free, state: 'pending' }, $inc: { attempts: -1 } },
  )
  const interrupted = { ...free, state: 'unknown', reason: 'interrupted', settledAt: now } as const
  return (await Deliveries.updateMany({ state: 'sending', ...over }, { $set: interrupted })).modifiedCount
}

/**
 * Writes the SMS of what WeChat certainly has not brought, or has not said to have brought for long enough. It can be
 * killed anywhere: a second SMS of a message cannot be written. @returns how many were written
 */
export async function writeFallbacks(now: Date): Promise<number> {
  const unanswered = new Date(now.getTime() - noticeSettings.unansweredAfterMinutes * 60_000)
  const waiting = await Deliveries.find({
    'fallback.templateId': { $exists: true },
    $or: [{ state: { $in: ['failed', 'dead'] } }, { state: 'unknown', settledAt: { $lt: unanswered } }],
  })
    .limit(100)
    .lean<Delivery[]>()
  for (const delivery of waiting) {
    if (delivery.fallback) await writeSms(delivery, delivery.fallback, now)
    await Deliveries.updateOne({ _id: delivery._id }, { $set: { fallback: null } })
  }
  return waiting.length
}

async function writeSms(delivery: Delivery, words: CopyWords, now: Date): Promise<void> {
  const { notificationId, personId, kind, isUrgent } = delivery
  const copy = { ...untried, notificationId, personId, kind, isUrgent, channel: 'sms' as const, ...words }
  try {
    await Deliveries.create([{ ...copy, page: '', fallback: null, dueAt: now, createdAt: now }])
  } catch (error) {
    if (!duplicateKeyOf(error)) throw error
  }
}

function changeOf(sender: Sender, delivery: Delivery, settlement: Settlement): Partial<Delivery> {
  const now = sender.now()
  switch (settlement.outcome) {
    case 'sent':
      return { state: 'sent', messageId: settlement.messageId, reason: null, settledAt: now }
    case 'unknown':
      return { state: 'unknown', reason: settlement.reason, settledAt: now }
    case 'refused':
      return { state: 'failed', reason: settlement.reason, settledAt: now }
    case 'alarm':
      return { state: 'dead', reason: settlement.reason, settledAt: now }
    case 'retry': {
      const minutes = RETRY_MINUTES[delivery.attempts - 1]
      if (minutes === undefined) return { state: 'dead', reason: settlement.reason, settledAt: now }
      const pause = minutes * 60_000 * (1 + JITTER * (2 * sender.random() - 1))
      return { state: 'pending', reason: settlement.reason, dueAt: new Date(now.getTime() + pause) }
    }
  }
}

/** Whether another failed try of this copy would be its last. */
export function isLastTry({ attempts }: Pick<Delivery, 'attempts'>): boolean {
  return RETRY_MINUTES[attempts - 1] === undefined
}

/** What WeChat says in the end of a message that it took, or whose answer was lost. */
export interface SentEvent {
  personId: Types.ObjectId
  templateId: string
  messageId: string
  isDelivered: boolean
}

function leaseEnd(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS)
}
