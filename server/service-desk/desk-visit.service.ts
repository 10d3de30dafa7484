import { Types, type ClientSession } from 'mongoose'
import { maskMobile, maskName } from '#shared/identity'
import type { IdentityBody } from '#shared/people'
import { VISIT_MINUTES, type BeginVisitBody, type VisitView } from '#shared/service-desk'
import { Problem } from '#shared/problem'
import { staffRoleOf } from '#shared/staff-invitations'
import { closeVisitSessions, type SignIn } from '../auth/session.service'
import { keepConsent } from '../consents/consent.service'
import type { Actor, Command, Context } from '../context'
import { invalidFields } from '../http/problem'
import { notify } from '../notifications/notification.service'
import { registerWithoutWechat } from '../people/desk-person.service'
import { checkPhoneCode, sendPhoneCode } from '../people/phone-code.service'
import { openIdentity } from '../people/person-secrets'
import {
  findPeople,
  findPerson,
  holderOfIdentity,
  maskedIdentity,
  refuseUnborn,
  type Person,
} from '../people/person.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { SendSms } from '../sms/sms.client'
import { DeskVisits, type DeskVisit } from './desk-visit.model'

export type { DeskVisit }

const MINUTE_MS = 60_000
const LISTED = 50
const overWords = '这次办理已经结束或过时了，请重新开始'

type Caller = Context & { actor: Actor }

/**
 * Begins to help somebody who stands at the desk with their document. Who is not registered yet is registered; nothing
 * of who is gets changed or shown before they have proved themselves.
 * @throws Problem `invalid_fields` for a name that is not the one on file, or a new person without a number, `not_allowed`
 *   for the clerk's own record
 */
export async function beginVisit(command: Command, body: BeginVisitBody): Promise<DeskVisit> {
  const { actor, tx, moment, deployment } = command
  const _id = new Types.ObjectId()
  const known = await holderOfIdentity(deployment.cipher, body.identityNumber, tx)
  if (known?.equals(actor.personId)) throw new Problem('not_allowed', { detail: '自己的事请同事来办' })
  const who = known
    ? { personId: (await knownPerson(command, known, body.name))._id }
    : { newcomerCipher: sealNewcomer(deployment.cipher, _id, newcomerOf(command, body)) }
  const record = {
    ...{ _id, clerkId: actor.personId, state: 'waiting' as const, acts: [], ...who },
    ...{ beganAt: moment.now, endsAt: inMinutes(moment.now) },
  }
  const [visit] = await DeskVisits.create([record], { session: tx })
  if (!visit) throw new Error('One visit in, none out')
  return visit.toObject<DeskVisit>()
}

/** Sends the code to the phone on file: the person reads it off and says it. @throws Problem `not_found` */
export async function sendVisitCode(call: Caller, sendSms: SendSms | null, id: string): Promise<void> {
  const visit = await ownVisit(call, id)
  if (!sendSms)
    throw new Problem('not_in_this_state', { detail: '短信没有开通，请另一位窗口人员核对证件后放行' })
  const { mobileNumber } = await identityFor(call, visit, null)
  await sendPhoneCode(call, sendSms, { ...codeUse(visit), mobileNumber })
}

/** The person said the code. @throws Problem `invalid_fields` for a wrong one, `not_found`, `already_used` */
export async function proveVisit(command: Command, id: string, code: string): Promise<DeskVisit> {
  const visit = await ownVisit(command, id)
  if (!(await checkPhoneCode(command, codeUse(visit), code))) throw wrongCode()
  return open(command, visit, {})
}

/**
 * A colleague saw the document, too, and lets the visit go on without a code.
 * @throws Problem `not_allowed` for the clerk whose visit it is, `not_found`, `already_used`
 */
export async function vouchForVisit(command: Command, id: string): Promise<DeskVisit> {
  const { actor } = command
  const visit = await liveVisit(command, id)
  if (visit.clerkId.equals(actor.personId))
    throw new Problem('not_allowed', { detail: '要另一位窗口人员放行' })
  if (visit.personId?.equals(actor.personId))
    throw new Problem('not_allowed', { detail: '自己的事请同事来办' })
  return open(command, visit, { vouchedById: actor.personId })
}

/** What the clerk may sign in with, as often as needed while the visit is open. @throws Problem `not_found` */
export async function signInFor(call: Caller, id: string): Promise<{ visit: DeskVisit; signIn: SignIn }> {
  const visit = await ownVisit(call, id)
  const person = visit.personId && (await findPerson(visit.personId))
  if (person && staffRoleOf(person.roles) !== null) throw staffRefused()
  if (visit.state !== 'open' || !person || person.isBlocked)
    throw new Problem('not_found', { detail: overWords })
  const assisted = { visitId: visit._id, helperId: visit.clerkId, until: visit.endsAt }
  return { visit, signIn: { person, device: null, vouchedAt: call.moment.now, assisted } }
}

/**
 * Asked once the session of a visit is there: whoever ended the visit at that very moment had no session to close yet.
 * @throws Problem `not_found` when it has ended; then the session is closed again
 */
