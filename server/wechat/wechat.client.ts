import { setTimeout as pause } from 'node:timers/promises'
import { createAccessTokens, type WechatTokenStore } from './access-token'
import { createAuthorisedCall } from './authorised-call'
import { createReadIdCard, type WechatIdCard } from './id-card'
import { createMiniProgramCode, type MiniProgramCode } from './mini-program-code'
import { createCodeToPhoneNumber, type WechatPhoneNumber } from './phone-number'
import { createCodeToSession, type WechatIdentity } from './login'
import { createSendSubscribeMessage, type SubscribeMessage, type SubscribeOutcome } from './subscribe-message'
import { createCheckText, type TextToCheck, type TextVerdict } from './text-check'
import type { MessageTemplate } from './template-fields'
import { createTransport, type WechatLog } from './wechat-transport'

/** Everything the product asks of WeChat. */
export interface WechatClient {
  codeToSession(code: string): Promise<WechatIdentity>
  sendSubscribeMessage(message: SubscribeMessage): Promise<SubscribeOutcome>
  codeToPhoneNumber(code: string, openid: string): Promise<WechatPhoneNumber>
  checkText(text: TextToCheck): Promise<TextVerdict>
  miniProgramCode(code: MiniProgramCode): Promise<Uint8Array>
  readIdCard(photo: Uint8Array): Promise<WechatIdCard>
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
  const authorised = {
    call: createAuthorisedCall({ call, tokens, now, log }),
    wait,
    random,
    timeoutMs: timeouts.other,
  }
  return {
    codeToSession: createCodeToSession({ appId, appSecret, call, timeoutMs: timeouts.login }),
    sendSubscribeMessage: createSendSubscribeMessage({ ...authorised, templates, log }),
    codeToPhoneNumber: createCodeToPhoneNumber({ ...authorised, appId }),
    checkText: createCheckText(authorised),
    miniProgramCode: createMiniProgramCode(authorised),
    readIdCard: createReadIdCard(authorised),
  }
}
