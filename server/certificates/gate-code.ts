import { timingSafeEqual } from 'node:crypto'
import { Types } from 'mongoose'
import { GATE_CODE_SECONDS } from '#shared/certificates'
import type { FieldCipher } from '../personal-data/field-cipher'

/**
 * A code that shows one certificate for two minutes: which one, until when, and 128 bits of a keyed hash over both. Nothing
 * of it is stored, so that a new one every minute costs no write; it carries nothing about the person.
 */
export function newGateCode(
  cipher: FieldCipher,
  certificateId: Types.ObjectId,
  now: Date,
): { token: string; expiresAt: Date } {
  const expiresAt = new Date((Math.floor(now.getTime() / 1000) + GATE_CODE_SECONDS) * 1000)
  const told = `${certificateId.toHexString()}.${(expiresAt.getTime() / 1000).toString(36)}`
  return { token: `${told}.${sealOf(cipher, told)}`, expiresAt }
}

/** What a code says: whose certificate it shows, or that it is over, or that it never was one of ours. */
export function readGateCode(
  cipher: FieldCipher,
  token: string,
  now: Date,
): { certificateId: Types.ObjectId } | 'expired' | 'unknown' {
  const [id = '', until = '', seal = ''] = token.split('.')
  if (!/^[0-9a-f]{24}$/.test(id) || !isSame(seal, sealOf(cipher, `${id}.${until}`))) return 'unknown'
  const expiresAt = Number.parseInt(until, 36) * 1000
  return now.getTime() < expiresAt ? { certificateId: new Types.ObjectId(id) } : 'expired'
}

/** 22 characters of base64url are 132 bits. */
function sealOf(cipher: FieldCipher, told: string): string {
  return cipher.blindIndex(told, 'certificate_gate').slice(0, 22)
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}
