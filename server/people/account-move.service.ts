import type { ClientSession, Types } from 'mongoose'
import {
  accountMoveRuleOn,
  type AccountMoveBody,
  type AccountMoveProof,
  type AccountMoveView,
} from '#shared/account-move'
import { Problem } from '#shared/problem'
import { chineseDay } from '#shared/subsidy-calendar'
import { takeTurn } from '../claims/claim-turn'
import type { Actor, Command, Context } from '../context'
import { enrolmentsOfWorker } from '../enrolments/enrolment.service'
import { invalidFields } from '../http/problem'
import { duplicateKeyOf } from '../mongo'
import { notify } from '../notifications/notification.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import { shanghaiDate } from '../programme-clock'
import type { SendSms } from '../sms/sms.client'
import { AccountMoves, type AccountMove } from './account-move.model'
import { countTry } from './identity-proof.service'
import { openIdentity } from './person-secrets'
import { People, type Person } from './person.model'
import { findPerson } from './person.service'
import { checkPhoneCode, sendPhoneCode, type PhoneCodeUse } from './phone-code.service'

const DAY_MS = 86_400_000
/** Asking for a code and using it are tries both: nobody may go through other people's names and numbers. */
const TRIES_A_DAY = 10
const toTheDesk = '请带证件到窗口办理'

/** The move that waits, from whichever side the signed-in person sees it. */
export async function accountMoveOf(
  { moment }: Context,
  { personId }: Pick<Actor, 'personId'>,
  tx: ClientSession | null = null,
): Promise<AccountMoveView> {
  const move = await waitingMove(personId, tx)
  return {
    waitingDays: accountMoveRuleOn(shanghaiDate(moment.now)).waitingDays,
    waiting: move && {
      side: move.personId.equals(personId) ? 'old_account' : 'new_account',
      askedAt: move.askedAt.toISOString(),
      dueAt: move.dueAt.toISOString(),
    },
  }
}

/**
 * Sends a code to the number on file of whoever has this name and number. The caller learns nothing by it.
 * @throws Problem `not_in_this_state` for an account that is somebody's own, or where no SMS can be sent;
 *   `too_many_requests` after ten tries a day
 */
export async function sendMoveCode(
  call: Context & { actor: Actor },
  proof: AccountMoveProof,
  sendSms: SendSms | null,
): Promise<void> {
  await refuseOwnAccount(call.actor, null)
  if (!sendSms) throw new Problem('not_in_this_state', { detail: `现在发不了短信验证码，${toTheDesk}` })
  await countMoveTry(call)
  const { cipher } = call.deployment
  const person = await whoIs(cipher, proof, null)
  if (!person?.identity) return
  const { mobileNumber } = openIdentity(cipher, person._id, person.identity)
  await sendPhoneCode(call, sendSms, { ...useOf(person, call.actor), mobileNumber })
}

/**
 * Begins the move of somebody's record to this WeChat account: name, number and code show that it is theirs. The old
 * account is told at once and can stop it until it is carried out.
 * @throws Problem `invalid_fields` when any of the three is wrong, without saying which; `not_in_this_state`,
 *   `too_many_requests`
 */
export async function askForAccountMove(command: Command, body: AccountMoveBody): Promise<void> {
  const { actor, tx, moment, deployment } = command
  await refuseOwnAccount(actor, tx)
  await countMoveTry(command)
  const person = await whoIs(deployment.cipher, body, tx)
  const codeId = person && (await checkPhoneCode(command, useOf(person, actor), body.code))
  if (!person || !codeId) throw wrongProof()
  if (person.roles.some((role) => role !== 'worker'))
    throw new Problem('not_in_this_state', { detail: '有岗位的账号不能这样换，请让单位重新邀请新的微信' })
  await takeTurn(person._id, tx)
  if ((await waitingMove(person._id, tx)) ?? (await waitingMove(actor.personId, tx))) throw alreadyWaiting()
  const { waitingDays, deskOnlyDays } = accountMoveRuleOn(shanghaiDate(moment.now))
  await refuseStopped(person, daysFrom(moment.now, -deskOnlyDays), tx)
  const dueAt = daysFrom(moment.now, waitingDays)
  const sides = { personId: person._id, newPersonId: actor.personId }
  await open({ ...sides, codeId, askedAt: moment.now, dueAt }, tx)
  const values = { day: chineseDay(shanghaiDate(dueAt)) }
  await notify(command, { personId: person._id, kind: 'account_move_asked', values })
}

