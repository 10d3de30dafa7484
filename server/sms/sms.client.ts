import * as v from 'valibot'
import { authorisationOf, SIGNED_CONTENT_TYPE } from './sms-signature'

/** An account at Tencent Cloud SMS (API version 2021-01-11). */
export interface SmsAccount {
  secretId: string
  secretKey: string
  /** Id of the SMS application at the provider. */
  appId: string
  /** What stands in 【】 before the text. */
  signName: string
  /** The provider's id of each registered text, by our name for it. */
  templateIds: Readonly<Record<string, string>>
  /** `https://sms.tencentcloudapi.com`, or a simulator on this machine. */
  baseUrl: string
}

export interface SmsMessage {
  /** Mainland number, 11 digits. */
  mobileNumber: string
  /** Our name of the registered text. */
  template: string
  /** In the order of the text's places. */
  values: readonly string[]
  /** Comes back with the answer; ours, and tells nothing about the person. */
  context: string
}

/**
 * What became of an SMS. `unknown`: no answer came, it may arrive, and the provider has no way to ask for one message that
 * it never numbered; so it is not sent again. `later`: a limit or a fault of the moment. `refused`: this number cannot be
 * reached. `misconfigured`: somebody has to look (text, signature, balance, keys).
 */
export type SmsOutcome =
  | { outcome: 'sent'; serialNo: string }
  | { outcome: 'unknown' }
  | { outcome: 'refused' | 'later' | 'misconfigured'; code: string }

/** Sends one SMS and says what became of it. */
export type SendSms = (message: SmsMessage) => Promise<SmsOutcome>

export interface SmsClientDeps {
  account: SmsAccount
  /** The real clock in milliseconds. */
  now: () => number
  log: { warn(fields: Record<string, unknown>, message: string): void }
  fetch?: typeof fetch
  timeoutMs?: number
}

const SERVICE = 'sms'
const TIMEOUT_MS = 10_000
/** The number itself, or what its owner wants. */
const REFUSED =
  /PhoneNumberInBlacklist|IncorrectPhoneNumber|PhoneNumberFormatError|NoSuchPhoneNumber|PhoneOnBlacklist/
const LATER = /^(LimitExceeded|RequestLimitExceeded|InternalError)\b/
/** These mean that no connection was made, so the provider has seen nothing. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

const answer = v.object({
  Response: v.union([
    v.object({ Error: v.object({ Code: v.string() }) }),
    v.object({ SendStatusSet: v.tuple([v.object({ SerialNo: v.string(), Code: v.string() })]) }),
  ]),
})

/** Sends one SMS to one person. Neither keys nor the number get into an error or a log line. */
export function createSmsClient(deps: SmsClientDeps): SendSms {
  return async (message) => {
    const templateId = deps.account.templateIds[message.template]
    if (templateId === undefined) return { outcome: 'misconfigured', code: 'template not configured' }
    const sent = await exchange(deps, bodyOf(deps.account, templateId, message))
    if ('code' in sent) deps.log.warn({ outcome: sent.outcome, smsCode: sent.code }, 'sms not sent')
    return sent
  }
}

function bodyOf({ appId, signName }: SmsAccount, templateId: string, message: SmsMessage): string {
  return JSON.stringify({
    PhoneNumberSet: [`+86${message.mobileNumber}`],
    SmsSdkAppId: appId,
    SignName: signName,
    TemplateId: templateId,
    TemplateParamSet: message.values,
    SessionContext: message.context,
  })
}

async function exchange(deps: SmsClientDeps, body: string): Promise<SmsOutcome> {
  try {
    const response = await (deps.fetch ?? fetch)(deps.account.baseUrl, requestOf(deps, body))
    if (response.status !== 200) return { outcome: 'unknown' }
    return read(v.safeParse(answer, await response.json()))
  } catch (error) {
    const { code } = (error as { cause?: { code?: unknown } }).cause ?? {}
    const isUnsent = typeof code === 'string' && neverConnected.has(code)
    return isUnsent ? { outcome: 'later', code } : { outcome: 'unknown' }
  }
}

function requestOf({ account, now, timeoutMs }: SmsClientDeps, body: string): RequestInit {
  const { secretId, secretKey } = account
  const { host } = new URL(account.baseUrl)
  const timestamp = Math.floor(now() / 1000)
  return {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS),
    body,
    headers: {
      'content-type': SIGNED_CONTENT_TYPE,
      authorization: authorisationOf({ secretId, secretKey, service: SERVICE, host, body, timestamp }),
      'x-tc-action': 'SendSms',
      'x-tc-version': '2021-01-11',
      'x-tc-timestamp': String(timestamp),
      'x-tc-region': 'ap-nanjing',
    },
  }
}

function read(parsed: v.SafeParseResult<typeof answer>): SmsOutcome {
  if (!parsed.success) return { outcome: 'unknown' }
  const { Response } = parsed.output
  const status = 'SendStatusSet' in Response ? Response.SendStatusSet[0] : null
  if (status?.Code === 'Ok') return { outcome: 'sent', serialNo: status.SerialNo }
  const code = status?.Code ?? ('Error' in Response ? Response.Error.Code : '')
  if (REFUSED.test(code)) return { outcome: 'refused', code }
  return { outcome: LATER.test(code) ? 'later' : 'misconfigured', code }
}
