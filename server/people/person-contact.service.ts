import type { ClientSession, Types } from 'mongoose'
import { maskName } from '#shared/identity'
import type { FieldCipher } from '../personal-data/field-cipher'
import { People, type Person } from './person.model'
import { openIdentity, openOpenid } from './person-secrets'

/** The person's own name, to take it out of what others typed; null while they have given none. */
export async function nameOf(
  cipher: FieldCipher,
  personId: Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<string | null> {
  const person = await People.findById(personId).session(tx).lean<Person>()
  return person?.identity ? openIdentity(cipher, personId, person.identity).name : null
}

/** Whether the account was deleted: nothing is told to nobody. */
export async function hasLeft(personId: Types.ObjectId, tx: ClientSession): Promise<boolean> {
  return (await People.exists({ _id: personId, openidCipher: '' }).session(tx)) !== null
}

/** Where a copy of a message goes: the WeChat id, and the mobile number where there is one; null = nobody there. */
export async function addressesOf(
  cipher: FieldCipher,
  personId: Types.ObjectId,
): Promise<{ openid: string; mobileNumber: string | null } | null> {
  const person = await People.findById(personId).lean<Person>()
  if (!person || person.openidCipher === '') return null
  return {
    openid: openOpenid(cipher, personId, person.openidCipher),
    mobileNumber: person.identity ? openIdentity(cipher, personId, person.identity).mobileNumber : null,
  }
}

/** Masked names by id, for lists that staff see; people without a name are left out. */
export async function maskedNamesOf(
  cipher: FieldCipher,
  ids: readonly Types.ObjectId[],
): Promise<Map<string, string>> {
  const found = await People.find({ _id: { $in: ids } }).lean<Person[]>()
  const named = found.flatMap(({ _id, identity }) =>
    identity ? [[_id.toHexString(), maskName(openIdentity(cipher, _id, identity).name)] as const] : [],
  )
  return new Map(named)
}