export async function refuseEndedMeanwhile({ _id }: Pick<DeskVisit, '_id'>): Promise<void> {
  if (await DeskVisits.exists({ _id, state: 'open' })) return
  await closeVisitSessions(_id)
  throw new Problem('not_found', { detail: overWords })
}

/** The person goes: everything that was open for them ends. */
export async function endVisit(call: Caller, id: string): Promise<void> {
  const visit = await ownVisit(call, id)
  await DeskVisits.updateOne({ _id: visit._id }, { state: 'ended', newcomerCipher: null })
  await closeVisitSessions(visit._id)
}

/** Lets go of who did not prove themselves in time. @returns how many */
export async function forgetUnproven(now: Date, tx: ClientSession): Promise<number> {
  const late = { state: 'waiting' as const, newcomerCipher: { $ne: null }, endsAt: { $lte: now } }
  return (await DeskVisits.updateMany(late, { newcomerCipher: null }, { session: tx })).modifiedCount
}

/** Writes down a step that was taken for somebody, in the transaction of the step where it has one. */
export async function noteAct(
  visitId: Types.ObjectId,
  act: string,
  { now, tx }: { now: Date; tx: ClientSession | null },
): Promise<void> {
  const noted = await DeskVisits.updateOne(
    { _id: visitId, state: 'open' },
    { $push: { acts: { at: now, act } } },
    tx === null ? {} : { session: tx },
  )
  if (noted.modifiedCount === 0) throw new Problem('not_signed_in')
}

/** What is under way at the desk, and what this clerk did lately, newest first. */
export function visitsAtDesk({ actor, moment }: Caller): Promise<DeskVisit[]> {
  return DeskVisits.find({
    by: { $exists: false },
    $or: [{ state: { $in: ['waiting', 'open'] }, endsAt: { $gt: moment.now } }, { clerkId: actor.personId }],
  })
    .sort({ _id: -1 })
    .limit(LISTED)
    .lean<DeskVisit[]>()
    .exec()
}

/** Everything that was done for somebody at the desk, newest first. */
export function visitsOf(personId: Types.ObjectId): Promise<DeskVisit[]> {
  return DeskVisits.find({ personId }).sort({ _id: -1 }).limit(LISTED).lean<DeskVisit[]>().exec()
}

/** Whom somebody helped in the family, newest first; what a clerk does at the desk is their work. */
export function familyVisitsBy(helperId: Types.ObjectId): Promise<DeskVisit[]> {
  return DeskVisits.find({ clerkId: helperId, by: 'family' })
    .sort({ _id: -1 })
    .limit(LISTED)
    .lean<DeskVisit[]>()
    .exec()
}

/** Visits as they are shown: the person masked, the clerk by name. */
export async function presentVisits(
  { deployment, moment }: Context,
  visits: readonly DeskVisit[],
  tx: ClientSession | null = null,
): Promise<VisitView[]> {
  const people = await findPeople(
    visits.flatMap(({ personId, clerkId }) => (personId ? [personId, clerkId] : [clerkId])),
    tx,
  )
  return visits.map((visit) => {
    const person = visit.personId && people.get(visit.personId.toHexString())
    const masked = person
      ? maskedIdentity(deployment.cipher, person)
      : maskedNewcomer(openNewcomer(deployment.cipher, visit))
    const isOver = visit.state !== 'ended' && visit.endsAt <= moment.now
    return {
      id: visit._id.toHexString(),
      state: isOver ? 'expired' : visit.state,
      nameMasked: masked?.nameMasked ?? '没有登记',
      mobileMasked: masked?.mobileMasked ?? '',
      ...presentHelper(deployment.cipher, visit, people.get(visit.clerkId.toHexString())),
      isVouched: visit.vouchedById !== null,
      beganAt: visit.beganAt.toISOString(),
      endsAt: visit.endsAt.toISOString(),
      acts: visit.acts.map(({ at, act }) => ({ at: at.toISOString(), act })),
    }
  })
}

/** One visit as it is shown. */
export async function presentVisit(
  context: Context,
  visit: DeskVisit,
  tx: ClientSession | null = null,
): Promise<VisitView> {
  const [view] = await presentVisits(context, [visit], tx)
  if (!view) throw new Error('One visit in, none out')
  return view
}

/** A clerk has a name at work; who helps in the family is shown as they are on file, masked. */
function presentHelper(
  cipher: FieldCipher,
  { by }: DeskVisit,
  helper: Person | undefined,
): Pick<VisitView, 'by' | 'clerkName'> {
  const masked = by === 'family' && helper ? maskedIdentity(cipher, helper)?.nameMasked : undefined
  return { by: by ?? 'desk', clerkName: masked ?? helper?.displayName ?? '' }
}

async function knownPerson({ deployment, tx }: Command, id: Types.ObjectId, name: string): Promise<Person> {
  const person = await findPerson(id, tx)
  if (!person?.identity || person.isBlocked) throw new Problem('not_found', { detail: overWords })
  if (staffRoleOf(person.roles) !== null) throw staffRefused()
  if (openIdentity(deployment.cipher, person._id, person.identity).name === name) return person
  const detail = '这个证件号码登记的不是这个姓名，请对照证件再看一遍'
  throw invalidFields([{ pointer: '/name', code: 'not_on_file', detail }])
}

