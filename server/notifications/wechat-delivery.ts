import type { Types } from 'mongoose'
import type { Deployment } from '../context'
import type { Logger } from '../logger'
import { findPerson, openidOf } from '../people/person.service'
import type { SubscribeMessage, SubscribeOutcome } from '../wechat/subscribe-message'
import { Deliveries, type Delivery } from './notification.model'

/** Pauses before the next try, by number of tries made; after the last one the inbox has to do. */
const RETRY_MINUTES = [1, 5, 30, 120, 720]
const RETRIED = new Set(['BUSY', 'RATE', 'QUOTA', 'TOKEN'])

/** What delivery needs from the application. */
export interface DeliveryDeps {
  deployment: Deployment
  /** The template's own key for each meaning. */
  templateKeys: Record<keyof Delivery['fields'], string>
  miniprogramState: SubscribeMessage['miniprogramState']
  send: (message: SubscribeMessage) => Promise<SubscribeOutcome>
  now: () => Date
  log: Logger
}

/** Copies that were being sent when the process died may have arrived: they are settled as `unknown`, never sent again. */
export async function settleInterrupted(): Promise<number> {
  const settled = await Deliveries.updateMany(
    { state: 'sending' },
    { $set: { state: 'unknown', reason: 'interrupted' } },
  )
  return settled.modifiedCount
}

/** Sends everything that is due, one by one, until told to stop. */
async function deliverDue(deps: DeliveryDeps, isStopping: () => boolean): Promise<void> {
  while (!isStopping()) {
    const delivery = await Deliveries.findOneAndUpdate(
      { state: 'pending', dueAt: { $lte: deps.now() } },
      { $set: { state: 'sending' }, $inc: { attempts: 1 } },
      { sort: { dueAt: 1 }, returnDocument: 'after' },
    ).lean<Delivery>()
    if (!delivery) return
    await settle(deps, delivery, await trySending(deps, delivery))
  }
}

async function trySending(deps: DeliveryDeps, delivery: Delivery): Promise<SubscribeOutcome> {
  const openid = await recipient(deps, delivery.personId)
  if (!openid) return { outcome: 'refused', class: 'USER', errcode: null }
  const meanings = Object.keys(deps.templateKeys) as (keyof Delivery['fields'])[]
  const data = Object.fromEntries(
    meanings.map((meaning) => [deps.templateKeys[meaning], delivery.fields[meaning]]),
  )
  return deps.send({
    openid,
    templateId: delivery.templateId,
    page: delivery.page,
    data,
    miniprogramState: deps.miniprogramState,
  })
}

async function recipient(deps: DeliveryDeps, personId: Types.ObjectId): Promise<string | null> {
  const person = await findPerson(personId)
  return person && openidOf(deps.deployment.cipher, person)
}

async function settle(deps: DeliveryDeps, delivery: Delivery, outcome: SubscribeOutcome): Promise<void> {
  await Deliveries.updateOne({ _id: delivery._id }, { $set: settlement(deps, delivery, outcome) })
  deps.log.info({ deliveryId: delivery._id.toHexString(), outcome: outcome.outcome }, 'wechat copy settled')
}

function settlement(deps: DeliveryDeps, delivery: Delivery, outcome: SubscribeOutcome): Partial<Delivery> {
  if (outcome.outcome === 'sent') return { state: 'sent', messageId: outcome.msgid ?? null, reason: null }
  if (outcome.outcome === 'unknown') return { state: 'unknown', reason: 'no answer' }
  const reason = `${outcome.class} ${outcome.errcode ?? ''}`.trim()
  const minutes = RETRY_MINUTES[delivery.attempts - 1]
  if (!RETRIED.has(outcome.class) || minutes === undefined) return { state: 'failed', reason }
  return { state: 'pending', reason, dueAt: new Date(deps.now().getTime() + minutes * 60_000) }
}

const LOOK_EVERY_MS = 500

/**
 * Keeps delivering in the background. A failed round is logged and tried again. Stopping waits for the copy that is being
 * sent and leaves the others to the next start.
 */
export async function startDeliveries(deps: DeliveryDeps): Promise<{ stop(): Promise<void> }> {
  const interrupted = await settleInterrupted()
  if (interrupted > 0) deps.log.warn({ interrupted }, 'wechat copies were interrupted and are not sent again')
  let running: Promise<void> = Promise.resolve()
  let isBusy = false
  let isStopped = false
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    running = deliverDue(deps, () => isStopped)
      .catch((error: unknown) => deps.log.error({ err: error }, 'wechat delivery round failed'))
      .finally(() => {
        isBusy = false
      })
  }, LOOK_EVERY_MS)
  return {
    async stop() {
      isStopped = true
      clearInterval(timer)
      await running
    },
  }
}
