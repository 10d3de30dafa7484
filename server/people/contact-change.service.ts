import { Types, type ClientSession } from 'mongoose'
import {
  contactChangeWaitingDays,
  type ContactChangeBody,
  type ContactChangeView,
} from '#shared/contact-change'
import { maskMobile } from '#shared/identity'
import type { FieldError } from '#shared/problem'
import { Problem } from '#shared/problem'
import { chineseDay } from '#shared/subsidy-calendar'
import { takeTurn } from '../claims/claim-turn'
import type { Actor, Command, Context } from '../context'
import { invalidFields } from '../http/problem'
import { duplicateKeyOf } from '../mongo'
import { notify } from '../notifications/notification.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import { shanghaiDate } from '../programme-clock'
import { ContactChanges, type ContactChange } from './contact-change.model'
import { proveIdentity } from './identity-proof.service'
import { openIdentity } from './person-secrets'
import { findPerson } from './person.service'
import { takeBoundMobile } from './phone-binding.service'

const DAY_MS = 86_400_000

/** The number on file of the signed-in person, and the one that waits to take its place. */
export async function contactChangeOf(
  { deployment, moment }: Context,
  actor: Pick<Actor, 'personId'>,
  tx: ClientSession | null = null,
): Promise<ContactChangeView> {
  const person = await findPerson(actor.personId, tx)
  if (!person) throw new Problem('not_signed_in')
  const { cipher } = deployment
  const waiting = await waitingChange(actor.personId, tx)
  return {
    mobileMasked:
      person.identity && maskMobile(openIdentity(cipher, person._id, person.identity).mobileNumber),
    waitingDays: contactChangeWaitingDays(shanghaiDate(moment.now)),
    waiting: waiting && {
      mobileMasked: maskMobile(newMobileOf(cipher, waiting)),
      askedAt: waiting.askedAt.toISOString(),
      dueAt: waiting.dueAt.toISOString(),
    },
  }
}

/** The number that waits, in clear; null when none does. */
export async function waitingMobileOf(cipher: FieldCipher, personId: Types.ObjectId): Promise<string | null> {
  const waiting = await waitingChange(personId, null)
  return waiting && newMobileOf(cipher, waiting)
}

/**
 * Asks for another mobile number. It waits, and the number on file is told at once: whoever holds somebody else's phone
 * and knows their identity number must not be able to have the messages about their money sent elsewhere.
 * @throws Problem `identity_needed` with none on file, `invalid_fields` for a wrong proof or the same number,
 *   `too_many_requests` after five tries a day, `not_in_this_state` while another change waits
 */
export async function askForContactChange(command: Command, body: ContactChangeBody): Promise<void> {
  const { actor, tx, moment, deployment } = command
  const person = await proveIdentity(command, body.identityNumber)
  if (!person.identity) throw new Problem('identity_needed', { detail: '手机号和身份信息一起填，马上就算' })
  const onFile = openIdentity(deployment.cipher, person._id, person.identity)
  if (onFile.name !== body.name) throw wrong('/name', 'not_on_file', '和登记的姓名不一样，请对照证件再看一遍')
  await takeTurn(actor.personId, tx)
  if (await waitingChange(actor.personId, tx)) throw alreadyWaiting()
  const mobileNumber = body.mobileNumber ?? (await takeBoundMobile(command))
  if (mobileNumber === onFile.mobileNumber)
    throw wrong('/mobileNumber', 'unchanged', '这就是登记的手机号，不用换')
  const waitingDays = contactChangeWaitingDays(shanghaiDate(moment.now))
  const dueAt = new Date(moment.now.getTime() + waitingDays * DAY_MS)
  await open(command, mobileNumber, dueAt)
  const values = { day: chineseDay(shanghaiDate(dueAt)), mobile: maskMobile(mobileNumber) }
  await notify(command, { personId: actor.personId, kind: 'contact_change_asked', values })
}

/** Takes it back. @throws Problem `changed_meanwhile` when it was carried out, or there is none */
export async function undoContactChange(command: Command): Promise<void> {
  const { actor, tx, moment, deployment } = command
  const waiting = await waitingChange(actor.personId, tx)
  if (!waiting || !(await settleContactChange(waiting, { state: 'undone', settledAt: moment.now }, tx)))
    throw new Problem('changed_meanwhile', { detail: '没有等着换的手机号，请刷新看看' })
  const person = await findPerson(actor.personId, tx)
  if (!person?.identity) throw new Problem('not_signed_in')
  const { mobileNumber } = openIdentity(deployment.cipher, person._id, person.identity)
  const values = { mobile: maskMobile(mobileNumber) }
  await notify(command, { personId: actor.personId, kind: 'contact_change_undone', values })
}

