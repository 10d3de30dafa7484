import { failure, success, type Endpoint, type SimulatedAnswer } from './answers'
import type { SimulatorContext } from './simulator-context'

const LOGINS_PER_MINUTE = 100
const TEXT = { separator: ', ', contentType: 'text/plain' }

/** GET /sns/jscode2session: JSON under the name of text/plain, and no errcode when all is well. */
export const codeToSession: Endpoint = (request, context) => {
  const refusal = malformed(request.query, context)
  if (refusal) return refusal
  const codeText = request.query.get('js_code') ?? ''
  const code = context.state.loginCodes[codeText]
  if (!code || code.expiresAt <= context.now()) return refuse(context, 40029, 'invalid code')
  if (code.used) return refuse(context, 40163, 'code been used')
  const person = context.state.people.find(({ openid }) => openid === code.openid)
  if (person?.risk === 4) return refuse(context, 40226, 'code blocked')
  if (isTooOften(code.openid, context)) {
    return refuse(context, 45011, 'api minute-quota reach limit mustslower retry next minute')
  }
  code.used = true
  const sessionKey = Buffer.from(context.randomText(16)).toString('base64')
  context.state.sessionKeys[code.openid] = sessionKey
  context.state.lastVisits[code.openid] = context.now()
  context.save()
  const unionid = person?.unionid === undefined ? {} : { unionid: person.unionid }
  return success(
    JSON.stringify({ session_key: sessionKey, openid: code.openid, ...unionid }),
    TEXT.contentType,
  )
}

function malformed(query: URLSearchParams, context: SimulatorContext): SimulatedAnswer | null {
  const { appId, appSecret } = context.options.app
  if (!query.get('appid')) return refuse(context, 41002, 'appid missing')
  if (!query.get('secret')) return refuse(context, 41004, 'appsecret missing')
  if (!query.get('js_code')) return refuse(context, 41008, 'missing code')
  if (query.get('grant_type') !== 'authorization_code') return refuse(context, 40002, 'invalid grant_type')
  if (query.get('appid') !== appId) return refuse(context, 40013, 'invalid appid')
  if (query.get('secret') !== appSecret) return refuse(context, 40125, 'invalid appsecret')
  return null
}

function refuse(context: SimulatorContext, errcode: number, errmsg: string): SimulatedAnswer {
  return failure(context, errcode, errmsg, TEXT)
}

function isTooOften(openid: string, context: SimulatorContext): boolean {
  const now = context.now()
  const recent = (context.logins.get(openid) ?? []).filter((at) => at > now - 60_000)
  if (recent.length >= LOGINS_PER_MINUTE) return true
  context.logins.set(openid, [...recent, now])
  return false
}
