import { createHmac } from 'node:crypto'
import { failure, success, type Endpoint, type SimulatedAnswer, type SimulatedRequest } from './answers'
import type { SimulatorContext } from './simulator-context'
import { refuseAccessToken } from './token-endpoints'

/** HMAC-SHA256 in hex, under the session key as text: the platform does not decode its base64. */
export function signWithSessionKey(message: string, sessionKey: string): string {
  return createHmac('sha256', sessionKey).update(message, 'utf8').digest('hex')
}

/** GET /wxa/checksession: whether the caller holds the session key of the person's last login. */
export const checkSession: Endpoint = (request, context) =>
  refuseSignature(request, context) ?? success('{"errcode":0,"errmsg":"ok"}')

/** GET /wxa/resetusersessionkey: a new session key for whoever holds the old one. */
export const resetSessionKey: Endpoint = (request, context) => {
  const refusal = refuseSignature(request, context)
  if (refusal) return refusal
  const openid = request.query.get('openid') ?? ''
  const session_key = Buffer.from(context.randomText(16)).toString('base64')
  context.state.sessionKeys[openid] = session_key
  context.save()
  return success(JSON.stringify({ errcode: 0, errmsg: 'ok', openid, session_key }))
}

function refuseSignature(request: SimulatedRequest, context: SimulatorContext): SimulatedAnswer | null {
  const refusal = refuseAccessToken(request, context)
  if (refusal) return refusal
  const { query } = request
  if (query.get('sig_method') !== 'hmac_sha256') return failure(context, 87008, 'invalid sig_method')
  const sessionKey = context.state.sessionKeys[query.get('openid') ?? '']
  const isRight = sessionKey !== undefined && query.get('signature') === signWithSessionKey('', sessionKey)
  return isRight ? null : failure(context, 87009, 'invalid signature')
}
