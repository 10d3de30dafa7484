import type { ClientSession } from 'mongoose'
import { duplicateKeyOf } from '../mongo'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { PushEvent } from '../wechat/push-events'
import { WechatEvents, type KeptWechatEvent } from './wechat-event.model'

const DAY_MS = 86_400_000
const KEEP_KEY_DAYS = 30
/** Longer than any handler takes; a process that dies with an event in hand delays it by so much. */
const LEASE_MS = 30_000
/** Minutes before the next try, by number of tries made; after the last one somebody must look. */
const RETRY_MINUTES = [0.1, 1, 5, 30, 120, 720]

/** An accepted push on its way into the inbox. */
export interface ArrivedEvent {
  event: PushEvent
  occurredAt: Date
  dedupeKey: string
}

/** An event in the hands of one worker. */
export interface LeasedEvent {
  id: string
  leaseId: string
  attempts: number
  kind: PushEvent['kind']
  occurredAt: Date
  contentCipher: string
}

/**
 * Writes an event down. When this returns it is on disk, and `success` may be answered.
 * @returns false when it was there already: WeChat repeats itself
 */
export async function keepEvent(cipher: FieldCipher, arrived: ArrivedEvent, now: Date): Promise<boolean> {
  const { event, occurredAt, dedupeKey } = arrived
  try {
    await WechatEvents.create({
      _id: dedupeKey,
      kind: event.kind,
      contentCipher: cipher.encrypt(JSON.stringify(event), placeOf(dedupeKey)),
      occurredAt,
      receivedAt: now,
      state: 'waiting',
      dueAt: now,
      attempts: 0,
    })
    return true
  } catch (error) {
    if (duplicateKeyOf(error)) return false
    throw error
  }
}

/** Takes the oldest event that is due, for `LEASE_MS`; null when none is. */
export async function leaseEvent(leaseId: string, now: Date): Promise<LeasedEvent | null> {
  const taken = await WechatEvents.findOneAndUpdate(
    { state: 'waiting', dueAt: { $lte: now } },
    { $set: { dueAt: new Date(now.getTime() + LEASE_MS), leaseId }, $inc: { attempts: 1 } },
    { sort: { occurredAt: 1 }, returnDocument: 'after' },
  ).lean<KeptWechatEvent>()
  if (!taken) return null
  const { _id: id, attempts, kind, occurredAt, contentCipher } = taken
  return { id, leaseId, attempts, kind, occurredAt, contentCipher: contentCipher ?? '' }
}

/** What the event says. @throws when it was not written by `keepEvent` under the same key */
export function readEvent(cipher: FieldCipher, { id, contentCipher }: LeasedEvent): PushEvent {
  return JSON.parse(cipher.decrypt(contentCipher, placeOf(id))) as PushEvent
}

/**
 * Marks an event as done, in the transaction of what it led to.
 * @returns false when the lease has gone to somebody else: then nothing may be done for it
 */
export async function finishEvent(leased: LeasedEvent, now: Date, tx: ClientSession): Promise<boolean> {
  const forgetAt = new Date(now.getTime() + KEEP_KEY_DAYS * DAY_MS)
  const finished = await WechatEvents.updateOne(
    { _id: leased.id, state: 'waiting', leaseId: leased.leaseId },
    { $set: { state: 'done', contentCipher: null, leaseId: null, forgetAt } },
    { session: tx },
  )
  return finished.modifiedCount === 1
}

/** Gives an event back after a failed try. @returns what becomes of it */
export async function putBackEvent(leased: LeasedEvent, now: Date): Promise<'waiting' | 'failed'> {
  const minutes = RETRY_MINUTES[leased.attempts - 1]
  const state = minutes === undefined ? 'failed' : 'waiting'
  const dueAt = new Date(now.getTime() + (minutes ?? 0) * 60_000)
  await WechatEvents.updateOne(
    { _id: leased.id, state: 'waiting', leaseId: leased.leaseId },
    { $set: { state, dueAt, leaseId: null } },
  )
  return state
}

function placeOf(id: string): { collection: string; field: string; recordId: string } {
  return { collection: 'wechat_events', field: 'content', recordId: id }
}
