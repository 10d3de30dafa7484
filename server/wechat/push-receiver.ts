import * as v from 'valibot'
import { isSignedBy, openMessage, type OpenedMessage } from './push-crypto'
import { readPush, type PushEvent } from './push-events'
import { readWechatJson } from './wechat-json'

/** What is set in the console for the callback address. The console's data format must be JSON, its mode secure. */
export interface PushSecrets {
  token: string
  /** EncodingAESKey, 43 characters. */
  aesKey: string
}

export interface PushSettings {
  /** Our account's original id, `gh_…`. */
  ghId: string
  /** The current pair, and during a change the one before. */
  secrets: readonly PushSecrets[]
}

export interface PushReceiverOptions extends PushSettings {
  appId: string
  /** The real clock in milliseconds. */
  now: () => number
}

/** Why a push is turned away: with 403, and nothing is written. */
export type PushRefusal = 'not_sealed' | 'stale' | 'forged' | 'not_for_us' | 'unreadable'

export type ReceivedPush =
  | { accepted: true; event: PushEvent; occurredAt: Date; dedupeKey: string }
  | { accepted: false; reason: PushRefusal }

/**
 * The door for WeChat's pushes. The caller writes `dedupeKey` under a unique index together with the event, answers
 * `success` within five seconds whether it is new or not, and does the work afterwards.
 */
export interface PushReceiver {
  /** For GET: what to answer verbatim when WeChat checks the address, or null (403). */
  confirmAddress(query: Record<string, unknown>): string | null
  /** For POST, with the raw body. */
  receive(query: Record<string, unknown>, body: string): ReceivedPush
}

/** WeChat names no window; a re-delivery may come minutes later. */
const WINDOW_MS = 600_000

const parameter = v.pipe(v.string(), v.minLength(1), v.maxLength(128))
const addressQuery = v.object({
  signature: parameter,
  timestamp: parameter,
  nonce: parameter,
  echostr: parameter,
})
const sealedQuery = v.object({
  msg_signature: parameter,
  timestamp: v.pipe(v.string(), v.regex(/^\d{1,12}$/)),
  nonce: parameter,
  encrypt_type: v.literal('aes'),
})
const sealedBody = v.object({ Encrypt: v.pipe(v.string(), v.minLength(1)) })

export function createPushReceiver(options: PushReceiverOptions): PushReceiver {
  return {
    confirmAddress(query) {
      const parsed = v.safeParse(addressQuery, query)
      if (!parsed.success) return null
      const { signature, timestamp, nonce, echostr } = parsed.output
      const isOurs = options.secrets.some(({ token }) => isSignedBy(signature, [token, timestamp, nonce]))
      return isOurs ? echostr : null
    },
    receive(query, body) {
      const asked = v.safeParse(sealedQuery, query)
      const carried = v.safeParse(sealedBody, readWechatJson(body))
      // A plain push is a forgery here, however well it is signed: we only ever asked for sealed ones.
      if (!asked.success || !carried.success) return refuse('not_sealed')
      const { msg_signature, timestamp, nonce } = asked.output
      if (Math.abs(options.now() - Number(timestamp) * 1000) > WINDOW_MS) return refuse('stale')
      const sealed = carried.output.Encrypt
      const secret = options.secrets.find(({ token }) =>
        isSignedBy(msg_signature, [token, timestamp, nonce, sealed]),
      )
      const opened = secret ? openMessage(sealed, secret.aesKey) : null
      return opened ? readOpened(opened, options) : refuse('forged')
    },
  }
}

function readOpened({ message, appId }: OpenedMessage, options: PushReceiverOptions): ReceivedPush {
  if (appId !== options.appId) return refuse('not_for_us')
  const fields = readWechatJson(message)
  const push = fields === null ? null : readPush(fields)
  if (!push) return refuse('unreadable')
  if (push.recipient !== options.ghId) return refuse('not_for_us')
  const { event, occurredAt, dedupeKey } = push
  return { accepted: true, event, occurredAt, dedupeKey }
}

function refuse(reason: PushRefusal): ReceivedPush {
  return { accepted: false, reason }
}
