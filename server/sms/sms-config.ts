import * as v from 'valibot'
import type { SmsTemplateName } from '#shared/notice-rule'
import type { SmsAccount } from './sms.client'

const SMS_API = 'https://sms.tencentcloudapi.com'

/** What the environment says of the account with the provider. */
export const smsVariables = v.object({
  SMS_SECRET_ID: v.optional(v.string()),
  SMS_SECRET_KEY: v.optional(v.string()),
  SMS_APP_ID: v.optional(v.string()),
  SMS_SIGN_NAME: v.optional(v.string()),
  SMS_TEMPLATE_PAYOUT: v.optional(v.string()),
  SMS_TEMPLATE_TO_DO: v.optional(v.string()),
  SMS_TEMPLATE_SECURITY: v.optional(v.string()),
  SMS_TEMPLATE_CODE: v.optional(v.string()),
})
type SmsVariables = v.InferOutput<typeof smsVariables>
const names = Object.keys(smsVariables.entries) as (keyof SmsVariables)[]

/** All of them or none: half an account sends nothing. */
export function smsProblems(settings: SmsVariables): string[] {
  const missing = names.filter((name) => !settings[name])
  if (missing.length === names.length) return []
  return missing.map((name) => `${name}: needed as other SMS_ settings are given`)
}

/** The account, or null where none is set: then nothing goes out as an SMS. */
export function smsAccount(settings: SmsVariables): SmsAccount | null {
  if (!settings.SMS_SECRET_ID) return null
  const templateIds: Record<SmsTemplateName, string> = {
    payout: settings.SMS_TEMPLATE_PAYOUT ?? '',
    to_do: settings.SMS_TEMPLATE_TO_DO ?? '',
    security: settings.SMS_TEMPLATE_SECURITY ?? '',
    code: settings.SMS_TEMPLATE_CODE ?? '',
  }
  return {
    secretId: settings.SMS_SECRET_ID,
    secretKey: settings.SMS_SECRET_KEY ?? '',
    appId: settings.SMS_APP_ID ?? '',
    signName: settings.SMS_SIGN_NAME ?? '',
    templateIds,
    baseUrl: SMS_API,
  }
}
