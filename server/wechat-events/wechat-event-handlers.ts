import type { PushEvent } from '../wechat/push-events'
import { openDataDuty } from './data-duty.service'
import type { EventCall } from './event-call'

type Handle<Kind extends PushEvent['kind']> = (
  event: Extract<PushEvent, { kind: Kind }>,
  call: EventCall,
) => Promise<void>

/** One entry for each kind of event that something follows from; of the others only the key is kept. */
export type WechatEventHandlers = { [Kind in PushEvent['kind']]?: Handle<Kind> }

export const wechatEventHandlers: WechatEventHandlers = {
  authorisation_revoked: ({ revokeInfo }, call) => openDataDuty(call, 'wechat_consent_withdrawn', revokeInfo),
  authorisation_cancelled: (_event, call) => openDataDuty(call, 'wechat_account_left', ''),
  account_warned: async ({ measure }, { log }) => {
    log.error({ alarm: 'wechat_account_warned', measure }, 'wechat warns or punishes this mini-program')
  },
}

/** Does what follows from an event. */
export async function handleEvent<Kind extends PushEvent['kind']>(
  handlers: WechatEventHandlers,
  event: Extract<PushEvent, { kind: Kind }>,
  call: EventCall,
): Promise<void> {
  const handle = handlers[event.kind as Kind] as Handle<Kind> | undefined
  await handle?.(event, call)
}
