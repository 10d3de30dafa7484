import { addressesOf } from '../people/person-contact.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { SmsMessage, SmsOutcome } from '../sms/sms.client'
import type { SubscribeMessage, SubscribeOutcome } from '../wechat/subscribe-message'
import type { Delivery } from './delivery.model'
import { beginSending, type Sender, type Settlement } from './outbox'
import { maySend, revokeCredits, spendCredit, type Subscription } from './subscription-credits'

/** What one try of a copy needs from the application. */
export interface AttemptDeps {
  cipher: FieldCipher
  miniprogramState: SubscribeMessage['miniprogramState']
  /** Whether a consent is not used up by a send. */
  hasLongTermTemplates: boolean
  sendWechat: (message: SubscribeMessage) => Promise<SubscribeOutcome>
  /** Null where no provider is configured. */
  sendSms: ((message: SmsMessage) => Promise<SmsOutcome>) | null
}

/** How a try ended, and what else follows from it. */
export interface Attempt {
  settlement: Settlement
  /** What the answer says of the person's consent; written after the settlement, which matters more. */
  keepCredits: (() => Promise<void>) | null
}

const RETRIED = new Set(['BUSY', 'RATE', 'QUOTA', 'TOKEN'])
const CREDIT_USED_UP = 43101

/** Sends one copy over its channel. @returns null when the lease was lost before anything went out */
export async function attempt(
  deps: AttemptDeps,
  sender: Sender,
  delivery: Delivery,
): Promise<Attempt | null> {
  const to = await addressesOf(deps.cipher, delivery.personId)
  if (!to) return certain({ outcome: 'refused', reason: 'nobody there' })
  if (delivery.channel === 'sms') return attemptSms(deps, sender, delivery, to.mobileNumber)
  if (!(await maySend(delivery))) return certain({ outcome: 'refused', reason: 'no consent left' })
  if (!(await beginSending(sender, delivery))) return null
  const outcome = await deps.sendWechat({
    openid: to.openid,
    templateId: delivery.templateId,
    page: delivery.page,
    data: delivery.values,
    miniprogramState: deps.miniprogramState,
  })
  return { settlement: wechatSettlement(outcome), keepCredits: creditsAfter(deps, sender, delivery, outcome) }
}

async function attemptSms(
  { sendSms }: AttemptDeps,
  sender: Sender,
  delivery: Delivery,
  mobileNumber: string | null,
): Promise<Attempt | null> {
  if (mobileNumber === null) return certain({ outcome: 'refused', reason: 'no mobile number' })
  if (!sendSms) return certain({ outcome: 'retry', reason: 'no provider of SMS configured' })
  if (!(await beginSending(sender, delivery))) return null
  const outcome = await sendSms({
    mobileNumber,
    template: delivery.templateId,
    values: Object.values(delivery.values),
    context: delivery._id.toHexString(),
  })
  return certain(smsSettlement(outcome))
}

/** A settlement from which nothing else follows. */
function certain(settlement: Settlement): Attempt {
  return { settlement, keepCredits: null }
}

function creditsAfter(
  { hasLongTermTemplates }: AttemptDeps,
  sender: Sender,
  { personId, templateId }: Delivery,
  outcome: SubscribeOutcome,
): Attempt['keepCredits'] {
  const subscription: Subscription = { personId, templateId }
  if (outcome.outcome === 'sent' && !hasLongTermTemplates) return () => spendCredit(subscription)
  if (outcome.outcome === 'refused' && outcome.errcode === CREDIT_USED_UP)
    return () => revokeCredits(subscription, { at: sender.now(), tx: null })
  return null
}

function wechatSettlement(outcome: SubscribeOutcome): Settlement {
  if (outcome.outcome === 'sent') return { outcome: 'sent', messageId: outcome.msgid ?? null }
  if (outcome.outcome === 'unknown') return { outcome: 'unknown', reason: 'no answer' }
  const reason = `${outcome.class} ${outcome.errcode ?? ''}`.trim()
  if (RETRIED.has(outcome.class)) return { outcome: 'retry', reason }
  return { outcome: outcome.class === 'USER' ? 'refused' : 'alarm', reason }
}

function smsSettlement(outcome: SmsOutcome): Settlement {
  if (outcome.outcome === 'sent') return { outcome: 'sent', messageId: outcome.serialNo }
  if (outcome.outcome === 'unknown') return { outcome: 'unknown', reason: 'no answer' }
  if (outcome.outcome === 'later') return { outcome: 'retry', reason: outcome.code }
  return { outcome: outcome.outcome === 'refused' ? 'refused' : 'alarm', reason: outcome.code }
}
