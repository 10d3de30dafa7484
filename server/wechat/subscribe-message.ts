import * as v from 'valibot'
import type { Pausing } from './repeat-while-busy'
import { templateFieldProblems, type MessageTemplate } from './template-fields'
import type { WechatErrorClass } from './wechat-errors'
import type { CallWechat, WechatAnswer, WechatLog } from './wechat-transport'

export interface SubscribeMessage {
  openid: string
  templateId: string
  /** A page of the released mini-program, query allowed, no leading slash. */
  page: string
  /** Value by template key. No ID number, account or full name: it is shown on the lock screen. */
  data: Record<string, string>
  miniprogramState: 'developer' | 'trial' | 'formal'
}

/**
 * What became of a message.
 * - `sent`: WeChat took it. `msgid` names it in the later sent event.
 * - `unknown`: no answer came. It may be on the person's phone already: never send it again; the sent event settles it.
 * - `refused`: certainly not sent. RATE and BUSY may be tried again later, QUOTA tomorrow; USER needs another channel;
 *   the rest needs somebody to look. `errcode` is null where WeChat was not reached or not asked, and `problems` says
 *   which values were found wanting before the call.
 */
export type SubscribeOutcome =
  | { outcome: 'sent'; msgid?: string }
  | { outcome: 'unknown' }
  | { outcome: 'refused'; class: WechatErrorClass; errcode: number | null; problems?: string[] }

interface SubscribeDeps extends Pausing {
  call: CallWechat
  templates: readonly MessageTemplate[]
  log: WechatLog
  timeoutMs: number
}

const CONCURRENT_SEND = 43108
const TRIES_AFTER_CONCURRENT_SEND = 2

const sentAnswer = v.object({ msgid: v.optional(v.union([v.string(), v.number()])) })

/** Sends subscribe messages, one at a time for each person, as WeChat demands. */
export function createSendSubscribeMessage(
  deps: SubscribeDeps,
): (message: SubscribeMessage) => Promise<SubscribeOutcome> {
  const templates = new Map(deps.templates.map((template) => [template.id, template]))
  const inTurn = createTurns()

  return async (message) => {
    const template = templates.get(message.templateId)
    const problems = template ? templateFieldProblems(template, message.data) : ['templateId: not configured']
    if (problems.length > 0) {
      deps.log.error(
        { alarm: 'wechat_message_invalid', templateId: message.templateId, problems },
        'wechat message not sent',
      )
      return { outcome: 'refused', class: 'CONFIG', errcode: null, problems }
    }
    return inTurn(message.openid, () => send(deps, message))
  }
}

async function send(deps: SubscribeDeps, message: SubscribeMessage): Promise<SubscribeOutcome> {
  const request = {
    path: '/cgi-bin/message/subscribe/send',
    query: {},
    body: bodyOf(message),
    timeoutMs: deps.timeoutMs,
  }
  let answer = await deps.call(request)
  for (let left = TRIES_AFTER_CONCURRENT_SEND; left > 0 && isConcurrentSend(answer); left -= 1) {
    // Another process is sending to this person. WeChat has not taken ours, so it may go again.
    await deps.wait(1000 + 2000 * deps.random())
    answer = await deps.call(request)
  }
  return toOutcome(deps, message, answer)
}

function bodyOf({ openid, templateId, page, data, miniprogramState }: SubscribeMessage): unknown {
  const values = Object.entries(data).map(([key, value]) => [key, { value }] as const)
  return {
    touser: openid,
    template_id: templateId,
    page,
    miniprogram_state: miniprogramState,
    lang: 'zh_CN',
    data: Object.fromEntries(values),
  }
}

function isConcurrentSend(answer: WechatAnswer): boolean {
  return !answer.ok && answer.errcode === CONCURRENT_SEND
}

function toOutcome(
  deps: SubscribeDeps,
  { templateId }: SubscribeMessage,
  answer: WechatAnswer,
): SubscribeOutcome {
  if (answer.ok) {
    const parsed = v.safeParse(sentAnswer, answer.fields)
    if (!parsed.success) return { outcome: 'unknown' }
    const { msgid } = parsed.output
    return msgid === undefined ? { outcome: 'sent' } : { outcome: 'sent', msgid: String(msgid) }
  }
  if (answer.mayHaveHappened) return { outcome: 'unknown' }
  if (answer.class === 'CONFIG') {
    const fields = { alarm: 'wechat_message_refused', templateId, errcode: answer.errcode, rid: answer.rid }
    deps.log.error(fields, 'wechat message refused')
  }
  return { outcome: 'refused', class: answer.class, errcode: answer.errcode }
}

/** Runs the tasks of one key strictly one after the other; different keys do not wait for each other. */
function createTurns(): <Result>(key: string, task: () => Promise<Result>) => Promise<Result> {
  const lastTurn = new Map<string, Promise<unknown>>()
  return (key, task) => {
    const before = lastTurn.get(key) ?? Promise.resolve()
    const turn = before.then(task, task)
    lastTurn.set(key, turn)
    const leave = () => {
      if (lastTurn.get(key) === turn) lastTurn.delete(key)
    }
    turn.then(leave, leave)
    return turn
  }
}