/** Stops it, from either side. @throws Problem `changed_meanwhile` when it was carried out, or there is none */
export async function undoAccountMove(command: Command): Promise<void> {
  const { actor, tx, moment } = command
  const move = await waitingMove(actor.personId, tx)
  const isStoppedByOld = move?.personId.equals(actor.personId) ?? false
  const undone = { state: 'undone' as const, settledAt: moment.now, isStoppedByOld }
  if (!move || !(await settleAccountMove(move, undone, tx)))
    throw new Problem('changed_meanwhile', { detail: '没有等着换的微信，请刷新看看' })
  for (const personId of [move.personId, move.newPersonId])
    await notify(command, { personId, kind: 'account_move_undone', values: {} })
}

/**
 * Refuses another payee account while the account is on its way to another WeChat. @throws Problem `not_in_this_state`
 */
export async function refuseWhileAccountMoves({ actor, tx }: Command): Promise<void> {
  await takeTurn(actor.personId, tx)
  const move = await AccountMoves.findOne({ waitingPersonId: actor.personId }).session(tx).lean<AccountMove>()
  if (!move) return
  const day = chineseDay(shanghaiDate(move.dueAt))
  throw new Problem('not_in_this_state', {
    detail: `账号${day}换到另一个微信，那以前不能换收款卡。不是您本人要换的，马上到“我的资料”里取消。申领照常办`,
  })
}

/**
 * Refuses an identity of its own to the account that somebody's record is on its way to: the move would be off by it.
 * @throws Problem `not_in_this_state`
 */
export async function refuseWhileAccountArrives({ actor, tx }: Command): Promise<void> {
  const move = await AccountMoves.findOne({ waitingNewPersonId: actor.personId })
    .session(tx)
    .lean<AccountMove>()
  if (!move) return
  const day = chineseDay(shanghaiDate(move.dueAt))
  throw new Problem('not_in_this_state', {
    detail: `您原来的账号${day}换到这个微信，身份信息不用重填。要在这里从头填，先到“换了微信”里取消`,
  })
}

/** Ends the waiting, once: of two who try, the other gets false. */
export async function settleAccountMove(
  { _id }: Pick<AccountMove, '_id'>,
  change: Pick<AccountMove, 'state' | 'settledAt'> & Partial<Pick<AccountMove, 'isStoppedByOld'>>,
  tx: ClientSession,
): Promise<boolean> {
  const settled = await AccountMoves.updateOne(
    { _id, state: 'waiting' },
    { $set: change, $unset: { waitingPersonId: 1, waitingNewPersonId: 1 } },
    { session: tx },
  )
  return settled.modifiedCount === 1
}

/** Whether somebody's record is on its way to another WeChat account. */
export async function isMovingAway(personId: Types.ObjectId, tx: ClientSession): Promise<boolean> {
  return (await AccountMoves.exists({ waitingPersonId: personId }).session(tx)) !== null
}

/** An account that goes takes no other's place, and no other takes its. */
export async function forgetAccountMoves(
  personId: Types.ObjectId,
  now: Date,
  tx: ClientSession,
): Promise<void> {
  const move = await waitingMove(personId, tx)
  if (move) await settleAccountMove(move, { state: 'called_off', settledAt: now }, tx)
}

