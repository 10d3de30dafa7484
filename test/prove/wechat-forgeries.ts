import { createCipheriv, createHash } from 'node:crypto'
import type { Seeded } from '../oracle/seeded'

/** A request to the callback address, as anybody could send it. */
export interface PushRequest {
  query: Record<string, string>
  body: string
}

/** What an attacker may have got hold of, and the clock that they try to get past. */
export interface Surroundings {
  token: string
  aesKey: string
  appId: string
  ghId: string
  /** Seconds. */
  now: number
  random: Seeded
}

type Kind = 'forged' | 'replayed' | 'skewed' | 'downgraded' | 'misdirected'

/** One way to cheat. What it is made from is sealed and signed as WeChat does. */
export interface Forgery {
  kind: Kind
  name: string
  make(around: Surroundings): PushRequest
}

const WINDOW = 600
const ZERO_SIGNATURE = '0'.repeat(40)

/** The ways to cheat, each made anew from random parts. Own code throughout: nothing of the product or its simulator. */
export const forgeries: readonly [Forgery, ...Forgery[]] = [
  forged('no signature', (push) => without(push, 'msg_signature')),
  forged('an empty signature', (push) => withQuery(push, { msg_signature: '' })),
  forged('a signature of zeroes', (push) => withQuery(push, { msg_signature: ZERO_SIGNATURE })),
  forged('a signature with another digit', (push, { random }) =>
    withQuery(push, { msg_signature: altered(push.query['msg_signature'] ?? '', random) }),
  ),
  forged('a signature in capitals', (push) =>
    withQuery(push, {
      msg_signature: (push.query['msg_signature'] ?? '').toUpperCase().replace(/^\d+$/, 'A'),
    }),
  ),
  forged('a signature under another token', (_push, around) => genuine({ ...around, token: 'guess' })),
  forged('a seal under another key', (_push, around) => genuine({ ...around, aesKey: 'B'.repeat(43) })),
  forged('a seal with another byte', (push, { random }) => withSeal(push, (seal) => altered(seal, random))),
  forged('a seal cut short', (push) => withSeal(push, (seal) => seal.slice(0, 64))),
  forged('the seal of another push', (push, around) => ({ query: push.query, body: genuine(around).body })),
  forged('another nonce', (push) => withQuery(push, { nonce: '1' })),
  forged('padding of 0', (_push, around) => sealedBytes(around, Buffer.alloc(64))),
  forged('padding of 33', (_push, around) => sealedBytes(around, padded(around, 33))),
  forged('padding of unequal bytes', (_push, around) => sealedBytes(around, unevenly(padded(around, 32)))),
  forged('a length beyond the end', (_push, around) => sealedBytes(around, tooLong(around))),
  {
    kind: 'replayed',
    name: 'a push from yesterday',
    make: (around) => genuine({ ...around, now: around.now - 86_400 - around.random.below(600) }),
  },
  {
    kind: 'replayed',
    name: 'a push just out of the window, dated anew',
    make: (around) =>
      withQuery(genuine({ ...around, now: around.now - WINDOW - 60 }), { timestamp: String(around.now) }),
  },
  {
    kind: 'skewed',
    name: 'a push from before the window',
    make: (around) => genuine({ ...around, now: around.now - WINDOW - 30 - around.random.below(100_000) }),
  },
  {
    kind: 'skewed',
    name: 'a push from the future',
    make: (around) => genuine({ ...around, now: around.now + WINDOW + 30 + around.random.below(100_000) }),
  },
  {
    kind: 'skewed',
    name: 'a time that is none',
    make: (around) => {
      const timestamp = around.random.pick(['', '-1', '1e9', 'NaN', '0x5f', '99999999999999', ' '])
      return signedAt(around, timestamp)
    },
  },
  downgraded('a plain push with a true signature of its query', (around) => plain(around, {})),
  downgraded('a plain push that says aes', (around) => plain(around, { encrypt_type: 'aes' })),
  downgraded('a sealed push that says raw', (around) => withQuery(genuine(around), { encrypt_type: 'raw' })),
  downgraded('a sealed push that says nothing', (around) => without(genuine(around), 'encrypt_type')),
  downgraded('a push as XML', (around) => ({
    query: genuine(around).query,
    body: '<xml><Encrypt>x</Encrypt></xml>',
  })),
  downgraded('only the signature of the query', (around) => {
    const { query, body } = genuine(around)
    const signature = sha1([around.token, query['timestamp'] ?? '', query['nonce'] ?? ''])
    return { query: { ...query, signature, msg_signature: signature }, body }
  }),
  misdirected('another AppID', (around) => genuine({ ...around, appId: 'wx00000000000000ff' })),
  misdirected('another account', (around) => genuine({ ...around, ghId: 'gh_other' })),
]

