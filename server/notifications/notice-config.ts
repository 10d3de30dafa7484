import * as v from 'valibot'
import { smsAccount, smsProblems, smsVariables } from '../sms/sms-config'
import type { SmsAccount } from '../sms/sms.client'
import type { ConfiguredTemplate } from './notice-templates'

const KEYS_SHAPE = /^subject=(thing\d+),result=(phrase\d+),date=(date\d+),note=(thing\d+)$/

/** What the environment says of copies beyond the payout notice. All of it may be left out. */
export const noticeVariables = v.object({
  WX_TEMPLATE_PROGRESS: v.optional(v.string()),
  WX_TEMPLATE_PROGRESS_KEYS: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        KEYS_SHAPE,
        'WX_TEMPLATE_PROGRESS_KEYS looks like subject=thing1,result=phrase2,date=date3,note=thing4',
      ),
    ),
  ),
  WX_TEMPLATES_LONG_TERM: v.optional(v.picklist(['yes', 'no'], 'WX_TEMPLATES_LONG_TERM is yes or no'), 'no'),
  ...smsVariables.entries,
})
type NoticeVariables = v.InferOutput<typeof noticeVariables>

export interface NoticeSettings {
  /** For progress and what is to be done; null = told in the inbox only. */
  progressTemplate: ConfiguredTemplate<'progress'> | null
  /** Whether a consent is not used up by a message. */
  hasLongTermTemplates: boolean
  /** The provider of SMS; null = nothing goes out that way. */
  sms: SmsAccount | null
}

/** A sentence for each setting that is missing beside others. */
export function noticeProblems(settings: NoticeVariables): string[] {
  const isHalf = Boolean(settings.WX_TEMPLATE_PROGRESS) !== Boolean(settings.WX_TEMPLATE_PROGRESS_KEYS)
  return [
    ...(isHalf ? ['WX_TEMPLATE_PROGRESS: the id and WX_TEMPLATE_PROGRESS_KEYS go together'] : []),
    ...smsProblems(settings),
  ]
}

/** Only after `noticeProblems` found nothing missing. */
export function noticeSettings(settings: NoticeVariables): NoticeSettings {
  return {
    progressTemplate: progressTemplate(settings),
    hasLongTermTemplates: settings.WX_TEMPLATES_LONG_TERM === 'yes',
    sms: smsAccount(settings),
  }
}

function progressTemplate(settings: NoticeVariables): ConfiguredTemplate<'progress'> | null {
  const match = KEYS_SHAPE.exec(settings.WX_TEMPLATE_PROGRESS_KEYS ?? '')
  if (!settings.WX_TEMPLATE_PROGRESS || !match) return null
  const [, subject = '', result = '', date = '', note = ''] = match
  return { id: settings.WX_TEMPLATE_PROGRESS, keys: { subject, result, date, note } }
}
