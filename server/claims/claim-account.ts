import type { Types } from 'mongoose'
import { maskBankCard } from '#shared/identity'
import { Problem } from '#shared/problem'
import type { PayeeAccountView } from '#shared/people'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { PayeeAccount } from '../people/person.service'
import type { ClaimAccount } from './claim.model'

const place = (claimId: Types.ObjectId) => ({
  collection: 'claims',
  field: 'account.cardNumber',
  recordId: claimId.toHexString(),
})

/**
 * Copies the worker's account into the claim, encrypted for this claim.
 * @param confirmed last four digits that the worker saw: the account may have changed on another phone
 * @throws Problem `account_needed`, `changed_meanwhile`
 */
export function accountForClaim(
  cipher: FieldCipher,
  claimId: Types.ObjectId,
  account: PayeeAccount | null,
  confirmed: string,
): ClaimAccount {
  if (!account) throw new Problem('account_needed', { detail: '填好本人的社保卡银行账户就能提交' })
  if (account.cardNumber.slice(-4) !== confirmed) {
    throw new Problem('changed_meanwhile', { detail: '收款账户刚刚改过，请核对后再提交' })
  }
  return {
    bankName: account.bankName,
    cardCipher: cipher.encrypt(account.cardNumber, place(claimId)),
    cardIndex: cipher.blindIndex(account.cardNumber, 'cardNumber'),
    confirmedAt: account.confirmedAt,
  }
}

/** The number of the card that a claim goes to, in full: for its payment, and for nobody's screen. */
export function cardNumberOfClaim(
  cipher: FieldCipher,
  claimId: Types.ObjectId,
  account: ClaimAccount,
): string {
  return cipher.decrypt(account.cardCipher, place(claimId))
}

/** The claim's account as anybody may see it: bank and last four digits. */
export function claimAccountView(
  cipher: FieldCipher,
  claimId: Types.ObjectId,
  account: ClaimAccount,
): PayeeAccountView {
  return {
    bankName: account.bankName,
    cardMasked: maskBankCard(cipher.decrypt(account.cardCipher, place(claimId))),
    confirmedAt: account.confirmedAt.toISOString(),
  }
}

/** The account without the number that leads to it: what stays of it after the worker has left. */
export function lastDigitsOnly(
  cipher: FieldCipher,
  claimId: Types.ObjectId,
  account: ClaimAccount,
): ClaimAccount {
  const masked = maskBankCard(cipher.decrypt(account.cardCipher, place(claimId)))
  return { ...account, cardCipher: cipher.encrypt(masked, place(claimId)), cardIndex: '' }
}
