import type { ClientSession, Types } from 'mongoose'
import type { Logger } from '../logger'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { PushEvent } from '../wechat/push-events'
import { handleEvent, type WechatEventHandlers } from './wechat-event-handlers'
import { finishEvent, leaseEvent, putBackEvent, readEvent, type LeasedEvent } from './wechat-event-inbox'

export interface EventWorkDeps {
  cipher: FieldCipher
  handlers: WechatEventHandlers
  personIdOf: (openid: string, tx: ClientSession) => Promise<Types.ObjectId | null>
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
  newLeaseId: () => string
  now: () => Date
  log: Logger
}

export interface EventWork {
  /** An event has come: look now. */
  wake(): void
  /** Waits for the event in hand; the others are left to the next start. */
  stop(): Promise<void>
}

/** How long an event waits that another process took in and could not work off, or that failed once. */
const LOOK_EVERY_MS = 2_000

/**
 * Works the inbox off, in any number of processes: a lease keeps an event with one of them, and the event is done in the
 * very transaction of what follows from it, so that it happens once however often it is tried.
 */
export function startEventWork(deps: EventWorkDeps): EventWork {
  let running: Promise<void> | null = null
  let isStopped = false
  let isWanted = false

  const round = async (): Promise<void> => {
    do {
      isWanted = false
      while (!isStopped && (await workOne(deps)));
    } while (isWanted && !isStopped)
  }
  const wake = (): void => {
    isWanted = true
    if (running || isStopped) return
    running = round()
      .catch((error: unknown) => deps.log.error({ err: error }, 'round of wechat events failed'))
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(wake, LOOK_EVERY_MS)
  return {
    wake,
    async stop() {
      isStopped = true
      clearInterval(timer)
      await running
    },
  }
}

/** @returns whether there was one */
async function workOne(deps: EventWorkDeps): Promise<boolean> {
  const leased = await leaseEvent(deps.newLeaseId(), deps.now())
  if (!leased) return false
  try {
    await deps.inTransaction((tx) => carryOut(deps, leased, tx))
  } catch (error) {
    const state = await putBackEvent(leased, deps.now())
    const alarm = state === 'failed' ? { alarm: 'wechat_event_failed' } : {}
    deps.log.error({ ...alarm, kind: leased.kind, err: error }, 'wechat event could not be worked off')
  }
  return true
}

async function carryOut(deps: EventWorkDeps, leased: LeasedEvent, tx: ClientSession): Promise<void> {
  const now = deps.now()
  if (!(await finishEvent(leased, now, tx))) return
  const { id: eventId, occurredAt } = leased
  const event = readEvent(deps.cipher, leased)
  const openid = openidOf(event)
  const personId = openid === null ? null : await deps.personIdOf(openid, tx)
  await handleEvent(deps.handlers, event, { tx, eventId, personId, occurredAt, now, log: deps.log })
}

function openidOf(event: PushEvent): string | null {
  return 'openid' in event ? event.openid : null
}
