import { createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto'

/** Signs the roots of the log. The key is no part of the store: whoever has only the database cannot sign. */
export interface RootSigner {
  /** Ed25519, base64url. */
  sign(text: string): string
  /** SPKI, base64url. */
  publicKey: string
}

/** What stands before the thirty-two bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The signer that belongs to a secret of the server: the same secret always gives the same key. */
export function createRootSigner(secret: KeyObject): RootSigner {
  const seed = Buffer.from(hkdfSync('sha256', secret.export(), '', 'audit root', 32))
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' })
  return {
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64url'),
    publicKey: createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64url'),
  }
}
