import { failure, readObject, success, textIn, type Endpoint } from './answers'
import { shanghaiMonth } from './shanghai-time'
import { readAuthorised } from './token-endpoints'

const RESETS_PER_MONTH = 10

/** POST /cgi-bin/clear_quota: ten times a month. */
export const clearQuota: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  return textIn(read.fields, 'appid') === context.options.app.appId
    ? countReset(context)
    : failure(context, 40013, 'invalid appid')
}

/** POST /cgi-bin/clear_quota/v2: with the secret, for when the quota of tokens is gone, too. */
export const clearQuotaBySecret: Endpoint = (request, context) => {
  const read = readObject(request, context)
  if ('refusal' in read) return read.refusal
  const { appId, appSecret } = context.options.app
  if (textIn(read.fields, 'appid') !== appId) return failure(context, 40013, 'invalid appid')
  if (textIn(read.fields, 'appsecret') !== appSecret) return failure(context, 40125, 'invalid appsecret')
  return countReset(context)
}

function countReset(context: Parameters<Endpoint>[1]): ReturnType<typeof success> {
  const { state } = context
  const month = shanghaiMonth(context.now())
  state.quotaResets = state.quotaResets.filter((at) => shanghaiMonth(at) === month)
  if (state.quotaResets.length >= RESETS_PER_MONTH)
    return failure(context, 48006, 'forbid to clear quota because of reaching the limit')
  state.quotaResets.push(context.now())
  context.save()
  return success('{"errcode":0,"errmsg":"ok"}')
}
