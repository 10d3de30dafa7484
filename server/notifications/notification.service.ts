import type { Types } from 'mongoose'
import { noticeRules, type NoticeKind, type NoticeValues } from '#shared/notice-rules'
import { withoutPersonalData } from '#shared/typed-words'
import type { Command } from '../context'
import { hasLeft, nameOf } from '../people/person-contact.service'
import { Deliveries, type Delivery } from './delivery.model'
import { wordNotice, type WordedNotice } from './notice-words'
import { Notifications, type Notification } from './notification.model'

/** What telling somebody needs: a transaction and a moment, but no actor, so that jobs can tell, too. */
export type NoticeCommand = Pick<Command, 'deployment' | 'moment' | 'tx'>

/** A message about to be written. */
export interface Message<Kind extends NoticeKind> {
  personId: Types.ObjectId
  kind: Kind
  /** What fills the places of the rule's words. */
  values: NoticeValues<Kind>
  /** Typed by somebody, and so cleaned of numbers and of the person's own name. */
  typed?: readonly (keyof NoticeValues<Kind>)[]
  /** The claim, the training or the class that it is about. */
  claimId?: Types.ObjectId
  enrolmentId?: Types.ObjectId
  classId?: Types.ObjectId
  amountFen?: number
  /** For jobs: the same key is told once, however often they run. */
  onceKey?: string
}

/**
 * Writes a message to the inbox, and its copy to the outbox, in the transaction of what it tells. The SMS waits behind
 * the WeChat copy and goes out when that was certainly not delivered; without a template at WeChat it goes out at once.
 * @returns whether it was written: false when its `onceKey` was told already, or the account is gone
 */
export async function notify<Kind extends NoticeKind>(
  command: NoticeCommand,
  message: Message<Kind>,
): Promise<boolean> {
  const { tx, moment, deployment } = command
  const { personId, kind, claimId = null, enrolmentId = null, classId = null, onceKey } = message
  if (onceKey !== undefined && (await Notifications.exists({ onceKey }).session(tx))) return false
  if (await hasLeft(personId, tx)) return false
  const worded = wordNotice(kind, await cleaned(command, message), moment.today, deployment.noticeChannels)
  const record = {
    ...{ personId, kind, title: worded.title, body: worded.body, claimId, enrolmentId, classId },
    amountFen: message.amountFen ?? null,
    ...(onceKey === undefined ? {} : { onceKey }),
    createdAt: moment.programmeNow,
  }
  const [written] = await Notifications.create([record], { session: tx })
  if (!written) throw new Error('The store acknowledged a message without returning it')
  const copy = firstCopy(written, worded, moment.now)
  if (copy) await Deliveries.create([copy], { session: tx })
  return true
}

/** What a copy is before anybody has touched it. */
export const untried = {
  state: 'pending',
  attempts: 0,
  settledAt: null,
  reason: null,
  messageId: null,
  leaseOwner: null,
  leaseUntil: null,
  fence: 0,
} as const

/**
 * Best first: WeChat, or the SMS where the rule has no WeChat. A template that this account lacks is written down as a
 * copy that cannot go out, so that the ledger says why only the inbox has it; its SMS follows like any other.
 */
function firstCopy(written: Notification, worded: WordedNotice, now: Date): Omit<Delivery, '_id'> | null {
  const { _id: notificationId, personId, kind } = written
  const base = { notificationId, personId, kind, isUrgent: worded.isUrgent, dueAt: now, createdAt: now }
  const { wechat, lackingTemplate, sms } = worded
  const throughWechat = { channel: 'wechat' as const, page: miniProgramPageOf(written), fallback: sms }
  if (wechat) return { ...untried, ...base, ...throughWechat, ...wechat }
  if (lackingTemplate) {
    const settled = { state: 'failed' as const, reason: 'no template configured', settledAt: now }
    return { ...untried, ...base, ...throughWechat, templateId: lackingTemplate, values: {}, ...settled }
  }
  return sms && { ...untried, ...base, channel: 'sms', ...sms, page: '', fallback: null }
}

/** The page that a tap on the copy opens. */
function miniProgramPageOf({ kind, claimId, enrolmentId, classId }: Notification): string {
  const { page } = noticeRules[kind]
  if (page === 'claim' && claimId) return `packages/claims/progress/index?id=${claimId.toHexString()}`
  if (page === 'enrolment' && enrolmentId)
    return `packages/claims/enrolment/index?id=${enrolmentId.toHexString()}`
  if (page === 'confirm_claim' && enrolmentId)
    return `packages/claims/confirm/index?enrolmentId=${enrolmentId.toHexString()}`
  if (page === 'class' && classId) return `pages/training-class/index?id=${classId.toHexString()}`
  if (page === 'crew') return 'packages/crew/places/index'
  return 'pages/messages/index'
}

async function cleaned<Kind extends NoticeKind>(
  { deployment, tx }: NoticeCommand,
  { personId, values, typed = [] }: Message<Kind>,
): Promise<NoticeValues<Kind>> {
  if (typed.length === 0) return values
  const name = await nameOf(deployment.cipher, personId, tx)
  const clean = typed.map((place) => [place, withoutPersonalData(values[place], name === null ? [] : [name])])
  return { ...values, ...(Object.fromEntries(clean) as Partial<NoticeValues<Kind>>) }
}
