import { demoLoginBody, demoLoginView, demoPeopleView } from '#shared/session'
import { subscriptionBody } from '#shared/notifications'
import { Problem } from '#shared/problem'
import demonstration from '#seeds/demonstration.json'
import { action, publicAction, publicQuery, type Route } from '../http/route'
import { rememberSubscription } from '../notifications/subscription.service'
import { demoPhoneCodeRoutes, type DemoPhoneButton } from './demo-phone-code.routes'
import { demoWithdrawalRoutes, type DemoPushes } from './demo-withdrawal.routes'
import { findPerson, openidOf } from '../people/person.service'
import type { Role } from '#shared/people'

/** What in real life happens on the phone, inside WeChat. */
export interface DemoWechat extends DemoPhoneButton, DemoPushes {
  loginCode(openid: string): Promise<string>
  subscribe(openid: string, templateId: string, count?: number): Promise<void>
}

/** Stands in for WeChat on a web page, in demonstrations only. */
export function demoRoutes(wechat: DemoWechat): Route[] {
  return [
    publicQuery({
      method: 'get',
      path: '/demo/people',
      summary: 'Demonstration only: the invented people one can sign in as',
      access: 'public',
      response: demoPeopleView,
      handler: async () => ({
        body: {
          people: demonstration.people.map(({ key, displayName, role, note }) => ({
            key,
            displayName,
            role: role as Role,
            note,
          })),
        },
      }),
    }),
    publicAction({
      method: 'post',
      path: '/demo/login-codes',
      summary: 'Demonstration only: what wx.login would give this person',
      access: 'public',
      body: demoLoginBody,
      response: demoLoginView,
      problems: ['not_found'],
      handler: async (call) => {
        const person = demonstration.people.find((candidate) => candidate.key === call.body.personKey)
        if (!person) throw new Problem('not_found', { detail: '没有这个演示人物，请刷新' })
        return { status: 201, body: { code: await wechat.loginCode(person.openid) } }
      },
    }),
    action({
      method: 'post',
      path: '/demo/subscriptions',
      summary: 'Demonstration only: stands in for the subscription dialog of WeChat',
      access: 'signed_in',
      body: subscriptionBody,
      problems: ['not_found'],
      handler: async (call) => {
        const person = await findPerson(call.actor.personId)
        if (!person) throw new Problem('not_signed_in')
        const { payout, progress } = call.deployment.noticeChannels.wechat
        if (call.body.templateId !== payout?.id && call.body.templateId !== progress?.id)
          throw new Problem('not_found', { detail: '没有这种消息可以订阅，请刷新' })
        if (call.body.answer === 'accept') {
          await wechat.subscribe(openidOf(call.deployment.cipher, person), call.body.templateId)
        }
        await rememberSubscription(call, call.actor, call.body)
        return { status: 204, body: undefined }
      },
    }),
    ...demoPhoneCodeRoutes(wechat),
    ...demoWithdrawalRoutes(wechat),
  ]
}
