import type { Types, UpdateQuery } from 'mongoose'
import { payableStops, paymentFailures } from '#shared/payouts'
import { Problem } from '#shared/problem'
import { noteChange } from '../audit/change-list'
import { claimsById, payableClaimsOf, type Claim, type ClaimPayment } from '../claims/claim-lookup.service'
import { recordPaymentStep } from '../claims/claim-payment.service'
import type { Command } from '../context'
import { duplicateKeyOf } from '../mongo'
import { failedPaymentsOf } from './batch-lookup.service'
import { withDifferingAccounts } from './payable.service'
import { newLine, newPayment } from './payment-list'
import { PayoutBatches, Payments, type Payment, type PayoutBatch } from './payout.model'

/**
 * Puts claims on a list: one payment for each person, whatever the number of their claims.
 * @throws Problem `not_in_this_state` when one is not payable (any more), or a person's claims name different accounts
 */
export async function putOnList(
  command: Command,
  batch: PayoutBatch,
  { claims, payments }: { claims: readonly Claim[]; payments: readonly Payment[] },
): Promise<void> {
  const { tx, deployment } = command
  await refuseDifferingAccounts(command, claims, payments)
  const ofPerson = new Map(payments.map((payment) => [payment.workerId.toHexString(), payment]))
  for (const claim of claims) {
    const attempt = (await failedPaymentsOf(claim._id, tx)).length + 1
    const line = newLine(claim, attempt)
    const person = claim.workerId.toHexString()
    const earlier = ofPerson.get(person)
    const payment = earlier
      ? await extended(command, earlier, line)
      : await inserted(command, newPayment(deployment.cipher, batch._id, { claim, line }))
    ofPerson.set(person, payment)
    await recordPaymentStep(command, claim, {
      event: 'batch',
      payment: {
        batchNo: batch.batchNo,
        attempt,
        outcome: 'pending',
        failureText: null,
        bankReference: null,
      },
      detail: `批次${batch.batchNo}`,
    })
  }
}

/** Takes claims off a list that never went to the bank: they wait for the next one as if they had not been on it. */
export async function takeOffList(
  command: Command,
  payment: Payment,
  claimIds: readonly Types.ObjectId[],
): Promise<void> {
  const { tx } = command
  const off = new Set(claimIds.map((id) => id.toHexString()))
  const lines = payment.lines.filter(({ claimId }) => !off.has(claimId.toHexString()))
  const amountFen = lines.reduce((sum, line) => sum + line.amountFen, 0)
  await change(
    command,
    payment,
    lines.length === 0
      ? { $set: { outcome: 'void' }, $unset: { liveClaimIds: 1 } }
      : { $set: { lines, amountFen, liveClaimIds: lines.map(({ claimId }) => claimId) } },
  )
  for (const claim of await claimsById([...off], tx))
    await recordPaymentStep(command, claim, {
      event: 'unbatch',
      payment: await lastAnswerOf(command, claim._id),
      detail: '位置不变',
    })
}

/** What the bank last said of a claim, as the claim keeps it; null when it was never asked. */
async function lastAnswerOf({ tx }: Command, claimId: Types.ObjectId): Promise<ClaimPayment | null> {
  const failed = await failedPaymentsOf(claimId, tx)
  const last = failed.at(-1)
  const [claim] = await claimsById([claimId.toHexString()], tx)
  if (!last || !claim) return null
  const batch = await PayoutBatches.findById(last.batchId).session(tx).lean<PayoutBatch>()
  return {
    batchNo: batch?.batchNo ?? '',
    attempt: failed.length,
    outcome: 'failed',
    failureText: last.failureCode && paymentFailures[last.failureCode],
    bankReference: null,
  }
}

/** Neither with each other, nor with what is on the list, nor with what the person still has waiting. */
async function refuseDifferingAccounts(
  { tx }: Command,
  claims: readonly Claim[],
  payments: readonly Payment[],
): Promise<void> {
  const waiting = await payableClaimsOf(
    claims.map(({ workerId }) => workerId),
    tx,
  )
  const listed = new Map(payments.map(({ workerId, cardIndex }) => [workerId.toHexString(), cardIndex]))
  const isOther = (claim: Claim) =>
    (listed.get(claim.workerId.toHexString()) ?? claim.account.cardIndex) !== claim.account.cardIndex
  if (withDifferingAccounts([...claims, ...waiting]).size > 0 || claims.some(isOther))
    throw new Problem('not_in_this_state', { detail: payableStops.accounts_differ })
}

async function extended(
  command: Command,
  payment: Payment,
  line: Payment['lines'][number],
): Promise<Payment> {
  return change(command, payment, {
    $set: { amountFen: payment.amountFen + line.amountFen },
    $push: { lines: line, liveClaimIds: line.claimId },
  })
}

async function change(command: Command, { _id }: Payment, update: UpdateQuery<Payment>): Promise<Payment> {
  const changed = await Payments.findOneAndUpdate({ _id, outcome: 'pending' }, update, {
    session: command.tx,
    returnDocument: 'after',
  })
    .lean<Payment>()
    .catch(refuseSecondPayment)
  if (!changed) throw new Problem('changed_meanwhile')
  noteChange(command.tx, { of: 'payments', record: changed })
  return changed
}

async function inserted({ tx }: Command, payment: Payment): Promise<Payment> {
  await Payments.create([payment], { session: tx }).catch(refuseSecondPayment)
  const record = await Payments.findById(payment._id).session(tx).lean<Payment>()
  if (!record) throw new Error('The store acknowledged a payment without returning it')
  noteChange(tx, { of: 'payments', record })
  return record
}

function refuseSecondPayment(error: unknown): never {
  if (duplicateKeyOf(error)) throw new Problem('already_used', { detail: '有的申领已在另一批里，请刷新' })
  throw error
}
