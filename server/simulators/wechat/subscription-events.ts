import type { SimulatorContext } from './simulator-context'

const SENT_EVENT_WITHIN_MS = 2_000

/** One event for each tap on 允许, a second apart as taps are. A list of one is written as that one entry. */
export function pushConsents(
  context: SimulatorContext,
  openid: string,
  templateId: string,
  taps: number,
): void {
  for (let tap = 0; tap < taps; tap += 1) {
    context.push?.send({
      FromUserName: openid,
      CreateTime: seconds(context) + tap,
      MsgType: 'event',
      Event: 'subscribe_msg_popup_event',
      List: { TemplateId: templateId, SubscribeStatusString: 'accept', PopupScene: '0' },
    })
  }
}

export function pushRefusal(context: SimulatorContext, openid: string, templateId: string): void {
  context.push?.send({
    FromUserName: openid,
    CreateTime: seconds(context),
    MsgType: 'event',
    Event: 'subscribe_msg_change_event',
    List: [{ TemplateId: templateId, SubscribeStatusString: 'reject' }],
  })
}

/** Up to two seconds after the message, with everything as text. */
export function pushSent(
  context: SimulatorContext,
  sent: { openid: string; templateId: string; msgid: string },
): void {
  const event = {
    FromUserName: sent.openid,
    CreateTime: String(seconds(context)),
    MsgType: 'event',
    Event: 'subscribe_msg_sent_event',
    List: { TemplateId: sent.templateId, MsgID: sent.msgid, ErrorCode: '0', ErrorStatus: 'success' },
  }
  const withinMs = context.options.push?.sentEventWithinMs ?? SENT_EVENT_WITHIN_MS
  context.push?.send(event, { delayMs: Math.floor(context.options.random() * withinMs) })
}

function seconds(context: SimulatorContext): number {
  return Math.floor(context.now() / 1000)
}
