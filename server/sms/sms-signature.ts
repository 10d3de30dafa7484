import { createHash, createHmac } from 'node:crypto'

/** What is signed of a call to the provider's API (TC3-HMAC-SHA256). */
export interface CallToSign {
  secretId: string
  secretKey: string
  /** `sms`; the first label of the host. */
  service: string
  host: string
  /** The body, to the byte. */
  body: string
  /** Seconds since 1970; the provider refuses a clock that is five minutes off. */
  timestamp: number
}

export const SIGNED_CONTENT_TYPE = 'application/json; charset=utf-8'
const ALGORITHM = 'TC3-HMAC-SHA256'
const SIGNED_HEADERS = 'content-type;host'

/** The `Authorization` header: it holds the signature and the key's id, never the key. */
export function authorisationOf(call: CallToSign): string {
  const day = new Date(call.timestamp * 1000).toISOString().slice(0, 10)
  const scope = `${day}/${call.service}/tc3_request`
  const headers = `content-type:${SIGNED_CONTENT_TYPE}\nhost:${call.host}\n`
  const canonical = ['POST', '/', '', headers, SIGNED_HEADERS, sha256(call.body)].join('\n')
  const toSign = [ALGORITHM, String(call.timestamp), scope, sha256(canonical)].join('\n')
  const key = [day, call.service, 'tc3_request'].reduce<Buffer | string>(hmac, `TC3${call.secretKey}`)
  const signature = hmac(key, toSign).toString('hex')
  return `${ALGORITHM} Credential=${call.secretId}/${scope}, SignedHeaders=${SIGNED_HEADERS}, Signature=${signature}`
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest()
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
