import { failure, success, textIn, type Endpoint } from './answers'
import { readAuthorised } from './token-endpoints'

const ACTIVE_WITHIN_MS = 7_200_000
const RESULT_AFTER_MS = 50
/** Stands in an address for what the real check would find in the picture. */
const RISKY = 'risky'
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/

/** POST /wxa/media_check_async, version 2: the result comes as a push. Media of this machine only; nothing is fetched. */
export const checkMedia: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const { fields } = read
  const address = textIn(fields, 'media_url')
  if (![1, 2].includes(Number(fields['media_type'])) || !LOOPBACK.test(address))
    return failure(context, 40097, 'invalid args')
  if (![1, 2, 3, 4].includes(Number(fields['scene']))) return failure(context, 40129, 'invalid scene')
  const openid = textIn(fields, 'openid')
  if (context.now() - (context.state.lastVisits[openid] ?? -Infinity) > ACTIVE_WITHIN_MS)
    return failure(context, 40003, 'invalid openid')
  const trace_id = context.randomText(24)
  const result = address.includes(RISKY)
    ? { suggest: 'risky', label: 20002 }
    : { suggest: 'pass', label: 100 }
  const event = {
    FromUserName: openid,
    CreateTime: Math.floor(context.now() / 1000),
    MsgType: 'event',
    Event: 'wxa_media_check',
    ...{ appid: context.options.app.appId, trace_id, version: 2, errcode: 0, errmsg: 'ok', result },
    // A list of one is written as that one entry.
    detail: { strategy: 'content_model', errcode: 0, ...result, prob: 90 },
  }
  context.push?.send(event, { delayMs: RESULT_AFTER_MS })
  context.save()
  return success(JSON.stringify({ errcode: 0, errmsg: 'ok', trace_id }))
}
