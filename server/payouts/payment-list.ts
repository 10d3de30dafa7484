import { createHash } from 'node:crypto'
import { Types } from 'mongoose'
import { Problem } from '#shared/problem'
import { cardNumberOfClaim, claimAccountView } from '../claims/claim-account'
import type { Claim } from '../claims/claim-lookup.service'
import { decidedSum } from '../claims/claim-payment.service'
import type { FieldCipher } from '../personal-data/field-cipher'
import type { Payment, PaymentLine } from './payout.model'

const place = (paymentId: Types.ObjectId) => ({
  collection: 'payments',
  field: 'cardNumber',
  recordId: paymentId.toHexString(),
})

/** The number of the card that a payment goes to, in full: for the bank's file and for nobody's screen. */
export function cardNumberOf(cipher: FieldCipher, { _id, cardCipher }: Payment): string {
  return cipher.decrypt(cardCipher, place(_id))
}

/** What is left of the number once nobody is to find it any more: the last digits. */
export function withoutCardNumber(
  cipher: FieldCipher,
  { _id, cardMasked }: Payment,
): Pick<Payment, 'cardCipher' | 'cardIndex'> {
  return { cardCipher: cipher.encrypt(cardMasked, place(_id)), cardIndex: '' }
}

/** A person's first claim on a list as a payment of its own. */
export function newPayment(
  cipher: FieldCipher,
  batchId: Types.ObjectId,
  { claim, line }: { claim: Claim; line: PaymentLine },
): Payment {
  const _id = new Types.ObjectId()
  const { bankName, cardMasked } = claimAccountView(cipher, claim._id, claim.account)
  return {
    _id,
    batchId,
    paymentNo: null,
    workerId: claim.workerId,
    lines: [line],
    amountFen: line.amountFen,
    bankName,
    cardMasked,
    cardCipher: cipher.encrypt(cardNumberOfClaim(cipher, claim._id, claim.account), place(_id)),
    cardIndex: claim.account.cardIndex,
    outcome: 'pending',
    failureCode: null,
    bankReference: null,
    liveClaimIds: [claim._id],
  }
}

/** A claim as a line of a payment. @param attempt how often it has been tried before, and once more */
export function newLine(claim: Claim, attempt: number): PaymentLine {
  return { claimId: claim._id, claimNo: claim.claimNo, amountFen: decidedSum(claim), attempt }
}

/** Payments in the order of the list: by the first receipt number that each answers. */
export function inListOrder(payments: readonly Payment[]): Payment[] {
  const key = ({ lines }: Payment) => lines.map(({ claimNo }) => claimNo).sort()[0] ?? ''
  return [...payments].sort((one, other) => (key(one) < key(other) ? -1 : 1))
}

/** What the bank's file calls the payment at this place of the list, from 0. */
export function paymentNoAt(batchNo: string, index: number): string {
  return `${batchNo}-${String(index + 1).padStart(3, '0')}`
}

/**
 * Fingerprint of what the bank is asked to pay: each payment's number, sum, bank, account by its keyed index (two cards may
 * end in the same four digits), and the claims that it answers.
 */
export function listHash(payments: readonly Payment[]): string {
  const lines = inListOrder(payments).map(({ paymentNo, amountFen, bankName, cardIndex, lines: claims }) =>
    JSON.stringify([
      paymentNo,
      amountFen,
      bankName,
      cardIndex,
      claims.map((line) => [line.claimNo, line.attempt, line.amountFen]),
    ]),
  )
  return createHash('sha256').update(lines.join('\n'), 'utf8').digest('hex')
}

/**
 * Looks at the payments as they are now, before they are approved and before they leave the house: the fingerprint is the
 * one of the frozen list, each sum is that of its claims, and each number is the one that its index was made of.
 * @throws Problem `changed_meanwhile` when somebody has been at the records
 */
export function refuseAlteredList(
  cipher: FieldCipher,
  frozenHash: string | null,
  payments: readonly Payment[],
): void {
  const isSound = payments.every(
    (payment) =>
      payment.lines.reduce((sum, line) => sum + line.amountFen, 0) === payment.amountFen &&
      cipher.blindIndex(cardNumberOf(cipher, payment), 'cardNumber') === payment.cardIndex,
  )
  if (isSound && listHash(payments) === frozenHash) return
  throw new Problem('changed_meanwhile', {
    detail: '这份名单和定下来时的校验码对不上，不能打款。请马上报告管理员，作废这一批',
  })
}
