import { createHash } from 'node:crypto'
import * as v from 'valibot'

/** What WeChat tells us unasked. Times and ids are text, whatever kind they came in. */
export type PushEvent =
  | { kind: 'consent_given'; openid: string; items: Array<{ templateId: string; isAccepted: boolean }> }
  | { kind: 'consent_changed'; openid: string; items: Array<{ templateId: string; isAccepted: boolean }> }
  | {
      kind: 'message_settled'
      openid: string
      items: Array<{ templateId: string; msgid: string; isDelivered: boolean }>
    }
  | { kind: 'authorisation_revoked'; openid: string; revokeInfo: string }
  | { kind: 'authorisation_cancelled'; openid: string }
  /** The platform warns or punishes the mini-program itself; `measure` is its number for what it does. */
  | { kind: 'account_warned'; measure: string }
  | { kind: 'other'; name: string }

export interface ReadPush {
  /** Who was meant: our gh_ id. */
  recipient: string
  event: PushEvent
  /** When it happened, by WeChat's clock, to the second. */
  occurredAt: Date
  /** The same for every delivery of the same event, and tells nothing about the person. */
  dedupeKey: string
}

/** A value that WeChat writes now as a number, now as text. */
const text = v.pipe(v.union([v.string(), v.number()]), v.transform(String))
/** A list with one entry comes as that entry. */
const listOf = <Item extends v.GenericSchema>(item: Item) =>
  v.union([
    v.array(item),
    v.pipe(
      item,
      v.transform((one) => [one]),
    ),
  ])

const head = v.object({
  ToUserName: v.string(),
  FromUserName: v.string(),
  CreateTime: v.pipe(text, v.regex(/^\d{1,11}$/)),
  MsgType: v.string(),
  MsgId: v.optional(text),
  Event: v.optional(v.string(), ''),
  /** In pushes about a person that come from the platform's own account. */
  OpenID: v.optional(v.string()),
})
const consents = v.object({
  List: listOf(v.object({ TemplateId: v.string(), SubscribeStatusString: v.string() })),
})
const settled = v.object({ List: listOf(v.object({ TemplateId: v.string(), MsgID: text, ErrorCode: text })) })
const revoked = v.object({ OpenID: v.string(), RevokeInfo: v.optional(text, '') })
const warned = v.object({ event_type: v.optional(text, '') })

/** @returns null for what is no push of WeChat's at all; an event that we do not know is `other` */
export function readPush(fields: Record<string, unknown>): ReadPush | null {
  const parsed = v.safeParse(head, fields)
  if (!parsed.success) return null
  const { ToUserName, FromUserName, CreateTime, MsgId, Event, OpenID = '' } = parsed.output
  const identity =
    MsgId === undefined
      ? [FromUserName, CreateTime, Event, OpenID, fields['List'], fields['trace_id']]
      : [MsgId]
  return {
    recipient: ToUserName,
    event: eventOf(Event, FromUserName, fields) ?? { kind: 'other', name: Event },
    occurredAt: new Date(Number(CreateTime) * 1000),
    dedupeKey: createHash('sha256').update(JSON.stringify(identity)).digest('base64url'),
  }
}

function eventOf(name: string, openid: string, fields: Record<string, unknown>): PushEvent | null {
  switch (name) {
    case 'subscribe_msg_popup_event':
    case 'subscribe_msg_change_event': {
      const parsed = v.safeParse(consents, fields)
      if (!parsed.success) return null
      const items = parsed.output.List.map(({ TemplateId, SubscribeStatusString }) => ({
        templateId: TemplateId,
        isAccepted: SubscribeStatusString === 'accept',
      }))
      return {
        kind: name === 'subscribe_msg_popup_event' ? 'consent_given' : 'consent_changed',
        openid,
        items,
      }
    }
    case 'subscribe_msg_sent_event': {
      const parsed = v.safeParse(settled, fields)
      if (!parsed.success) return null
      const items = parsed.output.List.map(({ TemplateId, MsgID, ErrorCode }) => ({
        templateId: TemplateId,
        msgid: MsgID,
        isDelivered: ErrorCode === '0',
      }))
      return { kind: 'message_settled', openid, items }
    }
    case 'wxa_punish_event': {
      const parsed = v.safeParse(warned, fields)
      return parsed.success ? { kind: 'account_warned', measure: parsed.output.event_type } : null
    }
    default:
      return aboutAuthorisation(name, fields)
  }
}

function aboutAuthorisation(name: string, fields: Record<string, unknown>): PushEvent | null {
  const parsed = v.safeParse(revoked, fields)
  if (!parsed.success) return null
  const { OpenID, RevokeInfo } = parsed.output
  if (name === 'user_authorization_revoke')
    return { kind: 'authorisation_revoked', openid: OpenID, revokeInfo: RevokeInfo }
  return name === 'user_authorization_cancellation'
    ? { kind: 'authorisation_cancelled', openid: OpenID }
    : null
}
