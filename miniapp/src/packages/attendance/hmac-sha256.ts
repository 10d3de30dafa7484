import { sha256OfBytes, utf8 } from '../../policies/sha256'

const BLOCK_BYTES = 64

/**
 * HMAC-SHA-256 (RFC 2104) of a text, as 64 lower-case hexadecimal digits: the teacher's phone makes the codes of a lesson
 * with it, and WeChat has nothing of the kind.
 * @param keyHex the key in hexadecimal, at most 64 bytes
 */
export function hmacSha256(keyHex: string, message: string): string {
  const key = bytesOf(keyHex)
  const padded = Array.from({ length: BLOCK_BYTES }, (_, index) => key[index] ?? 0)
  const inner = sha256OfBytes([...padded.map((byte) => byte ^ 0x36), ...utf8(message)])
  return sha256OfBytes([...padded.map((byte) => byte ^ 0x5c), ...bytesOf(inner)])
}

function bytesOf(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((byte) => parseInt(byte, 16))
}
