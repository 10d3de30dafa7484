import { setTimeout as pause } from 'node:timers/promises'
import { createAccessTokens, type WechatTokenStore } from './access-token'
import { createAuthorisedCall } from './authorised-call'
import { createCodeToSession, type WechatIdentity } from './login'
import { createSendSubscribeMessage, type SubscribeMessage, type SubscribeOutcome } from './subscribe-message'
import type { MessageTemplate } from './template-fields'
import { createTransport, type WechatLog } from './wechat-transport'

/** Everything the product asks of WeChat. */
export interface WechatClient {
  codeToSession(code: string): Promise<WechatIdentity>
  sendSubscribeMessage(message: SubscribeMessage): Promise<SubscribeOutcome>
}

export interface WechatClientOptions {
  appId: string
  appSecret: string
  /** `https://api.weixin.qq.com`, or a simulator on this machine. */
  baseUrl: string
  templates: readonly MessageTemplate[]
  /** The real clock in milliseconds. */
  now: () => number
  /** From 0 up to 1, for the jitter of pauses. */
  random: () => number
  log: WechatLog
  tokenStore: WechatTokenStore
  fetch?: typeof fetch
  wait?: (milliseconds: number) => Promise<void>
  timeoutsMs?: { login: number; other: number }
}

/** A person waits for the login; nobody waits for the rest. */
const TIMEOUTS_MS = { login: 5_000, other: 10_000 }

/** The one way to WeChat's server API. Secrets and tokens stay inside it: no log line and no error holds them. */
export function createWechatClient(options: WechatClientOptions): WechatClient {
  const { appId, appSecret, baseUrl, templates, now, random, log } = options
  const wait = options.wait ?? ((milliseconds: number) => pause(milliseconds))
  const timeouts = options.timeoutsMs ?? TIMEOUTS_MS
  const call = createTransport({ baseUrl, fetch: options.fetch ?? fetch, log })
  const tokens = createAccessTokens({
    ...{ appId, appSecret, call, now, wait, random, log },
    store: options.tokenStore,
    timeoutMs: timeouts.other,
  })
  const authorisedCall = createAuthorisedCall({ call, tokens, now, log })
  return {
    codeToSession: createCodeToSession({ appId, appSecret, call, timeoutMs: timeouts.login }),
    sendSubscribeMessage: createSendSubscribeMessage({
      ...{ call: authorisedCall, templates, wait, random, log },
      timeoutMs: timeouts.other,
    }),
  }
}
