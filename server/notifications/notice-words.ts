import type { NoticeRule, WechatTemplateName } from '#shared/notice-rule'
import { fillPlaces, noticeRules, type NoticeKind, type NoticeValues } from '#shared/notice-rules'
import { chineseDay } from '#shared/subsidy-policy'
import type { CopyWords } from './delivery.model'
import type { NoticeChannels } from './notice-templates'

/** A message, all of its words made. */
export interface WordedNotice {
  title: string
  body: string
  isUrgent: boolean
  /** Null where the rule has none or the template is not configured. */
  wechat: CopyWords | null
  /** The template that the rule asks for and the account lacks. */
  lackingTemplate: WechatTemplateName | null
  sms: CopyWords | null
}

/** What an SMS holds of a value; the provider counts more as a second message. */
const SMS_VALUE = 12

/**
 * Words a message by its rule. The caller has cleaned what people typed (`typed-words.ts`).
 * @param today programme date, for the places called `today`
 * @throws Error when a place of the rule has no value
 */
export function wordNotice<Kind extends NoticeKind>(
  kind: Kind,
  given: NoticeValues<Kind>,
  today: string,
  channels: NoticeChannels,
): WordedNotice {
  const rule: NoticeRule = noticeRules[kind]
  const values: Record<string, string> = { ...given, today: chineseDay(today) }
  return {
    title: fillPlaces(rule.title, values),
    body: fillPlaces(rule.body, values),
    isUrgent: rule.urgency === 'security',
    wechat: wechatCopy(rule, values, channels),
    lackingTemplate: rule.wechat && !channels.wechat[rule.wechat.template] ? rule.wechat.template : null,
    sms: smsCopy(rule, values, channels),
  }
}

function wechatCopy(
  { wechat }: NoticeRule,
  values: Record<string, string>,
  channels: NoticeChannels,
): CopyWords | null {
  const template = wechat && channels.wechat[wechat.template]
  if (!wechat || !template) return null
  const keys: Record<string, string> = template.keys
  const filled = Object.entries(wechat.fields).map(
    ([meaning, text]) => [keys[meaning] ?? meaning, fillPlaces(text, values)] as const,
  )
  return { templateId: template.id, values: Object.fromEntries(filled) }
}

function smsCopy(
  { sms }: NoticeRule,
  values: Record<string, string>,
  channels: NoticeChannels,
): CopyWords | null {
  if (!sms || !channels.sms.includes(sms.template)) return null
  const filled = sms.values.map(
    (text, index) => [String(index), fillPlaces(text, values).slice(0, SMS_VALUE)] as const,
  )
  return { templateId: sms.template, values: Object.fromEntries(filled) }
}
