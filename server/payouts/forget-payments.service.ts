import type { ClientSession, Types } from 'mongoose'
import { noteChange } from '../audit/change-list'
import type { FieldCipher } from '../personal-data/field-cipher'
import { withoutCardNumber } from './payment-list'
import { Payments, type Payment } from './payout.model'

/** Takes the card's number out of somebody's payments: that and what was paid stays on record, and its last digits. */
export async function forgetPayments(
  cipher: FieldCipher,
  workerId: Types.ObjectId,
  tx: ClientSession,
): Promise<void> {
  for (const payment of await Payments.find({ workerId }).session(tx).lean<Payment[]>()) {
    const changed = await Payments.findOneAndUpdate(
      { _id: payment._id },
      { $set: withoutCardNumber(cipher, payment) },
      { session: tx, returnDocument: 'after' },
    ).lean<Payment>()
    if (changed) noteChange(tx, { of: 'payments', record: changed })
  }
}
