import type { ClientSession } from 'mongoose'
import type { IdentityBody } from '#shared/people'
import { forgetAnswers } from '../answer-book'
import { forgetApprentice } from '../apprenticeships/apprentice-place.service'
import { forgetRefusedSignings } from '../attendance/signing.service'
import { closeAllSessions } from '../auth/session.service'
import { forgetCertificates } from '../certificates/wallet.service'
import { forgetReporter } from '../charge-reports/charge-report.service'
import { forgetRater } from '../class-ratings/class-rating.service'
import { forgetWatches } from '../class-watches/class-watch.service'
import { takeTurn } from '../claims/claim-turn'
import { forgetClaims, forgetRefusedClaims } from '../claims/forget-claims.service'
import { forgetConsents } from '../consents/consent.service'
import type { Deployment, Moment } from '../context'
import { forgetCrews } from '../crews/crew-place.service'
import { forgetTrainings } from '../enrolments/forget-trainings.service'
import { forgetWaiting } from '../enrolments/waiting-place.service'
import { forgetMessages } from '../notifications/forget-messages.service'
import { notify } from '../notifications/notification.service'
import { forgetObjector } from '../objections/objection.service'
import { forgetOnlineLessons } from '../online-lessons/online-lesson.service'
import { forgetAccountMoves, isMovingAway } from '../people/account-move.service'
import { forgetContactChanges } from '../people/contact-change.service'
import { forgetCorrections } from '../people/identity-correction.service'
import { forgetPerson } from '../people/forget-person.service'
import { identityInClear } from '../people/person-copy'
import { findPerson, type Person } from '../people/person.service'
import { forgetPayments } from '../payouts/forget-payments.service'
import { forgetOldBoundMobiles } from '../people/phone-binding.service'
import { forgetHelp } from '../service-desk/family-help.service'
import { forgetSights } from '../sights/sight.service'
import { forgetUploads } from '../uploads/upload.service'
import { AccountDeletions, type AccountDeletion } from './account-deletion.model'
import { settleDeletion } from './account-deletion.service'
import { deletionStanding, type DeletionStanding } from './deletion-standing'

