import type { Types } from 'mongoose'
import { birthDateOf } from '#shared/identity-documents'
import type { IdentityBody, PayeeAccountBody } from '#shared/people'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { StoredAccount, StoredIdentity } from './person.model'

const collection = 'people'

/** The identity as it is stored: encrypted for this person's record, with blind indexes. */
export function sealIdentity(
  cipher: FieldCipher,
  personId: Types.ObjectId,
  identity: IdentityBody,
): StoredIdentity {
  const place = (field: string) => ({ collection, field, recordId: personId.toHexString() })
  return {
    nameCipher: cipher.encrypt(identity.name, place('identity.name')),
    residentIdCipher: cipher.encrypt(identity.residentIdNumber, place('identity.residentIdNumber')),
    residentIdIndex: cipher.blindIndex(identity.residentIdNumber, 'residentIdNumber'),
    ...sealMobile(cipher, personId, identity.mobileNumber),
    ...nameAndBirth(cipher, identity),
  }
}

/** Two documents of one person tell the same name and the same day. */
function nameAndBirth(
  cipher: FieldCipher,
  { name, residentIdNumber }: IdentityBody,
): Pick<StoredIdentity, 'nameBirthIndex'> {
  const bornOn = birthDateOf(residentIdNumber)
  return bornOn === null ? {} : { nameBirthIndex: cipher.blindIndex(`${name} ${bornOn}`, 'nameAndBirth') }
}

/** The mobile number of an identity as it is stored. */
export function sealMobile(
  cipher: FieldCipher,
  personId: Types.ObjectId,
  mobileNumber: string,
): Pick<StoredIdentity, 'mobileCipher' | 'mobileIndex'> {
  const place = { collection, field: 'identity.mobileNumber', recordId: personId.toHexString() }
  return {
    mobileCipher: cipher.encrypt(mobileNumber, place),
    mobileIndex: cipher.blindIndex(mobileNumber, 'mobileNumber'),
  }
}

/** The identity in clear. For masking and for exact checks; never for an answer as it is. */
export function openIdentity(
  cipher: FieldCipher,
  personId: Types.ObjectId,
  stored: StoredIdentity,
): IdentityBody {
  const place = (field: string) => ({ collection, field, recordId: personId.toHexString() })
  return {
    name: cipher.decrypt(stored.nameCipher, place('identity.name')),
    residentIdNumber: cipher.decrypt(stored.residentIdCipher, place('identity.residentIdNumber')),
    mobileNumber: cipher.decrypt(stored.mobileCipher, place('identity.mobileNumber')),
  }
}

/** The payee account as it is stored with the person. */
export function sealAccount(
  cipher: FieldCipher,
  personId: Types.ObjectId,
  account: PayeeAccountBody & { confirmedAt: Date },
): StoredAccount {
  const place = { collection, field: 'payeeAccount.cardNumber', recordId: personId.toHexString() }
  return {
    bankName: account.bankName,
    cardCipher: cipher.encrypt(account.cardNumber, place),
    cardIndex: cipher.blindIndex(account.cardNumber, 'cardNumber'),
    confirmedAt: account.confirmedAt,
  }
}

/** The card number in clear. */
export function openCardNumber(cipher: FieldCipher, personId: Types.ObjectId, stored: StoredAccount): string {
  return cipher.decrypt(stored.cardCipher, {
    collection,
    field: 'payeeAccount.cardNumber',
    recordId: personId.toHexString(),
  })
}

/** The WeChat id as it is stored. */
export function sealOpenid(cipher: FieldCipher, personId: Types.ObjectId, openid: string) {
  return {
    openidIndex: cipher.blindIndex(openid, 'openid'),
    openidCipher: cipher.encrypt(openid, { collection, field: 'openid', recordId: personId.toHexString() }),
  }
}

/** The WeChat id in clear: to send this person a message. */
export function openOpenid(cipher: FieldCipher, personId: Types.ObjectId, sealed: string): string {
  return cipher.decrypt(sealed, { collection, field: 'openid', recordId: personId.toHexString() })
}
