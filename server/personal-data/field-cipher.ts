import { createCipheriv, createDecipheriv, createHmac, type KeyObject } from 'node:crypto'

/** Where a ciphertext lives. Moved to another record or field, it no longer opens. */
export interface FieldPlace {
  collection: string
  field: string
  recordId: string
}

const VERSION = 'v1'
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts single fields of personal data (AES-256-GCM) and makes keyed blind indexes for exact look-up.
 * A plain hash of an ID number could be guessed through; one under a key of its own cannot.
 */
export class FieldCipher {
  constructor(
    private readonly fieldKey: KeyObject,
    private readonly indexKey: KeyObject,
    private readonly randomBytes: (count: number) => Buffer,
  ) {}

  /** Ciphertext as text, bound to its place. */
  encrypt(plain: string, place: FieldPlace): string {
    const iv = this.randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.fieldKey, iv).setAAD(boundTo(place))
    const sealed = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${VERSION}.${sealed.toString('base64url')}`
  }

  /**
   * The text again.
   * @throws when the ciphertext was altered, belongs to another place, or was made under another key
   */
  decrypt(sealed: string, place: FieldPlace): string {
    const [version, encoded = ''] = sealed.split('.')
    if (version !== VERSION) throw new Error(`Unknown cipher version in ${place.collection}.${place.field}`)
    const bytes = Buffer.from(encoded, 'base64url')
    const tag = bytes.subarray(bytes.length - TAG_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', this.fieldKey, bytes.subarray(0, IV_BYTES))
    decipher.setAAD(boundTo(place)).setAuthTag(tag)
    const body = bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES)
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
  }

  /** Equal text of the same purpose gives the same index; nothing leads back to the text. */
  blindIndex(plain: string, purpose: string): string {
    return createHmac('sha256', this.indexKey).update(`${purpose}\u0000${plain}`, 'utf8').digest('base64url')
  }
}

function boundTo(place: FieldPlace): Buffer {
  return Buffer.from(JSON.stringify([place.collection, place.field, place.recordId]), 'utf8')
}