/** A push as WeChat makes it: an account cancelled, which has an effect that nobody could miss. */
export function genuine(around: Surroundings): PushRequest {
  const { random, now, ghId } = around
  const message = JSON.stringify({
    ToUserName: ghId,
    FromUserName: 'oPushService',
    CreateTime: now - random.below(5),
    MsgType: 'event',
    Event: 'user_authorization_cancellation',
    OpenID: 'oDEMOworkerready000000000000',
    AppID: around.appId,
    noise: random.below(1_000_000_000),
    MsgId: random.below(2_000_000_000),
  })
  const content = contentOf(around, message)
  return sealedBytes(around, Buffer.concat([content, paddingOf(content, 32)]))
}

function forged(name: string, spoil: (push: PushRequest, around: Surroundings) => PushRequest): Forgery {
  return { kind: 'forged', name, make: (around) => spoil(genuine(around), around) }
}

function downgraded(name: string, make: Forgery['make']): Forgery {
  return { kind: 'downgraded', name, make }
}

function misdirected(name: string, make: Forgery['make']): Forgery {
  return { kind: 'misdirected', name, make }
}

function plain(around: Surroundings, more: Record<string, string>): PushRequest {
  const [timestamp, nonce] = [String(around.now), nonceOf(around.random)]
  const body = JSON.stringify({
    ToUserName: around.ghId,
    FromUserName: 'oAnybody',
    CreateTime: around.now,
    MsgType: 'event',
  })
  const signature = sha1([around.token, timestamp, nonce])
  return { query: { signature, msg_signature: signature, timestamp, nonce, ...more }, body }
}

function signedAt(around: Surroundings, timestamp: string): PushRequest {
  const push = genuine(around)
  const nonce = push.query['nonce'] ?? ''
  return withQuery(push, { timestamp, msg_signature: sha1([around.token, timestamp, nonce, sealOf(push)]) })
}

/** Seals and signs whatever bytes are given. */
function sealedBytes(around: Surroundings, bytes: Buffer): PushRequest {
  const key = Buffer.from(`${around.aesKey}=`, 'base64')
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const Encrypt = Buffer.concat([cipher.update(bytes), cipher.final()]).toString('base64')
  const [timestamp, nonce] = [String(around.now), nonceOf(around.random)]
  const msg_signature = sha1([around.token, timestamp, nonce, Encrypt])
  const query = { timestamp, nonce, encrypt_type: 'aes', msg_signature }
  return { query, body: JSON.stringify({ ToUserName: around.ghId, Encrypt }) }
}

function contentOf(
  { appId, random }: Surroundings,
  message: string,
  length = Buffer.byteLength(message),
): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(length)
  const noise = Buffer.from(Array.from({ length: 16 }, () => 97 + random.below(26)))
  return Buffer.concat([noise, size, Buffer.from(message), Buffer.from(appId)])
}

function paddingOf(content: Buffer, block: number): Buffer {
  const missing = block - (content.length % block)
  return Buffer.alloc(missing, missing)
}

/** A true content whose padding claims to be so many bytes, in blocks that the cipher takes. */
function padded(around: Surroundings, claimed: number): Buffer {
  const content = contentOf(around, 'm'.repeat(95))
  const room = Buffer.alloc(Math.ceil((content.length + claimed) / 16) * 16 - claimed - content.length, 'm')
  return Buffer.concat([content, room, Buffer.alloc(claimed, claimed)])
}

function unevenly(bytes: Buffer): Buffer {
  bytes[bytes.length - 2] = 7
  return bytes
}

function tooLong(around: Surroundings): Buffer {
  const content = contentOf(around, '{}', 2 ** 31)
  return Buffer.concat([content, paddingOf(content, 32)])
}

function withQuery({ query, body }: PushRequest, changes: Record<string, string>): PushRequest {
  return { query: { ...query, ...changes }, body }
}

function without({ query, body }: PushRequest, name: string): PushRequest {
  return { query: Object.fromEntries(Object.entries(query).filter(([key]) => key !== name)), body }
}

function sealOf({ body }: PushRequest): string {
  return (JSON.parse(body) as { Encrypt: string }).Encrypt
}

function withSeal(push: PushRequest, change: (seal: string) => string): PushRequest {
  return { query: push.query, body: JSON.stringify({ Encrypt: change(sealOf(push)) }) }
}

/** The text with one character another. */
function altered(text: string, random: Seeded): string {
  const at = random.below(text.length - 4)
  return `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`
}

function nonceOf(random: Seeded): string {
  return String(random.below(1_000_000_000))
}

function sha1(parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex')
}
