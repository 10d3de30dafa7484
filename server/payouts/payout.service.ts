import { createHash } from 'node:crypto'
import { Types, type ClientSession } from 'mongoose'
import { formatYuan } from '#shared/money'
import { paymentFailures, type BankResultsBody, type CreateBatchBody } from '#shared/payouts'
import { Problem } from '#shared/problem'
import { noteChange } from '../audit/change-list'
import { claimAccountView } from '../claims/claim-account'
import { claimsById, type Claim } from '../claims/claim-lookup.service'
import { decidedSum, recordPaymentStep } from '../claims/claim-payment.service'
import type { Command } from '../context'
import { duplicateKeyOf } from '../mongo'
import { notifyFailure, notifyPayout } from './payout-notice'
import { PayoutBatches, Payments, type Payment, type PayoutBatch } from './payout.model'

export type { Payment, PayoutBatch } from './payout.model'

/** All batches, newest first. */
export function allBatches(): Promise<PayoutBatch[]> {
  return PayoutBatches.find({}).sort({ _id: -1 }).limit(200).lean<PayoutBatch[]>().exec()
}

/** @throws Problem `not_found` */
export async function batchById(
  id: Types.ObjectId | string,
  tx: ClientSession | null = null,
): Promise<PayoutBatch> {
  const batch = await PayoutBatches.findById(id).session(tx).lean<PayoutBatch>()
  if (!batch) throw new Problem('not_found')
  return batch
}

/** The payments of a batch, by receipt number. */
export function paymentsOf(batchId: Types.ObjectId, tx: ClientSession | null = null): Promise<Payment[]> {
  return Payments.find({ batchId }).session(tx).sort({ claimNo: 1 }).lean<Payment[]>().exec()
}

/**
 * Freezes payable claims into a batch: each gets one payment, and the list its fingerprint.
 * @throws Problem `not_in_this_state` when one is not payable (any more), `amount_changed` when the sum differs
 */
export async function createBatch(command: Command, body: CreateBatchBody): Promise<PayoutBatch> {
  const { tx, moment, actor, deployment } = command
  const claims = await claimsById(body.claimIds, tx)
  const batchId = new Types.ObjectId()
  const payments = claims
    .map((claim) => newPayment(command, batchId, claim))
    .sort((a, b) => (a.claimNo < b.claimNo ? -1 : 1))
  const totalFen = payments.reduce((sum, payment) => sum + payment.amountFen, 0)
  if (totalFen !== body.expectedTotalFen) {
    throw new Problem('amount_changed', { detail: `合计现在是${formatYuan(totalFen)}，请刷新后再确认` })
  }
  const batch: PayoutBatch = {
    _id: batchId,
    batchNo: newBatchNo(moment.today, deployment.randomBytes),
    state: 'frozen',
    count: payments.length,
    totalFen,
    paidFen: 0,
    failedFen: 0,
    listHash: listHash(payments, claims),
    createdBy: actor.personId,
    createdAt: moment.programmeNow,
    revision: 0,
  }
  await insertBatch(batch, tx)
  await insertPayments(payments, tx)
  for (const claim of claims) {
    const attempt = (claim.payment?.attempt ?? 0) + 1
    const payment = {
      batchNo: batch.batchNo,
      attempt,
      outcome: 'pending' as const,
      failureText: null,
      bankReference: null,
    }
    await recordPaymentStep(command, claim, { event: 'batch', payment, detail: `批次${batch.batchNo}` })
  }
  return batch
}

/**
 * Records what the bank answered. All lines are taken or none; a line that has its result already is refused.
 * @throws Problem `changed_meanwhile`, `not_found`, `not_in_this_state`
 */
export async function recordBankResults(
  command: Command,
  batchId: string,
  body: BankResultsBody,
): Promise<PayoutBatch> {
  const { tx } = command
  const batch = await batchById(batchId, tx)
  if (batch.revision !== body.revision) throw new Problem('changed_meanwhile')
  const payments = new Map(
    (await paymentsOf(batch._id, tx)).map((payment) => [payment._id.toHexString(), payment]),
  )
  let paidFen = batch.paidFen
  let failedFen = batch.failedFen
  for (const result of body.results) {
    const payment = payments.get(result.paymentId)
    if (!payment) throw new Problem('not_found', { detail: '这一批里没有这笔付款，请刷新' })
    if (result.outcome === 'paid') {
      await settlePaid(command, batch, payment, result.bankReference)
      paidFen += payment.amountFen
    } else {
      await settleFailed(command, batch, payment, result.failureCode)
      failedFen += payment.amountFen
    }
  }
  const state = paidFen + failedFen === batch.totalFen ? 'closed' : 'partly_confirmed'
  const changed = await PayoutBatches.findOneAndUpdate(
    { _id: batch._id, revision: batch.revision },
    { $set: { paidFen, failedFen, state }, $inc: { revision: 1 } },
    { session: tx, returnDocument: 'after' },
  ).lean<PayoutBatch>()
  if (!changed) throw new Problem('changed_meanwhile')
  noteChange(tx, { of: 'payout_batches', record: changed })
  return changed
}

