import type { ClientSession, Types } from 'mongoose'
import { settleBySentEvent } from './sent-events'
import { grantCredit, hintCredit, revokeCredits } from './subscription-credits'

/** What comes with an event of WeChat about one of our people. */
export interface NoticeEventCall {
  tx: ClientSession
  personId: Types.ObjectId
  occurredAt: Date
  now: Date
}

/** The person answered the subscription dialog: each 允许 is worth one send. */
export async function tellConsentGiven(
  items: readonly { templateId: string; isAccepted: boolean }[],
  { personId, tx, occurredAt }: NoticeEventCall,
): Promise<void> {
  for (const { templateId, isAccepted } of items)
    if (isAccepted) await grantCredit({ personId, templateId }, { at: occurredAt, tx })
}

/** The person switched a kind of message on or off in WeChat's settings. */
export async function tellConsentChanged(
  items: readonly { templateId: string; isAccepted: boolean }[],
  { personId, tx, occurredAt }: NoticeEventCall,
): Promise<void> {
  for (const { templateId, isAccepted } of items) {
    const change = isAccepted ? hintCredit : revokeCredits
    await change({ personId, templateId }, { at: occurredAt, tx })
  }
}

/** WeChat's last word on messages that it took, also on those whose answer was lost. */
export async function tellMessageSettled(
  items: readonly { templateId: string; msgid: string; isDelivered: boolean }[],
  { personId, tx, now }: NoticeEventCall,
): Promise<void> {
  for (const { templateId, msgid: messageId, isDelivered } of items)
    await settleBySentEvent({ personId, templateId, messageId, isDelivered }, now, tx)
}
