/** What a row of the table of messages says. */

/** A message template of WeChat: what each place in it means. */
export const wechatTemplates = {
  payout: ['purpose', 'amount', 'date', 'note'],
  progress: ['subject', 'result', 'date', 'note'],
} as const
export type WechatTemplateName = keyof typeof wechatTemplates

/** A registered text of the SMS provider. */
export const smsTemplates = ['payout', 'to_do', 'security', 'code'] as const
export type SmsTemplateName = (typeof smsTemplates)[number]

/** Where a message may lead. */
export const noticePages = [
  'claim',
  'enrolment',
  'confirm_claim',
  'account',
  'contact_change',
  'account_move',
  'correction',
  'crew',
  'waiting',
  'class',
  'filing',
  'charge_report',
  'certificates',
  'publicity',
  'family_help',
] as const
export type NoticePage = (typeof noticePages)[number]

export interface NoticeRule {
  /** `security` is told at any hour; everything else waits for the morning outside the app. */
  readonly urgency: 'ordinary' | 'security'
  /** With places in braces. What fills them is never an identity number, an account or a full name. */
  readonly title: string
  readonly body: string
  /** Where the message leads. */
  readonly page: NoticePage
  /** The lock screen shows it: nothing there that a bystander should not read. A `thing` holds 20 characters. */
  readonly wechat: WechatWords | null
  /**
   * For money, for what the person has to do and for what a thief might have begun: sent when WeChat certainly did not
   * bring it, and at once where the rule has no WeChat.
   */
  readonly sms: { readonly template: SmsTemplateName; readonly values: readonly string[] } | null
}

export type WechatWords = {
  [Name in WechatTemplateName]: {
    readonly template: Name
    readonly fields: { readonly [Field in (typeof wechatTemplates)[Name][number]]: string }
  }
}[WechatTemplateName]

/** How a step of the bureaux, or of one's account, reads on WeChat. */
export function progress<Subject extends string, Result extends string, Note extends string>(
  subject: Subject,
  result: Result,
  note: Note,
) {
  return { template: 'progress', fields: { subject, result, date: '{today}', note } } as const
}
