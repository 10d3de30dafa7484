import type { Types } from 'mongoose'
import { permittedBatchEvents } from '#shared/payout-machine'
import type { BankFileFormat, BankFileView } from '#shared/payouts'
import { Problem } from '#shared/problem'
import type { Actor, Context } from '../context'
import { identityInClear } from '../people/person-copy'
import { findPeople } from '../people/person.service'
import { bankFile, bankFileName } from './bank-file'
import { batchById, paymentsOf, positionOf, type Payment } from './batch-lookup.service'
import { cardNumberOf, refuseAlteredList } from './payment-list'

/** The file for the bank, and whose names and numbers stand in it. */
export interface ListForBank {
  file: BankFileView
  personIds: Types.ObjectId[]
}

/**
 * The list as the bank takes it, with names and numbers in full: from the moment on at which it was released, until the
 * bank has answered for every line.
 * @throws Problem `not_found`, `not_in_this_state`, `changed_meanwhile` for a list that somebody has been at
 */
export async function listForBank(
  { deployment, actor }: Context & { actor: Actor },
  batchId: string,
  format: BankFileFormat,
): Promise<ListForBank> {
  const batch = await batchById(actor, batchId)
  const permitted = permittedBatchEvents(positionOf(batch, 1), { id: actor.id, role: 'finance' })
  if (!permitted.includes('record_results'))
    throw new Problem('not_in_this_state', { detail: '名单核准、导出以后才有银行文件' })
  const payments = await paymentsOf(batch)
  refuseAlteredList(deployment.cipher, batch.listHash, payments)
  const personIds = payments.map(({ workerId }) => workerId)
  const people = await findPeople(personIds)
  const lines = payments.map((payment) => {
    const person = people.get(payment.workerId.toHexString())
    const holder = person && identityInClear(deployment.cipher, person)?.name
    if (holder === undefined) throw new Error(`Nobody to pay on ${payment._id.toHexString()}`)
    return { ...bankLine(payment), holder, cardNumber: cardNumberOf(deployment.cipher, payment) }
  })
  const content = await bankFile(batch, lines, format)
  return {
    file: { fileName: bankFileName(batch, format), contentBase64: content.toString('base64') },
    personIds,
  }
}

function bankLine({ paymentNo, bankName, amountFen, lines }: Payment) {
  if (paymentNo === null) throw new Error('A frozen list has numbered payments')
  return { paymentNo, bankName, amountFen, claimNos: lines.map(({ claimNo }) => claimNo) }
}
