import { Types, type ClientSession } from 'mongoose'
import {
  FAMILY_HELP_MINUTES,
  HELPER_CODE_MINUTES,
  MOST_HELPED_A_YEAR,
  type HelperCodeView,
} from '#shared/family-help'
import { Problem } from '#shared/problem'
import { staffRoleOf } from '#shared/staff-invitations'
import { closeVisitSessions, type SignIn } from '../auth/session.service'
import { keepConsent } from '../consents/consent.service'
import type { Actor, Command, Context } from '../context'
import { invalidFields } from '../http/problem'
import { notify } from '../notifications/notification.service'
import { countTry } from '../people/identity-proof.service'
import { findPerson, maskedIdentity, type Person } from '../people/person.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import { DeskVisits, type DeskVisit } from './desk-visit.model'
import { HelperCodes, type HelperCode } from './helper-code.model'

const MINUTE_MS = 60_000
const TRIES_A_DAY = 10
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS
const overWords = '这次帮办已经结束或过时了，请本人再出一个帮办码'

type Caller = Context & { actor: Actor }

/**
 * Makes the code that the worker hands to somebody in the family; an earlier one is worthless from then on.
 * @throws Problem `not_allowed` for who works here: their decisions are nobody else's
 */
export async function makeHelperCode(command: Command): Promise<HelperCodeView> {
  const { actor, moment, deployment, tx } = command
  if (staffRoleOf(actor.roles) !== null)
    throw new Problem('not_allowed', { detail: '您有工作岗位，要自己办，不能让别人代办' })
  const number = deployment.randomBytes(6).readUIntBE(0, 6) % 100_000_000
  const code = String(number).padStart(8, '0')
  const validUntil = inMinutes(moment.now, HELPER_CODE_MINUTES)
  await HelperCodes.updateOne(
    { _id: actor.personId },
    { $set: { codeHash: hashOf(deployment.cipher, code), validUntil } },
    { session: tx, upsert: true },
  )
  await keepConsent(command, actor.personId, 'family_help')
  return { code: `${code.slice(0, 4)} ${code.slice(4)}`, validUntil: validUntil.toISOString() }
}

/** The code that was handed out is worthless from now on. */
export async function dropHelperCode({ actor, tx }: Command): Promise<void> {
  await HelperCodes.deleteOne({ _id: actor.personId }, { session: tx })
}

/** Counts a try of the day, outside any transaction, so that a wrong one counts as well. @throws Problem `too_many_requests` */
export async function countHelperTry({ actor, moment }: Caller): Promise<void> {
  if ((await countTry(`helper:${actor.id}`, moment.now)) > TRIES_A_DAY)
    throw new Problem('too_many_requests', { detail: '今天试的次数太多了，请明天再试，或到窗口办' })
}

/**
 * Begins to help: the code opens two hours, once. The worker is told at once who helps, and can end it.
 * @throws Problem `invalid_fields` for a code that is not, or no longer, good
 */
export async function beginFamilyVisit(command: Command, code: string): Promise<DeskVisit> {
  const { actor, moment, deployment, tx } = command
  await countHelperTry(command)
  const found = await HelperCodes.findOneAndDelete(
    { codeHash: hashOf(deployment.cipher, code), validUntil: { $gt: moment.now } },
    { session: tx },
  ).lean<HelperCode>()
  if (!found) throw wrongCode('帮办码不对或过期了，请看本人手机上最新的一个')
  if (found._id.equals(actor.personId)) throw wrongCode('这是您自己的帮办码，给帮您的家人填')
  const person = await workerBehind(found._id, tx)
  await refuseTrade(command, person._id)
  const visit: DeskVisit = {
    ...{ _id: new Types.ObjectId(), by: 'family', clerkId: actor.personId, personId: person._id },
    ...{ newcomerCipher: null, state: 'open', vouchedById: null, beganAt: moment.now, acts: [] },
    endsAt: inMinutes(moment.now, FAMILY_HELP_MINUTES),
  }
  await DeskVisits.create([visit], { session: tx })
  const helper = await findPerson(actor.personId, tx)
  const name = (helper && maskedIdentity(deployment.cipher, helper)?.nameMasked) ?? helper?.displayName ?? ''
  await notify(command, { personId: person._id, kind: 'family_help_began', values: { helper: name } })
  return visit
}

