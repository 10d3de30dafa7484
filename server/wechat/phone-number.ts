import * as v from 'valibot'
import { lostAnswer, toWechatError } from './wechat-errors'
import type { CallWechat } from './wechat-transport'

export interface WechatPhoneNumber {
  /** Digits without country code: `13800138000`. */
  number: string
  /** `86` for the mainland. */
  countryCode: string
}

const phoneAnswer = v.object({
  phone_info: v.object({
    purePhoneNumber: v.pipe(v.string(), v.regex(/^\d{4,15}$/)),
    // Documented as text, seen as a number.
    countryCode: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^\d{1,4}$/)),
    watermark: v.object({ appid: v.string() }),
  }),
})

/**
 * Turns the code of the phone button (not the login code) into the number bound to this person's WeChat. The code works
 * once and each call is paid for, so nothing is repeated: after a failure the person taps again.
 * @throws WechatError `phone_code_expired`, `rate_limited`, `unavailable`, `account_blocked` or `misconfigured`
 */
export function createCodeToPhoneNumber(deps: {
  appId: string
  call: CallWechat
  timeoutMs: number
}): (code: string, openid: string) => Promise<WechatPhoneNumber> {
  return async (code, openid) => {
    const body = { code, openid }
    const answer = await deps.call({
      path: '/wxa/business/getuserphonenumber',
      query: {},
      body,
      timeoutMs: deps.timeoutMs,
    })
    if (!answer.ok) throw toWechatError('phone number', answer, 'phone_code_expired')
    const parsed = v.safeParse(phoneAnswer, answer.fields)
    if (!parsed.success) throw toWechatError('phone number', lostAnswer(true))
    const { purePhoneNumber, countryCode, watermark } = parsed.output.phone_info
    if (watermark.appid !== deps.appId) {
      throw toWechatError('phone number', {
        class: 'CONFIG',
        errcode: null,
        rid: null,
        mayHaveHappened: true,
      })
    }
    return { number: purePhoneNumber, countryCode }
  }
}
