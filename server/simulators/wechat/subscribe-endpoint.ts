import { setTimeout as pause } from 'node:timers/promises'
import { failure, success, textIn, type Endpoint, type SimulatedAnswer } from './answers'
import type { SimulatedTemplate, SimulatorContext } from './simulator-context'
import { pushSent } from './subscription-events'
import { firstBadValue, valueOf } from './template-values'
import { readAuthorised } from './token-endpoints'

const SENSITIVE = '敏感词测试'

/** POST /cgi-bin/message/subscribe/send, with the platform's order of checks. */
export const sendSubscribeMessage: Endpoint = async (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const { fields } = read
  const openid = textIn(fields, 'touser')
  const template = context.options.templates.find(({ id }) => id === fields['template_id'])
  if (!context.state.people.some((person) => person.openid === openid))
    return failure(context, 40003, 'invalid openid')
  if (!template) return failure(context, 40037, 'invalid template_id')
  const badContent = refuseContent(fields, template, context)
  if (badContent) return badContent
  if (creditOf(context, openid, template.id) <= 0)
    return failure(context, 43101, 'user refuse to accept the msg')
  if (context.sending.has(openid)) {
    return failure(context, 43108, 'Cannot make concurrent calls to the same OpenID, please try again')
  }
  context.sending.add(openid)
  try {
    if (context.holdSendsMs > 0) await pause(context.holdSendsMs)
    return deliver(fields, template, context)
  } finally {
    context.sending.delete(openid)
  }
}

export function creditOf(context: SimulatorContext, openid: string, templateId: string): number {
  return context.state.credits[`${openid} ${templateId}`] ?? 0
}

/** A tap on 允许 adds to the one-time sends; a long-term subscription is on or off. Whoever calls writes the state down. */
export function changeCredit(
  context: SimulatorContext,
  openid: string,
  template: SimulatedTemplate,
  change: number,
): void {
  const sum = Math.max(0, creditOf(context, openid, template.id) + change)
  context.state.credits[`${openid} ${template.id}`] = template.kind === 'long_term' ? Math.min(1, sum) : sum
}

function refuseContent(
  fields: Record<string, unknown>,
  template: SimulatedTemplate,
  context: SimulatorContext,
): SimulatedAnswer | null {
  const page = textIn(fields, 'page').split('?')[0] ?? ''
  if (page !== '' && !context.options.releasedPages.includes(page))
    return failure(context, 41030, 'invalid page')
  const bad = firstBadValue(template.keys, fields['data'])
  if (bad) return failure(context, 47003, `argument invalid! ${bad.complaint}`)
  const values = Object.values(valuesOf(fields['data']))
  return values.some((value) => value.includes(SENSITIVE))
    ? failure(context, 45168, 'hit sensitive word')
    : null
}

function deliver(
  fields: Record<string, unknown>,
  template: SimulatedTemplate,
  context: SimulatorContext,
): SimulatedAnswer {
  const openid = textIn(fields, 'touser')
  const msgid = newMessageId(context)
  context.state.outbox.push({
    msgid,
    openid,
    templateId: template.id,
    page: textIn(fields, 'page'),
    miniprogramState: textIn(fields, 'miniprogram_state') || 'formal',
    data: valuesOf(fields['data']),
    sentAt: new Date(context.now()).toISOString(),
  })
  if (template.kind === 'one_time') changeCredit(context, openid, template, -1)
  pushSent(context, { openid, templateId: template.id, msgid })
  // Message, consent used up and event to come stand in one write: a kill leaves all three or none.
  context.save()
  return success(`{"errcode":0,"errmsg":"ok","msgid":${msgid}}`)
}

/** 19 digits that no double can hold: it ends in an odd figure. */
function newMessageId(context: SimulatorContext): string {
  const count = String(context.state.outbox.length).padStart(8, '0')
  const noise = String(Math.floor(context.options.random() * 1e7)).padStart(7, '0')
  return `462${count}${noise}1`
}

function valuesOf(data: unknown): Record<string, string> {
  const entries = typeof data === 'object' && data !== null ? Object.entries(data) : []
  return Object.fromEntries(entries.map(([key, entry]) => [key, valueOf(entry) ?? '']))
}