/**
 * The number that an identity is saved with. The first one counts at once; where one is on file, it stays: another one
 * goes the way that waits.
 * @throws Problem `not_in_this_state` for another one, with the way to go
 */
export async function mobileNumberToSave(command: Command, typed: string | undefined): Promise<string> {
  const { actor, tx, deployment } = command
  const person = await findPerson(actor.personId, tx)
  if (!person?.identity) return typed ?? (await takeBoundMobile(command))
  const { mobileNumber } = openIdentity(deployment.cipher, person._id, person.identity)
  if (typed === undefined || typed === mobileNumber) return mobileNumber
  throw new Problem('not_in_this_state', {
    detail: '手机号不在这里改。请到“我的资料”里点“换手机号”；这里只改姓名和证件号码，手机号不用填',
  })
}

/**
 * Refuses another payee account while another number waits: first the number and then the card is how a thief would do it.
 * Taking the turn makes the two follow each other. @throws Problem `not_in_this_state`
 */
export async function refuseWhileContactChanges({ actor, tx }: Command): Promise<void> {
  await takeTurn(actor.personId, tx)
  const waiting = await waitingChange(actor.personId, tx)
  if (!waiting) return
  const day = chineseDay(shanghaiDate(waiting.dueAt))
  throw new Problem('not_in_this_state', {
    detail: `手机号${day}才换好，那以前不能换收款卡，防止别人冒用。急着换卡，先到“换手机号”里取消。申领照常办`,
  })
}

/** Ends the waiting, once, and lets the number go that waited: of two who try, the other gets false. */
export async function settleContactChange(
  { _id }: Pick<ContactChange, '_id'>,
  change: Pick<ContactChange, 'state' | 'settledAt'>,
  tx: ClientSession,
): Promise<boolean> {
  const settled = await ContactChanges.updateOne(
    { _id, state: 'waiting' },
    { $set: { ...change, mobileCipher: null }, $unset: { waitingPersonId: 1 } },
    { session: tx },
  )
  return settled.modifiedCount === 1
}

/** The account goes, and with it the number that waited. */
export async function forgetContactChanges(
  personId: Types.ObjectId,
  now: Date,
  tx: ClientSession,
): Promise<void> {
  const waiting = await waitingChange(personId, tx)
  if (waiting) await settleContactChange(waiting, { state: 'called_off', settledAt: now }, tx)
}

/** The new number in clear. */
export function newMobileOf(
  cipher: FieldCipher,
  { _id, mobileCipher }: Pick<ContactChange, '_id' | 'mobileCipher'>,
): string {
  if (mobileCipher === null) throw new Error(`Contact change ${_id.toHexString()} has let its number go`)
  return cipher.decrypt(mobileCipher, placeOf(_id))
}

async function open(command: Command, mobileNumber: string, dueAt: Date): Promise<void> {
  const { actor, tx, moment, deployment } = command
  const _id = new Types.ObjectId()
  const record = {
    ...{ _id, personId: actor.personId, waitingPersonId: actor.personId, state: 'waiting' as const },
    mobileCipher: deployment.cipher.encrypt(mobileNumber, placeOf(_id)),
    ...{ askedAt: moment.now, dueAt },
  }
  try {
    await ContactChanges.create([record], { session: tx })
  } catch (error) {
    if (duplicateKeyOf(error)) throw alreadyWaiting()
    throw error
  }
}

function waitingChange(personId: Types.ObjectId, tx: ClientSession | null): Promise<ContactChange | null> {
  return ContactChanges.findOne({ waitingPersonId: personId }).session(tx).lean<ContactChange>().exec()
}

function placeOf(id: Types.ObjectId): { collection: string; field: string; recordId: string } {
  return { collection: 'contact_changes', field: 'mobileNumber', recordId: id.toHexString() }
}

function alreadyWaiting(): Problem {
  return new Problem('not_in_this_state', { detail: '已经有一个手机号在等着换。要换别的，先取消那一个' })
}

function wrong(pointer: FieldError['pointer'], code: string, detail: string): Problem {
  return invalidFields([{ pointer, code, detail }])
}