function newPayment({ deployment }: Command, batchId: Types.ObjectId, claim: Claim): Payment {
  const { bankName, cardMasked } = claimAccountView(deployment.cipher, claim._id, claim.account)
  return {
    _id: new Types.ObjectId(),
    batchId,
    claimId: claim._id,
    claimNo: claim.claimNo,
    workerId: claim.workerId,
    attempt: (claim.payment?.attempt ?? 0) + 1,
    amountFen: decidedSum(claim),
    bankName,
    cardMasked,
    outcome: 'pending',
    failureCode: null,
    bankReference: null,
    liveClaimId: claim._id,
  }
}

async function insertBatch(batch: PayoutBatch, tx: ClientSession): Promise<void> {
  await PayoutBatches.create([batch], { session: tx })
  noteChange(tx, { of: 'payout_batches', record: await batchById(batch._id, tx) })
}

async function insertPayments(payments: Payment[], tx: ClientSession): Promise<void> {
  try {
    await Payments.insertMany(payments, { session: tx })
  } catch (error) {
    if (duplicateKeyOf(error)) throw new Problem('already_used', { detail: '有的申领已在另一批里，请刷新' })
    throw error
  }
  const [first] = payments
  for (const record of first ? await paymentsOf(first.batchId, tx) : [])
    noteChange(tx, { of: 'payments', record })
}

async function settlePaid(
  command: Command,
  batch: PayoutBatch,
  payment: Payment,
  bankReference: string,
): Promise<void> {
  await settle(payment, { $set: { outcome: 'paid', bankReference } }, command.tx)
  const claim = await claimOf(payment, command.tx)
  await recordPaymentStep(command, claim, {
    event: 'bank_paid',
    payment: {
      batchNo: batch.batchNo,
      attempt: payment.attempt,
      outcome: 'paid',
      failureText: null,
      bankReference,
    },
    detail: `${formatYuan(payment.amountFen)}，银行流水${bankReference}`,
  })
  await notifyPayout(command, claim, payment)
}

async function settleFailed(
  command: Command,
  batch: PayoutBatch,
  payment: Payment,
  code: keyof typeof paymentFailures,
): Promise<void> {
  await settle(
    payment,
    { $set: { outcome: 'failed', failureCode: code }, $unset: { liveClaimId: 1 } },
    command.tx,
  )
  const claim = await claimOf(payment, command.tx)
  const failureText = paymentFailures[code]
  await recordPaymentStep(command, claim, {
    event: 'bank_failed',
    payment: {
      batchNo: batch.batchNo,
      attempt: payment.attempt,
      outcome: 'failed',
      failureText,
      bankReference: null,
    },
    detail: failureText,
  })
  await notifyFailure(command, claim, failureText)
}

async function settle(payment: Payment, update: object, tx: ClientSession): Promise<void> {
  const settled = await Payments.findOneAndUpdate({ _id: payment._id, outcome: 'pending' }, update, {
    session: tx,
    returnDocument: 'after',
  }).lean<Payment>()
  if (!settled)
    throw new Problem('not_in_this_state', { detail: `回执号${payment.claimNo}这笔已经登记过结果` })
  noteChange(tx, { of: 'payments', record: settled })
}

async function claimOf(payment: Payment, tx: ClientSession): Promise<Claim> {
  const [claim] = await claimsById([payment.claimId.toHexString()], tx)
  if (!claim) throw new Error(`Payment ${payment._id.toHexString()} points to no claim`)
  return claim
}

function newBatchNo(today: string, randomBytes: (count: number) => Buffer): string {
  return `P${today.replaceAll('-', '')}-${randomBytes(3).toString('hex').toUpperCase()}`
}

/**
 * Fingerprint of what the bank is asked to pay: receipt number, attempt, sum, bank, and the account by its keyed index, as
 * two cards may end in the same four digits.
 */
function listHash(payments: readonly Payment[], claims: readonly Claim[]): string {
  const indexes = new Map(claims.map(({ _id, account }) => [_id.toHexString(), account.cardIndex]))
  const lines = payments.map(({ claimId, claimNo, attempt, amountFen, bankName }) =>
    JSON.stringify([claimNo, attempt, amountFen, bankName, indexes.get(claimId.toHexString())]),
  )
  return createHash('sha256').update(lines.join('\n'), 'utf8').digest('hex')
}