function newcomerOf(command: Command, { name, identityNumber, mobileNumber }: BeginVisitBody): IdentityBody {
  refuseUnborn(command, identityNumber)
  if (mobileNumber !== undefined) return { name, residentIdNumber: identityNumber, mobileNumber }
  const detail = '还没有登记过，请填本人的手机号，老人机也行'
  throw invalidFields([{ pointer: '/mobileNumber', code: 'required', detail }])
}

/** Who the visit is about: on file, or as they say until they have proved themselves. @throws Problem `not_found` */
async function identityFor(
  { deployment: { cipher } }: Context,
  visit: DeskVisit,
  tx: ClientSession | null,
): Promise<IdentityBody> {
  const newcomer = openNewcomer(cipher, visit)
  if (newcomer) return newcomer
  const person = visit.personId && (await findPerson(visit.personId, tx))
  if (!person?.identity) throw new Problem('not_found', { detail: overWords })
  return openIdentity(cipher, person._id, person.identity)
}

/** Opens the visit; whoever was not registered is, now that they have proved themselves. */
async function open(
  command: Command,
  visit: DeskVisit,
  more: Partial<Pick<DeskVisit, 'vouchedById'>>,
): Promise<DeskVisit> {
  const { actor, moment, log, tx, deployment } = command
  const newcomer = openNewcomer(deployment.cipher, visit)
  const personId = newcomer ? (await registerWithoutWechat(command, newcomer))._id : visit.personId
  const opened = await DeskVisits.findOneAndUpdate(
    { _id: visit._id, state: 'waiting', endsAt: { $gt: moment.now } },
    { state: 'open', endsAt: inMinutes(moment.now), personId, newcomerCipher: null, ...more },
    { returnDocument: 'after', session: tx },
  ).lean<DeskVisit>()
  if (!opened) throw new Problem('not_found', { detail: overWords })
  if (personId) await keepConsent(command, personId, 'desk_visit', opened._id)
  log.info({ visitId: opened._id.toHexString(), by: actor.id }, 'visit at the desk opened')
  return opened
}

async function ownVisit(call: Caller, id: string): Promise<DeskVisit> {
  const visit = await liveVisit(call, id)
  if (!visit.clerkId.equals(call.actor.personId)) throw new Problem('not_found', { detail: overWords })
  return visit
}

async function liveVisit({ moment }: Caller, id: string): Promise<DeskVisit> {
  const live = {
    by: { $exists: false },
    state: { $in: ['waiting', 'open'] as const },
    endsAt: { $gt: moment.now },
  }
  const visit = await DeskVisits.findOne({ _id: new Types.ObjectId(id), ...live }).lean<DeskVisit>()
  if (!visit) throw new Problem('not_found', { detail: overWords })
  return visit
}

function codeUse({ _id, personId }: DeskVisit) {
  return { purpose: 'desk_visit' as const, words: '在窗口办事', personId: personId ?? _id, askedById: _id }
}

function sealNewcomer(cipher: FieldCipher, visitId: Types.ObjectId, identity: IdentityBody): string {
  return cipher.encrypt(JSON.stringify(identity), placeOf(visitId))
}

function openNewcomer(
  cipher: FieldCipher,
  { _id, newcomerCipher }: Pick<DeskVisit, '_id' | 'newcomerCipher'>,
): IdentityBody | null {
  if (newcomerCipher === null) return null
  return JSON.parse(cipher.decrypt(newcomerCipher, placeOf(_id))) as IdentityBody
}

function maskedNewcomer(identity: IdentityBody | null) {
  return identity && { nameMasked: maskName(identity.name), mobileMasked: maskMobile(identity.mobileNumber) }
}

function placeOf(id: Types.ObjectId): { collection: string; field: string; recordId: string } {
  return { collection: 'desk_visits', field: 'newcomer', recordId: id.toHexString() }
}

/** Who works here acts with their own sign-in only: a clerk must not get at what they decide. */
function staffRefused(): Problem {
  return new Problem('not_allowed', { detail: '这个人有工作岗位，请他用自己的微信办' })
}

/** A code that is not, or no longer, the one on the phone. */
export function wrongCode(): Problem {
  const detail = '验证码不对或过期了，请看本人手机上最新的一条短信'
  return invalidFields([{ pointer: '/code', code: 'wrong', detail }])
}

function inMinutes(now: Date): Date {
  return new Date(now.getTime() + VISIT_MINUTES * MINUTE_MS)
}

/** Tells the person, in the inbox and by SMS, that their card was set at the desk. */
export async function tellAccountSetAtDesk(command: Command, card: { bankName: string; lastFour: string }) {
  const values = { bank: card.bankName, lastFour: card.lastFour }
  await notify(command, { personId: command.actor.personId, kind: 'account_changed', values })
}
