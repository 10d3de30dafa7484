import { isQuietAt } from '#shared/notice-rules'
import type { Logger } from '../logger'
import { addressesOf } from '../people/person-contact.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import { shanghaiTime, type Clock } from '../programme-clock'
import type { SmsMessage, SmsOutcome } from '../sms/sms.client'
import type { SubscribeMessage, SubscribeOutcome } from '../wechat/subscribe-message'
import type { Delivery } from './delivery.model'
import { maySend, revokeCredits, spendCredit } from './subscription-credits'
import {
  beginSending,
  isLastTry,
  leaseDue,
  recoverLeases,
  renewLeases,
  settle,
  writeFallbacks,
  type Sender,
  type Settlement,
} from './outbox'

/** What sending needs from the application. */
export interface NoticeSenderDeps {
  cipher: FieldCipher
  clock: Clock
  /** One process's own name, made anew at every start. */
  owner: string
  /** From 0 up to 1. */
  random: () => number
  miniprogramState: SubscribeMessage['miniprogramState']
  /** Whether a consent is not used up by a send. */
  hasLongTermTemplates: boolean
  sendWechat: (message: SubscribeMessage) => Promise<SubscribeOutcome>
  /** Null where no provider is configured. */
  sendSms: ((message: SmsMessage) => Promise<SmsOutcome>) | null
  log: Logger
}

const LOOK_EVERY_MS = 500
const RENEW_EVERY_MS = 2_000
/** So many copies are under way at a time: one that hangs does not hold up the others. */
const LANES = 4
const RETRIED = new Set(['BUSY', 'RATE', 'QUOTA', 'TOKEN'])
const CREDIT_USED_UP = 43101

/**
 * Keeps sending in the background, in any number of processes. Stopping waits for the copies that are under way and leaves
 * the others to the next start.
 */
export function startNoticeSender(deps: NoticeSenderDeps): { stop(): Promise<void> } {
  const sender: Sender = { owner: deps.owner, now: deps.clock.now, random: deps.random }
  let running: Promise<void> | null = null
  let isStopped = false
  const look = () => {
    running ??= round(deps, sender, () => isStopped)
      .catch((error: unknown) => deps.log.error({ err: error }, 'round of notices failed'))
      .finally(() => {
        running = null
      })
  }
  const renew = () => {
    renewLeases(sender).catch((error: unknown) => deps.log.error({ err: error }, 'leases not renewed'))
  }
  const timers = [setInterval(look, LOOK_EVERY_MS), setInterval(renew, RENEW_EVERY_MS)]
  return {
    async stop() {
      isStopped = true
      await running
      for (const timer of timers) clearInterval(timer)
    },
  }
}

async function round(deps: NoticeSenderDeps, sender: Sender, isStopping: () => boolean): Promise<void> {
  const interrupted = await recoverLeases(sender.now())
  if (interrupted > 0) deps.log.warn({ interrupted }, 'copies were interrupted and are not sent again')
  if (deps.sendSms) await writeFallbacks(sender.now())
  await Promise.all(Array.from({ length: LANES }, () => lane(deps, sender, isStopping)))
}

async function lane(deps: NoticeSenderDeps, sender: Sender, isStopping: () => boolean): Promise<void> {
  while (!isStopping()) {
    const isQuiet = isQuietAt(shanghaiTime(deps.clock.programmeNow()))
    const delivery = await leaseDue(sender, isQuiet)
    if (!delivery) return
    const settlement = await attempt(deps, sender, delivery)
    if (settlement === null) continue
    await settle(sender, delivery, settlement)
    tell(deps.log, delivery, settlement)
  }
}

/** Null when the lease was lost before anything went out. */
async function attempt(
  deps: NoticeSenderDeps,
  sender: Sender,
  delivery: Delivery,
): Promise<Settlement | null> {
  const to = await addressesOf(deps.cipher, delivery.personId)
  if (!to) return { outcome: 'refused', reason: 'nobody there' }
  if (delivery.channel === 'sms') return attemptSms(deps, sender, delivery, to.mobileNumber)
  if (!(await maySend(delivery))) return { outcome: 'refused', reason: 'no consent left' }
  if (!(await beginSending(sender, delivery))) return null
  const outcome = await deps.sendWechat({
    openid: to.openid,
    templateId: delivery.templateId,
    page: delivery.page,
    data: delivery.values,
    miniprogramState: deps.miniprogramState,
  })
  await keepCredits(deps, sender, delivery, outcome)
  return wechatSettlement(outcome)
}

async function attemptSms(
  { sendSms }: NoticeSenderDeps,
  sender: Sender,
  delivery: Delivery,
  mobileNumber: string | null,
): Promise<Settlement | null> {
  if (mobileNumber === null) return { outcome: 'refused', reason: 'no mobile number' }
  if (!sendSms) return { outcome: 'retry', reason: 'no provider of SMS configured' }
  if (!(await beginSending(sender, delivery))) return null
  const outcome = await sendSms({
    mobileNumber,
    template: delivery.templateId,
    values: Object.values(delivery.values),
    context: delivery._id.toHexString(),
  })
  return smsSettlement(outcome)
}

async function keepCredits(
  deps: NoticeSenderDeps,
  sender: Sender,
  { personId, templateId }: Delivery,
  outcome: SubscribeOutcome,
): Promise<void> {
  const subscription = { personId, templateId }
  if (outcome.outcome === 'sent' && !deps.hasLongTermTemplates) await spendCredit(subscription)
  if (outcome.outcome === 'refused' && outcome.errcode === CREDIT_USED_UP)
    await revokeCredits(subscription, { at: sender.now(), tx: null })
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

function tell(log: Logger, delivery: Delivery, { outcome, ...rest }: Settlement): void {
  const { channel, kind, attempts } = delivery
  const fields = { deliveryId: delivery._id.toHexString(), channel, kind, outcome, attempts }
  const isDead = outcome === 'alarm' || (outcome === 'retry' && isLastTry(delivery))
  const reason = 'reason' in rest ? rest.reason : null
  if (isDead) log.error({ ...fields, reason, alarm: 'notice_not_delivered' }, 'copy of a message given up')
  else log.info(fields, 'copy of a message settled')
}
