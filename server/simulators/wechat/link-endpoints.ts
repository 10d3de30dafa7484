import { failure, success, textIn, type Endpoint, type SimulatedAnswer } from './answers'
import type { SimulatorContext } from './simulator-context'
import { readAuthorised } from './token-endpoints'

const MOST_DAYS = 30
const DAY_SECONDS = 86_400

/** POST /wxa/generate_urllink: a link that opens a page from outside, for 30 days at most. */
export const urlLink: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const { fields } = read
  const refusal = refuseTarget(fields, context) ?? refuseLifetime(fields, context)
  return (
    refusal ??
    success(
      JSON.stringify({ errcode: 0, errmsg: 'ok', url_link: `https://wxaurl.cn/${context.randomText(12)}` }),
    )
  )
}

/** POST /wxa/generatescheme: the same as an address of WeChat's own. */
export const scheme: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const { fields } = read
  const target =
    typeof fields['jump_wxa'] === 'object' && fields['jump_wxa'] !== null ? fields['jump_wxa'] : {}
  const refusal = refuseTarget(target as Record<string, unknown>, context) ?? refuseLifetime(fields, context)
  const openlink = `weixin://dl/business/?t=${context.randomText(12)}`
  return refusal ?? success(JSON.stringify({ errcode: 0, errmsg: 'ok', openlink }))
}

/** POST /wxa/genwxashortlink: for pasting into a chat. */
export const shortLink: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const [page = '', query = ''] = textIn(read.fields, 'page_url').split('?')
  const title = Array.from(textIn(read.fields, 'page_title'))
  if (title.length > 20) return failure(context, 40097, 'invalid args')
  const refusal = refuseTarget({ path: page, query }, context)
  const link = `#小程序://${title.join('')}/${context.randomText(12)}`
  return refusal ?? success(JSON.stringify({ errcode: 0, errmsg: 'ok', link }))
}

function refuseTarget(target: Record<string, unknown>, context: SimulatorContext): SimulatedAnswer | null {
  const page = textIn(target, 'path').replace(/^\//, '')
  if (page !== '' && !context.options.releasedPages.includes(page))
    return failure(context, 40165, 'invalid weapp pagepath')
  return textIn(target, 'query').length > 1024 ? failure(context, 40212, 'invalid query') : null
}

/** Absent means thirty days. `expire_type` 0 names an instant, 1 a number of days. */
function refuseLifetime(fields: Record<string, unknown>, context: SimulatorContext): SimulatedAnswer | null {
  const now = Math.floor(context.now() / 1000)
  const until =
    fields['expire_type'] === 1
      ? now + Number(fields['expire_interval']) * DAY_SECONDS
      : Number(fields['expire_time'] ?? now + DAY_SECONDS)
  const isPossible = until > now && until - now <= MOST_DAYS * DAY_SECONDS
  return isPossible ? null : failure(context, 85401, 'time limit between 1min and 30 days')
}