/** @throws Problem `not_allowed` for who has helped too many others within a year: nobody may live on it */
async function refuseTrade({ actor, moment, tx }: Command, personId: Types.ObjectId): Promise<void> {
  const since = new Date(moment.now.getTime() - YEAR_MS)
  const visits = await DeskVisits.find(
    { clerkId: actor.personId, by: 'family', beganAt: { $gt: since } },
    { personId: 1 },
  )
    .session(tx)
    .lean<Pick<DeskVisit, 'personId'>[]>()
  const helped = new Set(visits.map((visit) => visit.personId?.toHexString()))
  helped.delete(personId.toHexString())
  if (helped.size >= MOST_HELPED_A_YEAR)
    throw new Problem('not_allowed', {
      detail: `一年里最多帮${String(MOST_HELPED_A_YEAR)}个人。再有人要帮，请他到窗口办，不收钱`,
    })
}

/** Those whom the signed-in person helps at this moment. */
export function visitsAsFamily({ actor, moment }: Caller): Promise<DeskVisit[]> {
  return DeskVisits.find({
    clerkId: actor.personId,
    by: 'family',
    state: 'open',
    endsAt: { $gt: moment.now },
  })
    .sort({ _id: -1 })
    .limit(20)
    .lean<DeskVisit[]>()
    .exec()
}

/** What the helper signs in with, as often as needed within the two hours. @throws Problem `not_found` */
export async function signInAsFamily(
  call: Caller,
  id: string,
): Promise<{ visit: DeskVisit; signIn: SignIn }> {
  const visit = await openVisit(call, { _id: new Types.ObjectId(id), clerkId: call.actor.personId })
  const person = visit.personId && (await findPerson(visit.personId))
  if (!person || person.isBlocked || staffRoleOf(person.roles) !== null)
    throw new Problem('not_found', { detail: overWords })
  const assisted = {
    ...{ visitId: visit._id, helperId: visit.clerkId },
    ...{ until: visit.endsAt, by: 'family' as const },
  }
  return { visit, signIn: { person, device: null, vouchedAt: call.moment.now, assisted } }
}

/** Whoever helps, or is helped, ends it: nothing more can be done for the person. @throws Problem `not_found` */
export async function endHelp(call: Caller, id: string, who: 'helper' | 'person'): Promise<void> {
  const { personId } = call.actor
  const mine = who === 'helper' ? { clerkId: personId, by: 'family' as const } : { personId }
  const visit = await openVisit(call, { _id: new Types.ObjectId(id), ...mine })
  await DeskVisits.updateOne({ _id: visit._id }, { state: 'ended' })
  await closeVisitSessions(visit._id)
}

/**
 * An account that is gone hands out no code, and what was done for it in the family goes. What a clerk did at the desk
 * stays in the clerk's list, and nobody can tell any more for whom.
 */
export async function forgetHelp(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await HelperCodes.deleteOne({ _id: personId }, { session: tx })
  await DeskVisits.deleteMany({ personId, by: 'family' }, { session: tx })
  await DeskVisits.updateMany({ personId }, { $set: { personId: null, state: 'ended' } }, { session: tx })
}

async function openVisit({ moment }: Caller, which: object): Promise<DeskVisit> {
  const visit = await DeskVisits.findOne({
    ...which,
    state: 'open',
    endsAt: { $gt: moment.now },
  }).lean<DeskVisit>()
  if (!visit) throw new Problem('not_found', { detail: overWords })
  return visit
}

async function workerBehind(id: Types.ObjectId, tx: ClientSession): Promise<Person> {
  const person = await findPerson(id, tx)
  if (!person || person.isBlocked || staffRoleOf(person.roles) !== null)
    throw new Problem('not_found', { detail: overWords })
  return person
}

function wrongCode(detail: string): Problem {
  return invalidFields([{ pointer: '/code', code: 'wrong', detail }])
}

function hashOf(cipher: FieldCipher, code: string): string {
  return cipher.blindIndex(code, 'helperCode')
}

function inMinutes(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * MINUTE_MS)
}
