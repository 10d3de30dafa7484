import { demoPhoneCodeView } from '#shared/phone-binding'
import { Problem } from '#shared/problem'
import { action, type Route } from '../http/route'
import { findPerson, openidOf } from '../people/person.service'

/** What WeChat's phone button does on a phone. */
export interface DemoPhoneButton {
  phoneCode(openid: string): Promise<string>
}

/** Stands in for WeChat's phone button on a web page, in demonstrations only. */
export function demoPhoneCodeRoutes(wechat: DemoPhoneButton): Route[] {
  return [
    action({
      method: 'post',
      path: '/demo/phone-codes',
      summary: "Demonstration only: what WeChat's phone button would give this person",
      access: 'signed_in',
      response: demoPhoneCodeView,
      handler: async (call) => {
        const person = await findPerson(call.actor.personId)
        if (!person) throw new Problem('not_signed_in')
        const code = await wechat.phoneCode(openidOf(call.deployment.cipher, person))
        return { status: 201, body: { code } }
      },
    }),
  ]
}
