import * as v from 'valibot'
import type { RecordedCall } from './control-orders'
import type { FaultKind } from './faults'
import type { PushManner, PushRecord } from './push-delivery'
import type { SentMessage, SimulatedPerson } from './simulator-state'

export interface FaultOrder {
  path: string
  kind: FaultKind
  nth?: number
  times?: number
  errcode?: number
  commit?: boolean
}

/** What in real life happens on the phone or inside WeChat: a demonstration and the tests do it through here. */
export interface WechatControl {
  /** What `wx.login` would give this person's phone: good for five minutes, once. */
  loginCode(openid: string): Promise<string>
  /** What the phone button would give, for a person seeded with a phone. */
  phoneCode(openid: string): Promise<string>
  /** The person taps 允许 so many times. */
  subscribe(openid: string, templateId: string, count?: number): Promise<void>
  unsubscribe(openid: string, templateId: string): Promise<void>
  /** The person binds themself as an employee. */
  bindEmployee(openid: string): Promise<void>
  outbox(): Promise<SentMessage[]>
  calls(): Promise<RecordedCall[]>
  seed(people: readonly SimulatedPerson[]): Promise<void>
  advanceClock(milliseconds: number): Promise<void>
  fault(order: FaultOrder): Promise<void>
  /** Where the product listens for pushes. */
  setCallback(url: string): Promise<void>
  push(event: Record<string, unknown>, manner?: PushManner): Promise<void>
  pushes(): Promise<PushRecord[]>
  revokeTokens(): Promise<void>
  holdSends(milliseconds: number): Promise<void>
  reset(): Promise<void>
}

const codeAnswer = v.object({ code: v.string() })
const outboxAnswer = v.object({
  messages: v.array(
    v.object({
      msgid: v.string(),
      openid: v.string(),
      templateId: v.string(),
      page: v.string(),
      miniprogramState: v.string(),
      data: v.record(v.string(), v.string()),
      sentAt: v.string(),
    }),
  ),
})
const callsAnswer = v.object({
  calls: v.array(v.object({ path: v.string(), errcode: v.nullable(v.number()), isForced: v.boolean() })),
})

const pushesAnswer = v.object({
  pushes: v.array(
    v.object({
      event: v.string(),
      tries: v.number(),
      status: v.nullable(v.number()),
      isDelivered: v.boolean(),
    }),
  ),
})

/** @throws Error with the simulator's own complaint when an order is refused */
export function createWechatControl(options: { controlUrl: string; controlKey: string }): WechatControl {
  const ask = async (name: string, order?: object): Promise<unknown> => {
    const init: RequestInit = { headers: { 'x-sim-key': options.controlKey } }
    if (order) Object.assign(init, { method: 'POST', body: JSON.stringify(order) })
    const response = await fetch(`${options.controlUrl}/${name}`, init)
    const text = await response.text()
    if (!response.ok) throw new Error(`WeChat simulator, ${name}: ${response.status} ${text}`)
    return JSON.parse(text)
  }
  const order = async (name: string, body: object): Promise<void> => {
    await ask(name, body)
  }
  return {
    loginCode: async (openid) => v.parse(codeAnswer, await ask('login-code', { openid })).code,
    phoneCode: async (openid) => v.parse(codeAnswer, await ask('phone-code', { openid })).code,
    subscribe: (openid, templateId, count = 1) => order('subscribe', { openid, templateId, count }),
    unsubscribe: (openid, templateId) => order('unsubscribe', { openid, templateId }),
    bindEmployee: (openid) => order('bind-employee', { openid }),
    outbox: async () => v.parse(outboxAnswer, await ask('outbox')).messages,
    calls: async () => v.parse(callsAnswer, await ask('calls')).calls,
    seed: (people) => order('seed', { people }),
    advanceClock: (advanceMs) => order('clock', { advanceMs }),
    fault: (fault) => order('fault', fault),
    setCallback: (url) => order('callback', { url }),
    push: (event, manner = {}) => order('push', { event, ...manner }),
    pushes: async () => v.parse(pushesAnswer, await ask('pushes')).pushes,
    revokeTokens: () => order('revoke-token', {}),
    holdSends: (milliseconds) => order('hold-sends', { milliseconds }),
    reset: () => order('reset', {}),
  }
}
