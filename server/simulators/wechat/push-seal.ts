import { createCipheriv, createHash } from 'node:crypto'

/** What the console of the simulated platform holds about the callback. */
export interface PushSettings {
  token: string
  /** EncodingAESKey, 43 characters. */
  aesKey: string
  /** The mini-program's original id, `gh_…`. */
  ghId: string
}

/** Signature of the platform: SHA-1 in hex over the parts, sorted and joined. */
export function sign(...parts: string[]): string {
  return createHash('sha1').update(parts.sort().join(''), 'utf8').digest('hex')
}

/** AES-256-CBC over random, length, message and AppID, padded to a multiple of 32. */
export function seal(
  message: string,
  { aesKey, appId, random }: { aesKey: string; appId: string; random: string },
): string {
  const key = Buffer.from(aesKey + '=', 'base64')
  const text = Buffer.from(message, 'utf8')
  const size = Buffer.from(
    [text.length >>> 24, text.length >>> 16, text.length >>> 8, text.length].map((byte) => byte & 0xff),
  )
  const content = Buffer.concat([Buffer.from(random, 'latin1'), size, text, Buffer.from(appId, 'utf8')])
  const missing = 32 - (content.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16))
  cipher.setAutoPadding(false)
  const sealed = cipher.update(Buffer.concat([content, Buffer.alloc(missing, missing)]), undefined, 'base64')
  return sealed + cipher.final('base64')
}

/** How a push may be spoilt, to see that it is turned away. */
export interface PushTricks {
  hasBadSignature?: boolean
  isPlain?: boolean
  /** The console's compatible mode: the event in clear beside the sealed one. */
  isCompatible?: boolean
  hasWrongAppId?: boolean
  /** Seconds that its timestamp lies in the past. */
  staleBySeconds?: number
}

/** A push as it goes over the line. */
export interface SealedPush {
  query: Record<string, string>
  body: string
}

/** Puts an event into the platform's secure mode, or spoils it as asked. */
export function sealPush(
  event: Record<string, unknown>,
  settings: PushSettings & { appId: string },
  how: PushTricks & { now: () => number; randomText: (length: number) => string },
): SealedPush {
  const timestamp = String(Math.floor(how.now() / 1000) - (how.staleBySeconds ?? 0))
  const nonce = String(parseInt(Buffer.from(how.randomText(4)).toString('hex'), 16))
  const message = JSON.stringify(event)
  const base = { signature: sign(settings.token, timestamp, nonce), timestamp, nonce }
  if (how.isPlain) return { query: base, body: message }
  const appId = how.hasWrongAppId ? 'wx00000000000000ff' : settings.appId
  const Encrypt = seal(message, { aesKey: settings.aesKey, appId, random: how.randomText(16) })
  const msg_signature = how.hasBadSignature ? '0'.repeat(40) : sign(settings.token, timestamp, nonce, Encrypt)
  const openid = String(event['FromUserName'] ?? '')
  return {
    query: { ...base, openid, encrypt_type: 'aes', msg_signature },
    body: JSON.stringify({ ...(how.isCompatible ? event : {}), ToUserName: settings.ghId, Encrypt }),
  }
}
