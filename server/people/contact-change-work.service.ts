import type { ClientSession } from 'mongoose'
import { maskMobile } from '#shared/identity'
import type { Deployment, Moment } from '../context'
import { notify } from '../notifications/notification.service'
import { ContactChanges, type ContactChange } from './contact-change.model'
import { newMobileOf, settleContactChange } from './contact-change.service'
import { sealMobile } from './person-secrets'
import { People } from './person.model'

/** What the job works with. */
export interface ContactChangeWorkDeps {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

const BATCH = 50

/**
 * Puts the numbers in force that are due, each in a transaction of its own: killed anywhere, the old one counts or the
 * new one. @returns how many were put in force
 */
export async function carryOutDueContactChanges(deps: ContactChangeWorkDeps): Promise<number> {
  const due = await ContactChanges.find({ state: 'waiting', dueAt: { $lte: deps.moment().now } })
    .sort({ dueAt: 1 })
    .limit(BATCH)
    .lean<ContactChange[]>()
  let count = 0
  const failures: unknown[] = []
  for (const change of due) {
    try {
      if (await deps.inTransaction((tx) => carryOut(deps, change, tx))) count += 1
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'some mobile numbers could not be changed')
  return count
}

/** @returns whether the new number counts: not when it was taken back meanwhile, or another process was first */
async function carryOut(
  { deployment, moment: momentNow }: ContactChangeWorkDeps,
  change: ContactChange,
  tx: ClientSession,
): Promise<boolean> {
  const moment = momentNow()
  const { personId } = change
  if (!(await settleContactChange(change, { state: 'done', settledAt: moment.now }, tx))) return false
  const mobileNumber = newMobileOf(deployment.cipher, change)
  const { mobileCipher, mobileIndex } = sealMobile(deployment.cipher, personId, mobileNumber)
  const { matchedCount } = await People.updateOne(
    { _id: personId, identity: { $ne: null } },
    { $set: { 'identity.mobileCipher': mobileCipher, 'identity.mobileIndex': mobileIndex } },
    { session: tx },
  )
  if (matchedCount === 0) throw new Error(`Contact change ${change._id.toHexString()} is about nobody`)
  const values = { mobile: maskMobile(mobileNumber) }
  await notify({ deployment, moment, tx }, { personId, kind: 'contact_changed', values })
  return true
}
