import { setTimeout as pause } from 'node:timers/promises'
import { sealPush, type PushSettings, type PushTricks, type SealedPush } from './push-seal'

/** How a push goes out: spoilt or not, when, and how often in a row. */
export interface PushManner extends PushTricks {
  delayMs?: number
  copies?: number
}

export interface PushRecord {
  event: string
  tries: number
  /** Status of the last answer; null when none came in time. */
  status: number | null
  isDelivered: boolean
}

/** A push that is still to be delivered: part of the state, so that a killed process delivers it after its restart. */
export interface PendingPush {
  event: Record<string, unknown>
  tricks: PushTricks
  copies: number
  /** Milliseconds of the real clock. */
  dueAt: number
}

/** Where pushes wait, and where they go. */
export interface PushQueue {
  pending(): PendingPush[]
  callbackUrl(): string | null
  /** Writes the state down. */
  save(): void
}

export interface PushDelivery {
  /** Takes a push in, to go out after `delayMs` of real time. Whoever calls writes the state down. */
  send(event: Record<string, unknown>, manner?: PushManner): void
  /** Goes on with what an earlier process left. */
  resume(): void
  records(): PushRecord[]
  reset(): void
  /** Gives up what is under way. */
  stop(): Promise<void>
}

export interface PushDeliveryOptions extends PushSettings {
  appId: string
  /** Where the product listens, on this machine; null until the control plane names it, which counts from then on. */
  callbackUrl: string | null
  /** 5000 on the real platform. */
  timeoutMs?: number
  /** The longest that the sent event of a message takes; 2000 unless told. */
  sentEventWithinMs?: number
}

const TRIES = 3
const TIMEOUT_MS = 5_000
const LOOPBACK = /^(127\.0\.0\.1|localhost)$/

/** Delivers events as the platform does: five seconds to answer, three tries, secure mode. */
export function createPushDelivery(
  options: PushDeliveryOptions,
  deps: PushQueue & { now: () => number; realNow: () => number; randomText: (length: number) => string },
): PushDelivery {
  let records: PushRecord[] = []
  /** Each with what gives it up: one signal for all would have as many listeners as there are pushes. */
  const underWay = new Map<AbortController, Promise<void>>()

  const deliver = async ({ event, tricks }: PendingPush, signal: AbortSignal): Promise<void> => {
    const record: PushRecord = { event: String(event['Event']), tries: 0, status: null, isDelivered: false }
    records.push(record)
    while (record.tries < TRIES && !record.isDelivered && !signal.aborted) {
      const callbackUrl = deps.callbackUrl()
      if (callbackUrl === null) return
      record.tries += 1
      const sealed = sealPush(event, options, { ...tricks, ...deps })
      const limitMs = options.timeoutMs ?? TIMEOUT_MS
      const outcome = await within(limitMs, signal, (limit) => post(new URL(callbackUrl), sealed, limit))
      Object.assign(record, outcome)
    }
  }

  const deliverCopies = async (push: PendingPush, signal: AbortSignal): Promise<void> => {
    for (let copy = 0; copy < push.copies && !signal.aborted; copy += 1) await deliver(push, signal)
    if (signal.aborted) return
    const queue = deps.pending()
    queue.splice(queue.indexOf(push), 1)
    deps.save()
  }

  const start = (push: PendingPush): void => {
    const stopping = new AbortController()
    const { signal } = stopping
    const delayMs = Math.max(0, push.dueAt - deps.realNow())
    const job = pause(delayMs, undefined, { signal }).then(
      () => deliverCopies(push, signal),
      () => undefined, // stopped while it waited
    )
    underWay.set(stopping, job)
    void job.then(() => underWay.delete(stopping))
  }

  return {
    send(event, { delayMs = 0, copies = 1, ...tricks } = {}) {
      const whole = { ToUserName: options.ghId, ...event }
      const push = { event: whole, tricks, copies, dueAt: deps.realNow() + delayMs }
      deps.pending().push(push)
      start(push)
    },
    resume() {
      for (const push of deps.pending()) start(push)
    },
    records: () => records,
    reset() {
      abort(underWay.keys())
      records = []
    },
    async stop() {
      abort(underWay.keys())
      await Promise.allSettled(underWay.values())
    },
  }
}

function abort(controllers: Iterable<AbortController>): void {
  for (const controller of controllers) controller.abort()
}

/**
 * Gives the exchange up after so long, or with the whole delivery. By hand, because Node 20 forgets the time-out in
 * `AbortSignal.any` at its next garbage collection.
 */
async function within<T>(
  limitMs: number,
  whole: AbortSignal,
  exchange: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController()
  const giveUp = (): void => limit.abort()
  const timer = setTimeout(giveUp, limitMs)
  whole.addEventListener('abort', giveUp, { once: true })
  try {
    return await exchange(limit.signal)
  } finally {
    clearTimeout(timer)
    whole.removeEventListener('abort', giveUp)
  }
}

type Outcome = Pick<PushRecord, 'status' | 'isDelivered'>

async function post(target: URL, { query, body }: SealedPush, signal: AbortSignal): Promise<Outcome> {
  target.search = new URLSearchParams(query).toString()
  const init = { method: 'POST', body, signal, headers: { 'content-type': 'application/json' } }
  // Whatever breaks the exchange is, to the platform, simply no answer.
  return fetch(target, init).then(
    async (response) => ({
      status: response.status,
      isDelivered: response.ok && isAcknowledged(await response.text()),
    }),
    () => ({ status: null, isDelivered: false }),
  )
}

/** The platform repeats a push until it reads `success` or nothing at all. */
function isAcknowledged(answer: string): boolean {
  return answer === '' || answer === 'success'
}

/** @throws Error for an address on another machine */
export function refuseElsewhere(callbackUrl: string): void {
  if (!LOOPBACK.test(new URL(callbackUrl).hostname))
    throw new Error('The WeChat simulator pushes to this machine only')
}
