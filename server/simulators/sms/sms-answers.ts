import type { IncomingHttpHeaders } from 'node:http'
import { isSignedCorrectly } from './signature-check'
import type { SmsPlane } from './sms-simulator'

const CLOCK_TOLERANCE_SECONDS = 300
const MESSAGES_A_DAY = 10
const DAY_MS = 86_400_000

/** What the provider answers to a call of its API. */
export function answerTo(request: { headers: IncomingHttpHeaders; body: string }, plane: SmsPlane): object {
  const { options } = plane
  const { headers, body } = request
  if (headers['x-tc-action'] !== 'SendSms' || headers['x-tc-version'] !== '2021-01-11')
    return errorAnswer('InvalidAction')
  const seconds = Number(headers['x-tc-timestamp'])
  if (!(Math.abs(options.now() / 1000 - seconds) <= CLOCK_TOLERANCE_SECONDS))
    return errorAnswer('AuthFailure.SignatureExpire')
  if (!isSignedCorrectly(request, options.account)) return errorAnswer('AuthFailure.SignatureFailure')
  return send(JSON.parse(body) as Record<string, unknown>, plane)
}

function send(asked: Record<string, unknown>, plane: SmsPlane): object {
  const { options } = plane
  const [phone] = asked['PhoneNumberSet'] as string[]
  const values = asked['TemplateParamSet'] as string[]
  const text = options.templates[String(asked['TemplateId'])]
  if (asked['SmsSdkAppId'] !== options.appId)
    return errorAnswer('UnauthorizedOperation.SmsSdkAppIdVerifyFail')
  if (asked['SignName'] !== options.signName)
    return statusAnswer(phone, 'FailedOperation.SignatureIncorrectOrUnapproved', '')
  if (text === undefined) return statusAnswer(phone, 'FailedOperation.TemplateIncorrectOrUnapproved', '')
  if (placesOf(text) !== values.length)
    return statusAnswer(phone, 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate', '')
  if (!/^\+861[3-9]\d{9}$/.test(phone ?? ''))
    return statusAnswer(phone, 'InvalidParameterValue.IncorrectPhoneNumber', '')
  if (options.blacklist?.includes(phone?.slice(3) ?? ''))
    return statusAnswer(phone, 'FailedOperation.PhoneNumberInBlacklist', '')
  return deliver({ phone: phone ?? '', text: filled(options.signName, text, values) }, asked, plane)
}

function deliver(
  sms: { phone: string; text: string },
  asked: Record<string, unknown>,
  plane: SmsPlane,
): object {
  const now = plane.options.now()
  const today = plane.outbox.all().filter(({ phone, sentAt }) => phone === sms.phone && sentAt > now - DAY_MS)
  if (today.length >= MESSAGES_A_DAY)
    return statusAnswer(sms.phone, 'LimitExceeded.PhoneNumberDailyLimit', '')
  const serialNo = `2645:${String(plane.outbox.all().length + 1).padStart(30, '0')}`
  plane.outbox.add({ ...sms, serialNo, sentAt: now, context: String(asked['SessionContext'] ?? '') })
  return statusAnswer(sms.phone, 'Ok', serialNo)
}

/** The provider refuses the whole call. */
export function errorAnswer(code: string): object {
  return { Error: { Code: code, Message: 'simulated' } }
}

function statusAnswer(phone: string | undefined, code: string, serialNo: string): object {
  const status = { SerialNo: serialNo, PhoneNumber: phone ?? '', Fee: code === 'Ok' ? 1 : 0, Code: code }
  return { SendStatusSet: [{ ...status, SessionContext: '', Message: 'simulated', IsoCode: 'CN' }] }
}

function placesOf(text: string): number {
  return new Set(text.match(/\{\d+\}/g)).size
}

function filled(signName: string, text: string, values: readonly string[]): string {
  return `【${signName}】${text.replace(/\{(\d+)\}/g, (_whole, place: string) => values[Number(place) - 1] ?? '')}`
}
