import type { FieldCipher } from '../personal-data/field-cipher'

/** Letters and digits that nobody confuses in handwriting: 32 of them, so that every byte's rest is as likely. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LENGTH = 10
const COUNT = 8

/** Eight codes of fifty random bits, without dash. */
export function newRecoveryCodes(randomBytes: (count: number) => Buffer): string[] {
  return Array.from({ length: COUNT }, () => newCode(randomBytes, LENGTH))
}

/** A code to be read and typed by people; five random bits in each place. */
export function newCode(randomBytes: (count: number) => Buffer, length: number): string {
  return [...randomBytes(length)].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('')
}

/** How a recovery code is kept: under a key, as fifty bits could be guessed from a plain hash. */
export function recoveryIndex(cipher: FieldCipher, personId: string, code: string): string {
  return cipher.blindIndex(`${personId} ${code}`, 'recoveryCode')
}
