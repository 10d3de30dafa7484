import { Types, type ClientSession } from 'mongoose'
import { maskBankCard, maskMobile, maskName, maskResidentId } from '#shared/identity'
import { birthDateOf } from '#shared/identity-documents'
import type { EmploymentBody, IdentityBody, PayeeAccountBody, PayeeAccountView } from '#shared/people'
import { Problem } from '#shared/problem'
import type { Command, Deployment } from '../context'
import { invalidFields } from '../http/problem'
import { duplicateKeyOf } from '../mongo'
import type { FieldCipher } from '../personal-data/field-cipher'
import { People, type Person, type StoredEmployment } from './person.model'
import {
  openCardNumber,
  openIdentity,
  openOpenid,
  sealAccount,
  sealIdentity,
  sealOpenid,
} from './person-secrets'

export type { Person }

/** A person's account in clear, for the one claim that it is copied into. */
export interface PayeeAccount extends PayeeAccountBody {
  confirmedAt: Date
}

/** Identity as officers and institutions see it. */
export interface MaskedIdentity {
  nameMasked: string
  residentIdMasked: string
  mobileMasked: string
}

/** The person, or null. */
export function findPerson(
  personId: Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<Person | null> {
  return People.findById(personId).session(tx).lean<Person>().exec()
}

/** Several people at once, by id. */
export async function findPeople(
  ids: readonly Types.ObjectId[],
  tx: ClientSession | null = null,
): Promise<Map<string, Person>> {
  const found = await People.find({ _id: { $in: ids } })
    .session(tx)
    .lean<Person[]>()
  return new Map(found.map((person) => [person._id.toHexString(), person]))
}

/** The people of the demonstration, by their keys in its file. */
export function findInventedPeople(keys: readonly string[]): Promise<Person[]> {
  return People.find({ demoKey: { $in: keys } })
    .lean<Person[]>()
    .exec()
}

/** Who signs in with this WeChat id; null when nobody has yet. */
export async function personIdOfOpenid(
  cipher: FieldCipher,
  openid: string,
  tx: ClientSession,
): Promise<Types.ObjectId | null> {
  const openidIndex = cipher.blindIndex(openid, 'openid')
  const known = await People.findOne({ openidIndex }, { _id: 1 }).session(tx).lean<Pick<Person, '_id'>>()
  return known?._id ?? null
}

/** The person who signs in with this WeChat id; a worker's record is made at the first sign-in. */
export async function signInPerson(deployment: Deployment, openid: string, now: Date): Promise<Person> {
  const openidIndex = deployment.cipher.blindIndex(openid, 'openid')
  const known = await People.findOne({ openidIndex }).lean<Person>()
  if (known) return known
  const personId = new Types.ObjectId()
  const record = {
    _id: personId,
    ...sealOpenid(deployment.cipher, personId, openid),
    displayName: '微信用户',
    roles: ['worker' as const],
    createdAt: now,
  }
  try {
    return (await People.create(record)).toObject<Person>()
  } catch (error) {
    if (!duplicateKeyOf(error)) throw error
    const winner = await People.findOne({ openidIndex }).lean<Person>()
    if (!winner) throw error
    return winner
  }
}

/**
 * Sets name, identity number and mobile number: of the signed-in worker, or of whom a bureau puts right.
 * @throws Problem `already_used` when another account holds this identity number, `invalid_fields` for an unborn person
 */
export async function setIdentity(
  command: Command,
  identity: IdentityBody,
  personId: Types.ObjectId = command.actor.personId,
): Promise<void> {
  const { tx, deployment } = command
  refuseUnborn(command, identity.residentIdNumber)
  const holder = await holderOfIdentity(deployment.cipher, identity.residentIdNumber, tx)
  if (holder && !holder.equals(personId)) throw identityTaken()
  try {
    const sealed = sealIdentity(deployment.cipher, personId, identity)
    await change(tx, personId, { identity: sealed })
  } catch (error) {
    if (duplicateKeyOf(error)) throw identityTaken()
    throw error
  }
}

/** @throws Problem `invalid_fields` for a number whose date of birth is still to come */
export function refuseUnborn({ moment }: Pick<Command, 'moment'>, identityNumber: string): void {
  const bornOn = birthDateOf(identityNumber)
  if (bornOn === null || bornOn <= moment.today) return
  const detail = '证件号码里的出生日期还没到，请对照证件再看一遍'
  throw invalidFields([{ pointer: '/residentIdNumber', code: 'date', detail }])
}

/** Whose identity number this is; null when nobody's. */
export async function holderOfIdentity(
  cipher: FieldCipher,
  identityNumber: string,
  tx: ClientSession,
): Promise<Types.ObjectId | null> {
  const index = cipher.blindIndex(identityNumber, 'residentIdNumber')
  const holder = await People.findOne({ 'identity.residentIdIndex': index }, { _id: 1 })
    .session(tx)
    .lean<Pick<Person, '_id'>>()
  return holder?._id ?? null
}

/** Sets the payee account of the signed-in worker. Nobody else can: the person comes from the session. */
export async function setPayeeAccount(command: Command, account: PayeeAccountBody): Promise<void> {
  const { actor, deployment, moment } = command
  const sealed = sealAccount(deployment.cipher, actor.personId, {
    ...account,
    confirmedAt: moment.programmeNow,
  })
  await change(command.tx, actor.personId, { payeeAccount: sealed })
}

/**
 * Records what shows that the signed-in worker is an enterprise employee (setting A22).
 * @throws Problem `invalid_fields` for an employment that has not begun
 */
export async function setEmployment(command: Command, employment: EmploymentBody): Promise<void> {
  if (employment.employedSince > command.moment.today) {
    const detail = '入职日期不能晚于今天'
    throw invalidFields([{ pointer: '/employedSince', code: 'date', detail }])
  }
  await change(command.tx, command.actor.personId, { employment })
}

/** @throws Problem `not_signed_in` when the account was deleted or blocked while this command was on its way */
async function change(tx: ClientSession, personId: Types.ObjectId, changed: Partial<Person>): Promise<void> {
  const { matchedCount } = await People.updateOne(
    { _id: personId, isBlocked: false },
    { $set: changed },
    { session: tx },
  )
  if (matchedCount === 0) throw new Problem('not_signed_in')
}

/** Name, number and phone, masked; null while the person has not filled them in. */
export function maskedIdentity(cipher: FieldCipher, person: Person): MaskedIdentity | null {
  if (!person.identity) return null
  const identity = openIdentity(cipher, person._id, person.identity)
  return {
    nameMasked: maskName(identity.name),
    residentIdMasked: maskResidentId(identity.residentIdNumber),
    mobileMasked: maskMobile(identity.mobileNumber),
  }
}

/** Bank and last four digits; null while none is set. */
export function maskedAccount(cipher: FieldCipher, person: Person): PayeeAccountView | null {
  const account = payeeAccountOf(cipher, person)
  return account && maskAccount(account)
}

/** An account as anybody may see it. */
export function maskAccount(account: PayeeAccount): PayeeAccountView {
  return {
    bankName: account.bankName,
    cardMasked: maskBankCard(account.cardNumber),
    confirmedAt: account.confirmedAt.toISOString(),
  }
}

/** The account in clear, to be copied into a claim. */
export function payeeAccountOf(cipher: FieldCipher, person: Person): PayeeAccount | null {
  const stored = person.payeeAccount
  if (!stored) return null
  return {
    bankName: stored.bankName,
    cardNumber: openCardNumber(cipher, person._id, stored),
    confirmedAt: stored.confirmedAt,
  }
}

/** The employment record without anything of the store around it. */
export function employmentOf(person: Person): StoredEmployment | null {
  if (!person.employment) return null
  const { employerName, proofKind, proofNumber, employedSince } = person.employment
  return { employerName, proofKind, proofNumber, employedSince }
}

/**
 * Whether a sign-in counts: not of a closed record, nor one of the WeChat account that this record had before. It compares
 * what both say and no clock, so that also a sign-in under way at the very moment of a move is the old account's.
 */
export function isSignInOf(
  { isBlocked, openidSince }: Pick<Person, 'isBlocked' | 'openidSince'>,
  session: Pick<Person, 'openidSince'>,
): boolean {
  return !isBlocked && openidSince?.getTime() === session.openidSince?.getTime()
}

/** The WeChat id to which this person's messages go. */
export function openidOf(cipher: FieldCipher, person: Person): string {
  return openOpenid(cipher, person._id, person.openidCipher)
}

/** Two people cannot have one number. */
export function identityTaken(): Problem {
  return new Problem('already_used', {
    detail:
      '这个证件号码已在另一个微信上登记。是您换了微信，就到“我的资料”里点“换了微信”；不是您登记的，请带证件到窗口处理',
    errors: [
      { pointer: '/residentIdNumber', code: 'already_used', detail: '这个证件号码已在另一个微信上登记' },
    ],
  })
}
