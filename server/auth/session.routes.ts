import type { KeyObject } from 'node:crypto'
import { sessionView, signInBody } from '#shared/session'
import { Problem } from '#shared/problem'
import { refreshBody, refreshView } from '#shared/sign-in'
import { action, publicAction, type Route } from '../http/route'
import { presentMe } from '../people/me.routes'
import { signInPerson } from '../people/person.service'
import type { WechatClient } from '../wechat/wechat.client'
import { WechatError } from '../wechat/wechat-errors'
import { refreshSession } from './refresh.service'
import { closeSession, makingOf, openSession } from './session.service'

/** Signing in and out. @param wechat exchanges the phone's one-time code for the person */
export function sessionRoutes(key: KeyObject, wechat: Pick<WechatClient, 'codeToSession'>): Route[] {
  return [
    publicAction({
      method: 'post',
      path: '/sessions',
      summary: 'Sign in with the one-time code of wx.login',
      access: 'public',
      body: signInBody,
      response: sessionView,
      problems: ['login_code_expired', 'not_allowed', 'wechat_unavailable'],
      handler: async (call) => {
        const openid = await openidOfCode(wechat, call.body.code)
        const person = await signInPerson(call.deployment, openid, call.moment.now)
        if (person.isBlocked) throw new Problem('not_allowed', { detail: '这个账号已停用，请到窗口询问' })
        const device = call.body.device ?? null
        const signIn = { person, device, vouchedAt: call.moment.now }
        const { expiresAt, ...tokens } = await openSession(makingOf(key, call), signIn)
        const me = await presentMe(call, { personId: person._id })
        return { status: 201, body: { ...tokens, expiresAt: expiresAt.toISOString(), me } }
      },
    }),
    publicAction({
      method: 'post',
      path: '/sessions/refresh',
      summary: 'Exchange a refresh token for the next pair of tokens; used twice, the sign-in ends',
      access: 'public',
      body: refreshBody,
      response: refreshView,
      handler: async (call) => {
        const { token, expiresAt, refreshToken } = await refreshSession(
          makingOf(key, call),
          call.body,
          call.log,
        )
        if (refreshToken === null) throw new Problem('not_signed_in')
        return { status: 201, body: { token, expiresAt: expiresAt.toISOString(), refreshToken } }
      },
    }),
    action({
      method: 'delete',
      path: '/sessions/current',
      summary: 'Sign out; the token stops working at once',
      access: 'signed_in',
      handler: async (call) => {
        await closeSession(call.actor.sessionId)
        return { status: 204, body: undefined }
      },
    }),
  ]
}

async function openidOfCode(wechat: Pick<WechatClient, 'codeToSession'>, code: string): Promise<string> {
  try {
    return (await wechat.codeToSession(code)).openid
  } catch (error) {
    if (!(error instanceof WechatError)) throw error
    switch (error.kind) {
      case 'login_code_expired':
        throw new Problem('login_code_expired')
      case 'account_blocked':
        throw new Problem('not_allowed', { detail: '微信暂时限制了这个账号，请换个时间再试或到窗口办理' })
      case 'rate_limited':
        throw new Problem('too_many_requests')
      default:
        throw new Problem('wechat_unavailable')
    }
  }
}
