import { failure, success, textIn, type Endpoint } from './answers'
import { readAuthorised } from './token-endpoints'

/** POST /wxa/business/getuserphonenumber: the code of the phone button, once. */
export const phoneNumber: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const code = context.state.phoneCodes[textIn(read.fields, 'code')]
  const openid = textIn(read.fields, 'openid')
  const person = context.state.people.find((someone) => someone.openid === code?.openid)
  const isUsable =
    code && !code.used && code.expiresAt > context.now() && (openid === '' || openid === code.openid)
  if (!isUsable || person?.phone === undefined) return failure(context, 40029, 'invalid code')
  code.used = true
  context.save()
  const watermark = { timestamp: Math.floor(context.now() / 1000), appid: context.options.app.appId }
  // The documentation types countryCode as text and shows a number: the number is the harder case.
  const phone_info = { phoneNumber: person.phone, purePhoneNumber: person.phone, countryCode: 86, watermark }
  return success(JSON.stringify({ errcode: 0, errmsg: 'ok', phone_info }))
}
