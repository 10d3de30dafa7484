import * as v from 'valibot'
import { instant, line } from './primitives'
import { meView, roles } from './people'
import { deviceBody } from './sign-in'

export const signInBody = v.strictObject({
  code: v.pipe(v.string('缺少登录凭证'), v.nonEmpty('缺少登录凭证'), v.maxLength(128)),
  /** Left out by who does not stay: such a session ends with its first token. */
  device: v.optional(deviceBody),
})
export const sessionView = v.object({
  token: v.string(),
  expiresAt: instant,
  /** Buys the next token, once; null without a device. */
  refreshToken: v.nullable(v.string()),
  me: meView,
})
export type SessionView = v.InferOutput<typeof sessionView>

/** A person of the demonstration: invented, marked 演示, never in service mode. */
export const demoPerson = v.object({
  key: v.string(),
  displayName: v.string(),
  role: v.picklist(roles),
  note: v.string(),
})
export const demoPeopleView = v.object({ people: v.array(demoPerson) })
export type DemoPeopleView = v.InferOutput<typeof demoPeopleView>
export const demoLoginBody = v.strictObject({ personKey: line(40) })
export const demoLoginView = v.object({ code: v.string() })

/** What the phone must know before anything else: which day it is for the programme, and what is demonstration. */
export const statusView = v.object({
  mode: v.picklist(['demo', 'service']),
  programmeDate: v.string(),
  policy: v.object({
    code: v.string(),
    version: v.number(),
    title: v.string(),
    preset: v.string(),
    hash: v.string(),
    status: v.picklist(['before', 'active', 'closed']),
    statusText: v.string(),
  }),
  /** Ids at WeChat, for its subscription dialog; null = this one is not set up. */
  subscribeTemplates: v.object({ payout: v.nullable(v.string()), progress: v.nullable(v.string()) }),
})
export type StatusView = v.InferOutput<typeof statusView>
