import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export interface SimulatedAccount {
  secretId: string
  secretKey: string
}

const HEADER =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d{2}-\d{2})\/sms\/tc3_request, SignedHeaders=([a-z;-]+), Signature=([0-9a-f]{64})$/

/** Whether a call bears the signature that the provider would work out for it. */
export function isSignedCorrectly(
  { headers, body }: { headers: IncomingHttpHeaders; body: string },
  account: SimulatedAccount,
): boolean {
  const match = HEADER.exec(headers.authorization ?? '')
  if (!match) return false
  const [, id, day = '', names = '', given = ''] = match
  if (id !== account.secretId || !names.split(';').includes('host')) return false
  const lines = names.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`)
  const request = `POST\n/\n\n${lines.join('')}\n${names}\n${digest(body)}`
  const text = `TC3-HMAC-SHA256\n${String(headers['x-tc-timestamp'])}\n${day}/sms/tc3_request\n${digest(request)}`
  const dayKey = keyed(Buffer.from(`TC3${account.secretKey}`), day)
  const wanted = keyed(keyed(keyed(dayKey, 'sms'), 'tc3_request'), text)
  return timingSafeEqual(wanted, Buffer.from(given, 'hex'))
}

function keyed(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
