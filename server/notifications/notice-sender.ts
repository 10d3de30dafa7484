import { setTimeout as pause } from 'node:timers/promises'
import { isQuietAt } from '#shared/notice-settings'
import type { Logger } from '../logger'
import { shanghaiTime, type Clock } from '../programme-clock'
import { attempt, type AttemptDeps } from './copy-attempt'
import type { Delivery } from './delivery.model'
import {
  isLastTry,
  leaseDue,
  recoverLeases,
  renewLeases,
  settle,
  writeFallbacks,
  type Sender,
  type Settlement,
} from './outbox'

/** What sending needs from the application. */
export interface NoticeSenderDeps extends AttemptDeps {
  clock: Clock
  /** One process's own name, made anew at every start. */
  owner: string
  /** From 0 up to 1. */
  random: () => number
  log: Logger
}

const LOOK_EVERY_MS = 500
const RENEW_EVERY_MS = 2_000
/** So many copies are under way at a time: one that hangs does not hold up the others. */
const LANES = 4
/** What WeChat answered is worth more than one try to write it down: a store may be moving to another process. */
const SETTLE_TRIES = 6
const SETTLE_EVERY_MS = 1_000

/**
 * Keeps sending in the background, in any number of processes. Stopping waits for the copies that are under way and leaves
 * the others to the next start.
 */
export function startNoticeSender(deps: NoticeSenderDeps): { stop(): Promise<void> } {
  const sender: Sender = { owner: deps.owner, now: deps.clock.now, random: deps.random, inHand: new Set() }
  let running: Promise<void> | null = null
  let isStopped = false
  const look = () => {
    running ??= round(deps, sender, () => isStopped)
      .catch((error: unknown) => deps.log.error({ err: error }, 'round of notices failed'))
      .finally(() => {
        running = null
      })
  }
  const renew = () => {
    renewLeases(sender).catch((error: unknown) => deps.log.error({ err: error }, 'leases not renewed'))
  }
  const timers = [setInterval(look, LOOK_EVERY_MS), setInterval(renew, RENEW_EVERY_MS)]
  return {
    async stop() {
      isStopped = true
      await running
      for (const timer of timers) clearInterval(timer)
    },
  }
}

async function round(deps: NoticeSenderDeps, sender: Sender, isStopping: () => boolean): Promise<void> {
  const interrupted = await recoverLeases(sender.now())
  if (interrupted > 0) deps.log.warn({ interrupted }, 'copies were interrupted and are not sent again')
  if (deps.sendSms) await writeFallbacks(sender.now())
  const lanes = Array.from({ length: LANES }, () => lane(deps, sender, isStopping))
  // All of them end before the next round begins, also those beside one that failed.
  for (const end of await Promise.allSettled(lanes))
    if (end.status === 'rejected') deps.log.error({ err: end.reason as unknown }, 'lane of notices failed')
}

async function lane(deps: NoticeSenderDeps, sender: Sender, isStopping: () => boolean): Promise<void> {
  while (!isStopping()) {
    const isQuiet = isQuietAt(shanghaiTime(deps.clock.programmeNow()))
    const delivery = await leaseDue(sender, isQuiet)
    if (!delivery) return
    await carryOut(deps, sender, delivery)
  }
}

/** Whatever breaks on the way, the lease then ends by itself, and with it the copy is free or unknown. */
async function carryOut(deps: NoticeSenderDeps, sender: Sender, delivery: Delivery): Promise<void> {
  sender.inHand.add(delivery._id)
  try {
    const made = await attempt(deps, sender, delivery)
    if (!made) return
    await insist(() => settle(sender, delivery, made.settlement), deps.log)
    tell(deps.log, delivery, made.settlement)
    await made.keepCredits?.()
  } finally {
    sender.inHand.delete(delivery._id)
  }
}

async function insist(work: () => Promise<void>, log: Logger): Promise<void> {
  for (let tries = 1; tries < SETTLE_TRIES; tries += 1) {
    try {
      return await work()
    } catch (error) {
      log.warn({ err: error, tries }, 'end of a send not written down yet')
      await pause(SETTLE_EVERY_MS)
    }
  }
  return work()
}

function tell(log: Logger, delivery: Delivery, { outcome, ...rest }: Settlement): void {
  const { channel, kind, attempts } = delivery
  const fields = { deliveryId: delivery._id.toHexString(), channel, kind, outcome, attempts }
  const isDead = outcome === 'alarm' || (outcome === 'retry' && isLastTry(delivery))
  const reason = 'reason' in rest ? rest.reason : null
  if (isDead) log.error({ ...fields, reason, alarm: 'notice_not_delivered' }, 'copy of a message given up')
  else log.info(fields, 'copy of a message settled')
}
