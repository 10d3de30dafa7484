import type { Middleware } from 'koa'
import { randomUUID } from 'node:crypto'
import type { RequestState } from '../http/request-context'
import type { Logger } from '../logger'
import { inTransaction } from '../mongo'
import { personIdOfOpenid } from '../people/person.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import { createPushReceiver, type PushSettings } from '../wechat/push-receiver'
import { wechatCallback } from './wechat-callback'
import { keepEvent } from './wechat-event-inbox'
import { wechatEventHandlers } from './wechat-event-handlers'
import { startEventWork } from './wechat-event-worker'

export interface WechatEvents {
  callback: Middleware<RequestState>
  stop(): Promise<void>
}

/** Opens the door for WeChat's pushes and starts to work off what comes through it. */
export function startWechatEvents(deps: {
  appId: string
  push: PushSettings
  cipher: FieldCipher
  /** The real clock. */
  now: () => Date
  log: Logger
}): WechatEvents {
  const { appId, push, cipher, now, log } = deps
  const work = startEventWork({
    ...{ cipher, now, log, inTransaction },
    handlers: wechatEventHandlers,
    personIdOf: (openid, tx) => personIdOfOpenid(cipher, openid, tx),
    newLeaseId: randomUUID,
  })
  const callback = wechatCallback({
    receiver: createPushReceiver({ appId, ...push, now: () => now().getTime() }),
    keep: (arrived) => keepEvent(cipher, arrived, now()),
    onKept: work.wake,
  })
  return { callback, stop: work.stop }
}
