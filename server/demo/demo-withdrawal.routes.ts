import { Problem } from '#shared/problem'
import { action, type Route } from '../http/route'
import { findPerson, openidOf } from '../people/person.service'

/** What WeChat tells a server by itself. */
export interface DemoPushes {
  push(event: Record<string, unknown>): Promise<void>
}

/** WeChat's number for the consent to give the phone number. */
const PHONE_NUMBER = '8'

/** Stands in for the place in WeChat's settings where a consent is taken back, in demonstrations only. */
export function demoWithdrawalRoutes(wechat: DemoPushes): Route[] {
  return [
    action({
      method: 'post',
      path: '/demo/consent-withdrawals',
      summary:
        'Demonstration only: the person takes a consent back in WeChat, which tells the server by a push',
      access: 'signed_in',
      handler: async (call) => {
        const person = await findPerson(call.actor.personId)
        if (!person) throw new Problem('not_signed_in')
        const OpenID = openidOf(call.deployment.cipher, person)
        await wechat.push({
          // Not the person: such pushes come from an account of the platform's own.
          FromUserName: 'authorisation-pushes',
          CreateTime: Math.floor(call.moment.now.getTime() / 1000),
          MsgType: 'event',
          Event: 'user_authorization_revoke',
          OpenID,
          RevokeInfo: PHONE_NUMBER,
        })
        return { status: 204, body: undefined }
      },
    }),
  ]
}
