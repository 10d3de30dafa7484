import * as v from 'valibot'
import { lostAnswer, toWechatError, type WechatFailure } from './wechat-errors'
import type { CallWechat } from './wechat-transport'

/** Who WeChat says this is, for our AppID only. */
export interface WechatIdentity {
  openid: string
  /** Only where the mini-program is bound to an Open Platform account. */
  unionid?: string
}

const identity = v.object({
  openid: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  unionid: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
})

/**
 * Turns the phone's login code into the person's openid. The session key in the answer is dropped here: nothing of ours
 * needs it, and what is not kept cannot leak.
 *
 * A lost answer is asked for once more. WeChat may have used the code up the first time, and says so the second time:
 * then the phone fetches a new code, so there is no loop here.
 * @throws WechatError `login_code_expired`, `account_blocked`, `rate_limited`, `unavailable` or `misconfigured`
 */
export function createCodeToSession(deps: {
  appId: string
  appSecret: string
  call: CallWechat
  timeoutMs: number
}): (code: string) => Promise<WechatIdentity> {
  const ask = async (code: string): Promise<{ identity: WechatIdentity } | WechatFailure> => {
    const answer = await deps.call({
      path: '/sns/jscode2session',
      query: { appid: deps.appId, secret: deps.appSecret, js_code: code, grant_type: 'authorization_code' },
      timeoutMs: deps.timeoutMs,
    })
    if (!answer.ok) return answer
    const parsed = v.safeParse(identity, answer.fields)
    if (!parsed.success) return lostAnswer(true)
    const { openid, unionid } = parsed.output
    return { identity: unionid === undefined ? { openid } : { openid, unionid } }
  }

  return async (code) => {
    let result = await ask(code)
    if ('class' in result && result.class === 'BUSY') result = await ask(code)
    if ('class' in result) throw toWechatError('login', result)
    return result.identity
  }
}