/** What the jobs of this folder work with. */
export interface DataWorkDeps {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

const DAY_MS = 86_400_000
const BATCH = 50

/**
 * Carries out the deletions that are due, each in a transaction of its own: killed anywhere, an account is whole or gone.
 * Sessions are ended afterwards; they are worth nothing from the moment on at which the person is.
 * @returns how many accounts are gone
 */
export async function carryOutDueDeletions(deps: DataWorkDeps): Promise<number> {
  const due = await AccountDeletions.find({ state: 'waiting', dueAt: { $lte: deps.moment().now } })
    .sort({ dueAt: 1 })
    .limit(BATCH)
    .lean<AccountDeletion[]>()
  let count = 0
  const failures: unknown[] = []
  for (const deletion of due) {
    try {
      if ((await deps.inTransaction((tx) => carryOut(deps, deletion, tx))) !== 'gone') continue
      await closeAllSessions(deletion.personId)
      count += 1
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'some accounts could not be deleted')
  return count
}

/** @returns `put_off` when something is under way again, false when it was taken back meanwhile */
async function carryOut(
  deps: DataWorkDeps,
  deletion: AccountDeletion,
  tx: ClientSession,
): Promise<'gone' | 'put_off' | false> {
  const { personId } = deletion
  // A claim handed in at this moment writes the same record: one of the two runs again and sees the other.
  await takeTurn(personId, tx)
  const person = await findPerson(personId, tx)
  if (!person) throw new Error(`Deletion ${deletion._id.toHexString()} is about nobody`)
  if (await isOfLeftWechat({ deps, deletion, tx }, person)) return false
  const standing = await deletionStanding(person, tx)
  if (standing.blockers.length > 0) {
    await putOff({ deps, deletion, tx }, standing)
    return 'put_off'
  }
  return (await erase({ deps, deletion, tx }, person, standing)) && 'gone'
}

interface Work {
  deps: DataWorkDeps
  deletion: AccountDeletion
  tx: ClientSession
}

async function erase(
  { deps, deletion, tx }: Work,
  person: Person,
  standing: DeletionStanding,
): Promise<boolean> {
  const { cipher } = deps.deployment
  const { kept, paidUntil, refusedUntil } = standing
  const payee = paidUntil === null ? null : payeeOf(identityInClear(cipher, person))
  const change = {
    ...{ state: 'done' as const, settledAt: deps.moment().now, kept },
    payeeCipher: payee && cipher.encrypt(JSON.stringify(payee), placeOf(deletion)),
    payeeIndex: paidUntil === null ? null : (person.identity?.residentIdIndex ?? null),
    ...{ keepUntil: paidUntil, keepRefusedUntil: refusedUntil },
  }
  if (!(await settleDeletion(deletion, change, tx))) return false
  await forgetAnswers(person._id, tx)
  await forgetMessages(person._id, tx)
  await forgetClaims(cipher, person._id, tx)
  await forgetPayments(cipher, person._id, tx)
  await forgetTrainings(person._id, tx)
  await forgetCertificates(person._id, tx)
  await forgetWaiting(person._id, tx)
  await forgetWatches(person._id, tx)
  await forgetSights(person._id, tx)
  await forgetReporter(person._id, tx)
  await forgetObjector(person._id, tx)
  await forgetRater(person._id, tx)
  await forgetHelp(person._id, tx)
  await forgetRefusedSignings(person._id, tx)
  await forgetOnlineLessons(person._id, tx)
  await forgetConsents(person._id, tx)
  await forgetUploads(person._id, tx)
  await forgetCrews(person, tx)
  await forgetApprentice(person, deps.moment().today, tx)
  await forgetContactChanges(person._id, deps.moment().now, tx)
  await forgetAccountMoves(person._id, deps.moment().now, tx)
  await forgetCorrections(person._id, deps.moment().now, tx)
  await forgetPerson(person._id, tx)
  return true
}

/**
 * A duty is about the WeChat account of then. Who has moved to another one since has not left; while the move waits, so
 * does the duty. @returns whether that was so
 */
async function isOfLeftWechat(work: Work, person: Person): Promise<boolean> {
  const { deps, deletion, tx } = work
  if (deletion.cause === 'own_wish') return false
  if (person.openidSince && deletion.askedAt <= person.openidSince) {
    await settleDeletion(deletion, { state: 'called_off', settledAt: deps.moment().now }, tx)
    return true
  }
  if (!(await isMovingAway(person._id, tx))) return false
  await putOffADay(work)
  return true
}

/** Somebody's own wish is off when they have begun something new; a duty waits until that is over. */
async function putOff(work: Work, { blockers }: DeletionStanding): Promise<void> {
  const { deps, deletion, tx } = work
  const moment = deps.moment()
  const [first] = blockers
  if (deletion.cause !== 'own_wish' || !first) return putOffADay(work)
  if (!(await settleDeletion(deletion, { state: 'called_off', settledAt: moment.now }, tx))) return
  await notify(
    { deployment: deps.deployment, moment, tx },
    { personId: deletion.personId, kind: 'deletion_called_off', values: { reason: first.reason } },
  )
}

async function putOffADay({ deps, deletion, tx }: Work): Promise<void> {
  const dueAt = new Date(deps.moment().now.getTime() + DAY_MS)
  const waiting = { _id: deletion._id, state: 'waiting' as const }
  await AccountDeletions.updateOne(waiting, { $set: { dueAt } }, { session: tx })
}

/** What an audit asks of a payment: who got it. The phone number is none of that. */
function payeeOf(identity: IdentityBody | null): Pick<IdentityBody, 'name' | 'residentIdNumber'> | null {
  return identity && { name: identity.name, residentIdNumber: identity.residentIdNumber }
}

/** Lets go of what was kept, after its last day. @returns how many times something was let go of */
export async function forgetKept({ moment, inTransaction }: DataWorkDeps): Promise<number> {
  const { today, now } = moment()
  const payees = await inTransaction((tx) =>
    AccountDeletions.updateMany(
      { keepUntil: { $lt: today } },
      { $set: { payeeCipher: null, payeeIndex: null, keepUntil: null } },
      { session: tx },
    ),
  )
  const refused = await AccountDeletions.find({ keepRefusedUntil: { $lt: today } })
    .limit(BATCH)
    .lean<AccountDeletion[]>()
  for (const { _id, personId } of refused) {
    await inTransaction(async (tx) => {
      await forgetRefusedClaims(personId, tx)
      await forgetTrainings(personId, tx)
      await AccountDeletions.updateOne({ _id }, { $set: { keepRefusedUntil: null } }, { session: tx })
    })
  }
  const bound = await inTransaction((tx) => forgetOldBoundMobiles(now, tx))
  return payees.modifiedCount + refused.length + bound
}

function placeOf({ _id }: AccountDeletion): { collection: string; field: string; recordId: string } {
  return { collection: 'account_deletions', field: 'payee', recordId: _id.toHexString() }
}
