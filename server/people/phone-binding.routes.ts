import { phoneBindingView, phoneCodeBody } from '#shared/phone-binding'
import { Problem } from '#shared/problem'
import { action, type Route } from '../http/route'
import type { WechatPhoneNumber } from '../wechat/phone-number'
import type { WechatClient } from '../wechat/wechat.client'
import { WechatError } from '../wechat/wechat-errors'
import { findPerson, openidOf } from './person.service'
import { keepBoundMobile } from './phone-binding.service'

type PhoneNumbers = Pick<WechatClient, 'codeToPhoneNumber'>

/** Binding a mobile number. @param wechat exchanges the code of its phone button for the number */
export function phoneBindingRoutes(wechat: PhoneNumbers): Route[] {
  return [
    action({
      method: 'post',
      path: '/me/phone-bindings',
      summary:
        "Take the mobile number from the code of WeChat's phone button, for the identity that is saved next",
      access: ['worker'],
      body: phoneCodeBody,
      response: phoneBindingView,
      problems: ['phone_code_expired', 'not_in_this_state', 'wechat_unavailable'],
      handler: async (call) => {
        const person = await findPerson(call.actor.personId)
        if (!person) throw new Problem('not_signed_in')
        // A code that somebody else's phone got is refused by WeChat: it looks at the openid, too.
        const number = await numberOfCode(wechat, call.body.code, openidOf(call.deployment.cipher, person))
        return { status: 201, body: { mobileMasked: await keepBoundMobile(call, call.actor, number) } }
      },
    }),
  ]
}

async function numberOfCode(wechat: PhoneNumbers, code: string, openid: string): Promise<WechatPhoneNumber> {
  try {
    return await wechat.codeToPhoneNumber(code, openid)
  } catch (error) {
    if (!(error instanceof WechatError)) throw error
    switch (error.kind) {
      case 'phone_code_expired':
        throw new Problem('phone_code_expired', { detail: '请再点一次“用微信的手机号”，或者自己填' })
      case 'rate_limited':
        throw new Problem('too_many_requests')
      default:
        throw new Problem('wechat_unavailable', { detail: '微信没有给出手机号。再试一次，或者自己填' })
    }
  }
}
