import type { Types } from 'mongoose'
import {
  tellConsentChanged,
  tellConsentGiven,
  tellMessageSettled,
} from '../notifications/wechat-notice-events'
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
  consent_given: ({ items }, call) => aboutSomebody(call, (known) => tellConsentGiven(items, known)),
  consent_changed: ({ items }, call) => aboutSomebody(call, (known) => tellConsentChanged(items, known)),
  message_settled: ({ items }, call) => aboutSomebody(call, (known) => tellMessageSettled(items, known)),
  authorisation_revoked: ({ revokeInfo }, call) => openDataDuty(call, 'wechat_consent_withdrawn', revokeInfo),
  authorisation_cancelled: (_event, call) => openDataDuty(call, 'wechat_account_left', ''),
  account_warned: async ({ measure }, { log }) => {
    log.error({ alarm: 'wechat_account_warned', measure }, 'wechat warns or punishes this mini-program')
  },
}

/** Nothing follows from what somebody does whom we do not know. */
async function aboutSomebody(
  { personId, ...call }: EventCall,
  tell: (known: EventCall & { personId: Types.ObjectId }) => Promise<void>,
): Promise<void> {
  if (personId !== null) await tell({ ...call, personId })
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
