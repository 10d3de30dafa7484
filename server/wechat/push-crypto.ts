import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

/** WeChat pads to 32 bytes, where AES would need 16, so Node's own unpadding cannot be used. */
const PAD_BLOCK = 32
const CIPHER_BLOCK = 16
const RANDOM_LENGTH = 16
const HEAD_LENGTH = RANDOM_LENGTH + 4

/** Whether `signature` is the SHA-1 over the sorted parts, the first of them our token; compared in constant time. */
export function isSignedBy(signature: string, parts: readonly string[]): boolean {
  const expected = Buffer.from(
    createHash('sha1')
      .update([...parts].sort().join(''))
      .digest('hex'),
  )
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** A sealed message, opened: 16 random bytes, its length, its text, the AppID it is meant for. */
export interface OpenedMessage {
  message: string
  appId: string
}

/**
 * Opens what WeChat sealed with our EncodingAESKey (43 characters).
 * @returns null when it was not sealed with this key, or was tampered with
 */
export function openMessage(sealed: string, encodingAesKey: string): OpenedMessage | null {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length === 0 || bytes.length % CIPHER_BLOCK !== 0) return null
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, CIPHER_BLOCK)).setAutoPadding(false)
  const plain = withoutPadding(Buffer.concat([decipher.update(bytes), decipher.final()]))
  if (plain === null || plain.length < HEAD_LENGTH) return null
  const end = HEAD_LENGTH + plain.readUInt32BE(RANDOM_LENGTH)
  if (end > plain.length) return null
  return { message: plain.toString('utf8', HEAD_LENGTH, end), appId: plain.toString('utf8', end) }
}

function withoutPadding(padded: Buffer): Buffer | null {
  const count = padded.at(-1) ?? 0
  if (count < 1 || count > PAD_BLOCK || count > padded.length) return null
  const content = padded.subarray(0, padded.length - count)
  return padded.subarray(content.length).every((byte) => byte === count) ? content : null
}
