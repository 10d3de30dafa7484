import type { ClientSession } from 'mongoose'
import { certificateTitle, daysLeftOf, EXPIRY_NOTICE_DAYS, validityOf } from '#shared/certificates'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Deployment, Moment } from '../context'
import { notify } from '../notifications/notification.service'
import { addDays } from '../programme-clock'
import { HeldCertificates, type HeldCertificate } from './held-certificate.model'

/** What the job works with. */
export interface CertificateReminderDeps {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

/**
 * Tells holders that a certificate is about to expire, once for each of the days before; of those that have passed only
 * the nearest, so that a server that stood still does not tell everything at once.
 * @returns how many messages were written
 */
export async function remindOfExpiry(deps: CertificateReminderDeps): Promise<number> {
  const { today } = deps.moment()
  const until = addDays(today, Math.max(...EXPIRY_NOTICE_DAYS))
  let told = 0
  for await (const held of HeldCertificates.find({ expiresOn: { $gte: today, $lte: until } })
    .lean<HeldCertificate[]>()
    .cursor()) {
    if (validityOf(held, today) !== 'valid') continue
    if (await deps.inTransaction((tx) => remind(deps, held, tx))) told += 1
  }
  return told
}

async function remind(
  { deployment, moment }: CertificateReminderDeps,
  held: HeldCertificate,
  tx: ClientSession,
): Promise<boolean> {
  const { today } = moment()
  const daysLeft = daysLeftOf(held, today)
  const noticeDays = EXPIRY_NOTICE_DAYS.find((days) => daysLeft !== null && daysLeft <= days)
  const still = await HeldCertificates.exists({ _id: held._id, revision: held.revision }).session(tx)
  if (noticeDays === undefined || !still) return false
  const values = {
    title: certificateTitle(held.kind, held.level),
    lastDay: chineseDay(held.expiresOn ?? today),
    left: daysLeft === 0 ? '就是今天' : `还有${String(daysLeft)}天`,
  }
  // Another last day, because it was renewed, is news.
  const onceKey = `certificate-expiring:${held._id.toHexString()}:${held.expiresOn ?? ''}:${String(noticeDays)}`
  const message = { personId: held.personId, kind: 'certificate_expiring' as const, values, onceKey }
  return notify({ deployment, moment: moment(), tx }, message)
}
