import type { ClientSession } from 'mongoose'
import { certificateTitle, type CertificateStanding } from '#shared/certificates'
import { Problem } from '#shared/problem'
import type { CertificateAnswer, LookUpCertificate } from '../certificate-site/certificate-site.client'
import type { Actor, Context, Deployment, Moment } from '../context'
import { duplicateKeyOf, inTransaction } from '../mongo'
import { notify } from '../notifications/notification.service'
import { identityInClear } from '../people/person-copy'
import { findPerson } from '../people/person.service'
import { compare, type Comparison } from './certificate-comparison'
import { HeldCertificates, type HeldCertificate } from './held-certificate.model'
import { ownCertificate } from './wallet.service'

/** What the job works with. */
export interface LookUpDeps {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const BATCH = 20
/** A site that does not answer so often in a row is left alone until the next run. */
const ENOUGH_FAILURES = 3
/** After a look-up without an answer; later ones after the last of these. */
const RETRY_MINUTES = [1, 5, 30, 120, 720]
/** Certificates come onto the site weeks after they were handed out. */
const LOOK_DAILY_FOR_DAYS = 60
/** A certificate may be renewed or revoked at any time. */
const LOOK_AGAIN_DAYS = 30
/** Its owner may ask again after so long. */
const ASK_AGAIN_MS = MINUTE_MS

/**
 * Looks a certificate of the actor's own up now.
 * @throws Problem `not_found`, `not_in_this_state` where no look-up is set up, `too_many_requests` within the same minute
 */
export async function lookUpNow(context: Context & { actor: Actor }, id: string): Promise<HeldCertificate> {
  const { actor, deployment, moment } = context
  const held = await ownCertificate(actor, id)
  const { lookUpCertificate } = deployment
  if (!lookUpCertificate)
    throw new Problem('not_in_this_state', { detail: '这里还没有接通全国联网查询，请带证书到窗口核实' })
  if (held.lastAskedAt && moment.now.getTime() - held.lastAskedAt.getTime() < ASK_AGAIN_MS)
    throw new Problem('too_many_requests', { detail: '刚刚查过，过一分钟再查' })
  const deps = { deployment, moment: () => moment, inTransaction }
  await lookUp(deps, held, lookUpCertificate, 'owner')
  return ownCertificate(actor, id)
}

/**
 * Looks up what is due: new certificates, those that the site did not have or could not be asked about, and from time to
 * time all others. Each in a transaction of its own, after the site has answered.
 * @returns how many were looked up
 */
export async function lookUpDueCertificates(deps: LookUpDeps): Promise<number> {
  const { lookUpCertificate } = deps.deployment
  if (!lookUpCertificate) return 0
  const due = await HeldCertificates.find({ nextLookUpAt: { $lte: deps.moment().now } })
    .sort({ nextLookUpAt: 1 })
    .limit(BATCH)
    .lean<HeldCertificate[]>()
  let failures = 0
  let count = 0
  for (const held of due) {
    const answer = await lookUp(deps, held, lookUpCertificate, 'job')
    count += 1
    failures = answer.outcome === 'failed' ? failures + 1 : 0
    if (failures >= ENOUGH_FAILURES) break
  }
  return count
}

async function lookUp(
  deps: LookUpDeps,
  held: HeldCertificate,
  ask: LookUpCertificate,
  by: 'owner' | 'job',
): Promise<CertificateAnswer> {
  const person = await findPerson(held.personId)
  const identity = person && identityInClear(deps.deployment.cipher, person)
  if (!identity) {
    await deps.inTransaction((tx) => write(held, { nextLookUpAt: daysFrom(deps.moment(), 1) }, tx))
    return { outcome: 'not_found' }
  }
  const answer = await ask({ number: held.number, identityNumber: identity.residentIdNumber })
  await deps.inTransaction((tx) => settle({ deps, held, by, tx }, answer, identity.name))
  return answer
}

interface Settling {
  deps: LookUpDeps
  held: HeldCertificate
  by: 'owner' | 'job'
  tx: ClientSession
}

async function settle(settling: Settling, answer: CertificateAnswer, name: string): Promise<void> {
  const { deps, held, tx } = settling
  const moment = deps.moment()
  const asked = { lastAskedAt: moment.now }
  if (answer.outcome === 'failed') {
    const minutes = RETRY_MINUTES[Math.min(held.failures, RETRY_MINUTES.length - 1)] ?? 1
    const nextLookUpAt = new Date(moment.now.getTime() + minutes * MINUTE_MS)
    await write(held, { ...asked, failures: held.failures + 1, nextLookUpAt }, tx)
    return
  }
  const answered = { ...asked, failures: 0, checkedOn: moment.today }
  if (answer.outcome === 'not_found') {
    const isNew = moment.now.getTime() - held.addedAt.getTime() < LOOK_DAILY_FOR_DAYS * DAY_MS
    const nextLookUpAt = daysFrom(moment, isNew ? 1 : LOOK_AGAIN_DAYS)
    await write(held, { ...answered, standing: 'not_found', differences: [], nextLookUpAt }, tx)
    return
  }
  const { standing, differences, facts } = await ofOneHolder(
    compare(held, answer.certificate, name),
    held,
    tx,
  )
  const proven = standing === 'verified' ? { provenKey: held.numberKey } : {}
  const nextLookUpAt = daysFrom(moment, LOOK_AGAIN_DAYS)
  const isWritten = await write(
    held,
    { ...answered, ...facts, ...proven, standing, differences, nextLookUpAt },
    tx,
  )
  if (isWritten && standing !== held.standing) await tell(settling, standing)
}

/** Who bears the name and number of a certificate that a class has given to another needs a person to look at it. */
async function ofOneHolder(
  comparison: Comparison,
  { _id, numberKey }: HeldCertificate,
  tx: ClientSession,
): Promise<Comparison> {
  if (comparison.standing !== 'verified') return comparison
  const other = await HeldCertificates.exists({ provenKey: numberKey, _id: { $ne: _id } }).session(tx)
  if (!other) return comparison
  return { ...comparison, standing: 'differs', differences: ['这里已经登记在别人名下，请带证书到窗口'] }
}

/** Whoever has asked by themselves sees the answer; it is news only when it came by itself, or is bad. */
async function tell({ deps, held, by, tx }: Settling, standing: CertificateStanding): Promise<void> {
  const kinds = {
    verified: 'certificate_verified',
    differs: 'certificate_differs',
    revoked: 'certificate_revoked',
  } as const
  if (standing !== 'verified' && standing !== 'differs' && standing !== 'revoked') return
  if (by === 'owner' && standing !== 'revoked') return
  const values = { title: certificateTitle(held.kind, held.level) }
  const command = { deployment: deps.deployment, moment: deps.moment(), tx }
  await notify(command, { personId: held.personId, kind: kinds[standing], values })
}

/** @returns false when somebody else has changed or removed it meanwhile: what was asked about is no more */
async function write(
  held: HeldCertificate,
  set: Partial<HeldCertificate>,
  tx: ClientSession,
): Promise<boolean> {
  try {
    const { modifiedCount } = await HeldCertificates.updateOne(
      { _id: held._id, revision: held.revision },
      { $set: set, $inc: { revision: 1 } },
      { session: tx },
    )
    return modifiedCount === 1
  } catch (error) {
    if (duplicateKeyOf(error)) throw new Problem('changed_meanwhile')
    throw error
  }
}

function daysFrom({ now }: Moment, days: number): Date {
  return new Date(now.getTime() + days * DAY_MS)
}