/**
 * Whether a WeChat account is free to become somebody's who is here already: one with an identity, a training or work of
 * its own would leave them behind.
 */
export async function isFreeAccount(person: Person, tx: ClientSession | null): Promise<boolean> {
  if (person.isBlocked || person.identity || person.roles.some((role) => role !== 'worker')) return false
  return (await enrolmentsOfWorker(person._id, tx)).length === 0
}

async function refuseOwnAccount({ personId }: Actor, tx: ClientSession | null): Promise<void> {
  const person = await findPerson(personId, tx)
  if (!person) throw new Problem('not_signed_in')
  if (await isFreeAccount(person, tx)) return
  const detail = `这个微信已经登记过自己的身份、培训或岗位，不能再换成别的账号。${toTheDesk}`
  throw new Problem('not_in_this_state', { detail })
}

/** Who was stopped by the owner does not get to try again until the owner misses a message. */
async function refuseStopped({ _id }: Person, since: Date, tx: ClientSession): Promise<void> {
  const stopped = { personId: _id, isStoppedByOld: true, settledAt: { $gt: since } }
  if (!(await AccountMoves.exists(stopped).session(tx))) return
  const detail = `原来的微信不久前取消过一次，为了安全，这次${toTheDesk}`
  throw new Problem('not_in_this_state', { detail })
}

async function countMoveTry({ actor, moment }: Context & { actor: Actor }): Promise<void> {
  if ((await countTry(`account_move_by:${actor.id}`, moment.now)) <= TRIES_A_DAY) return
  throw new Problem('too_many_requests', {
    detail: `今天已经试了${TRIES_A_DAY}次，请明天再试，或者带证件到窗口办理`,
  })
}

async function whoIs(
  cipher: FieldCipher,
  { name, identityNumber }: AccountMoveProof,
  tx: ClientSession | null,
): Promise<Person | null> {
  const residentIdIndex = cipher.blindIndex(identityNumber, 'residentIdNumber')
  const person = await People.findOne({ 'identity.residentIdIndex': residentIdIndex })
    .session(tx)
    .lean<Person>()
  if (!person?.identity || person.isBlocked) return null
  return openIdentity(cipher, person._id, person.identity).name === name ? person : null
}

async function open(
  asked: Pick<AccountMove, 'personId' | 'newPersonId' | 'codeId' | 'askedAt' | 'dueAt'>,
  tx: ClientSession,
): Promise<void> {
  const waiting = { waitingPersonId: asked.personId, waitingNewPersonId: asked.newPersonId }
  try {
    await AccountMoves.create([{ ...asked, ...waiting, state: 'waiting' as const }], { session: tx })
  } catch (error) {
    const key = duplicateKeyOf(error)
    if (!key) throw error
    throw 'codeId' in key ? wrongProof() : alreadyWaiting()
  }
}

/** The move of this person's record, or else the one to this account. */
async function waitingMove(personId: Types.ObjectId, tx: ClientSession | null): Promise<AccountMove | null> {
  const find = (side: object) => AccountMoves.findOne(side).session(tx).lean<AccountMove>().exec()
  return (await find({ waitingPersonId: personId })) ?? find({ waitingNewPersonId: personId })
}

function daysFrom(now: Date, days: number): Date {
  return new Date(now.getTime() + days * DAY_MS)
}

function useOf(person: Person, actor: Actor): PhoneCodeUse {
  const words = '把账号换到新的微信'
  return { purpose: 'account_move', words, personId: person._id, askedById: actor.personId }
}

function wrongProof(): Problem {
  const detail = '姓名、证件号码或验证码不对。请对照证件和短信再看一遍，验证码过了10分钟就再要一个'
  return invalidFields([{ pointer: '/code', code: 'not_on_file', detail }])
}

function alreadyWaiting(): Problem {
  return new Problem('not_in_this_state', { detail: '已经有一个在等着换。要重新来，先取消那一个' })
}
