import * as v from 'valibot'

/** What WeChat's phone button gives the page: good for five minutes and once; a login code is something else. */
export const phoneCodeBody = v.strictObject({
  code: v.pipe(v.string('缺少手机号凭证'), v.nonEmpty('缺少手机号凭证'), v.maxLength(128)),
})

/** The number that WeChat vouched for, as it may be shown. */
export const phoneBindingView = v.object({ mobileMasked: v.string() })
export type PhoneBindingView = v.InferOutput<typeof phoneBindingView>

/** How long a vouched number waits for the form around it to be saved, in minutes. */
export const phoneBindingMinutes = 30

/** Demonstration only: what the button would give. */
export const demoPhoneCodeView = v.object({ code: v.string() })
