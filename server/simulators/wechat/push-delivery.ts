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

export interface PushDelivery {
  /** Sends in the background, after `delayMs` of real time. */
  send(event: Record<string, unknown>, manner?: PushManner): void
  setCallback(url: string): void
  records(): PushRecord[]
  reset(): void
  /** Gives up what is under way. */
  stop(): Promise<void>
}

export interface PushDeliveryOptions extends PushSettings {
  appId: string
  /** Where the product listens, on this machine; null until the control plane names it. */
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
  deps: { now: () => number; randomText: (length: number) => string },
): PushDelivery {
  let callback = options.callbackUrl === null ? null : onThisMachine(options.callbackUrl)
  let records: PushRecord[] = []
  let stopping = new AbortController()
  const underWay = new Set<Promise<void>>()

  const deliver = async (
    event: Record<string, unknown>,
    tricks: PushTricks,
    signal: AbortSignal,
  ): Promise<void> => {
    const record: PushRecord = { event: String(event['Event']), tries: 0, status: null, isDelivered: false }
    records.push(record)
    while (callback && record.tries < TRIES && !record.isDelivered && !signal.aborted) {
      record.tries += 1
      const sealed = sealPush(event, options, { ...tricks, ...deps })
      const target = callback
      const limitMs = options.timeoutMs ?? TIMEOUT_MS
      Object.assign(record, await within(limitMs, signal, (limit) => post(target, sealed, limit)))
    }
  }

  const deliverCopies = async (
    event: Record<string, unknown>,
    copies: number,
    tricks: PushTricks,
    signal: AbortSignal,
  ) => {
    for (let copy = 0; copy < copies; copy += 1) await deliver(event, tricks, signal)
  }

  return {
    send(event, { delayMs = 0, copies = 1, ...tricks } = {}) {
      const { signal } = stopping
      const whole = { ToUserName: options.ghId, ...event }
      const job = pause(delayMs, undefined, { signal }).then(
        () => deliverCopies(whole, copies, tricks, signal),
        () => undefined, // stopped while it waited
      )
      underWay.add(job)
      void job.then(() => underWay.delete(job))
    },
    setCallback(url) {
      callback = onThisMachine(url)
    },
    records: () => records,
    reset() {
      stopping.abort()
      stopping = new AbortController()
      records = []
    },
    async stop() {
      stopping.abort()
      await Promise.allSettled(underWay)
    },
  }
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

async function post(callback: URL, { query, body }: SealedPush, signal: AbortSignal): Promise<Outcome> {
  const target = new URL(callback)
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

function onThisMachine(text: string): URL {
  const url = new URL(text)
  if (!LOOPBACK.test(url.hostname)) throw new Error('The WeChat simulator pushes to this machine only')
  return url
}
