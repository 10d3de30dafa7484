import type { ClientSession } from 'mongoose'
import * as v from 'valibot'
import {
  bankResultsBody,
  batchListView,
  batchStateLabels,
  batchView,
  createBatchBody,
  payableListView,
  paymentFailures,
  type BatchListView,
  type BatchView,
  type PayableListView,
} from '#shared/payouts'
import { recordId } from '#shared/primitives'
import { claimAccountView } from '../claims/claim-account'
import { payableClaims } from '../claims/claim-lookup.service'
import { decidedSum } from '../claims/claim-payment.service'
import type { Context } from '../context'
import { command, query, type Seen } from '../http/route'
import { findPeople, maskedIdentity, type Person } from '../people/person.service'
import {
  allBatches,
  batchById,
  createBatch,
  paymentsOf,
  recordBankResults,
  type PayoutBatch,
} from './payout.service'

const byId = v.strictObject({ id: recordId })

function presentBatch(batch: PayoutBatch): BatchListView['items'][number] {
  return {
    id: batch._id.toHexString(),
    batchNo: batch.batchNo,
    state: batch.state,
    stateText: batchStateLabels[batch.state],
    createdAt: batch.createdAt.toISOString(),
    count: batch.count,
    totalFen: batch.totalFen,
    paidFen: batch.paidFen,
    failedFen: batch.failedFen,
    pendingFen: batch.totalFen - batch.paidFen - batch.failedFen,
    listHash: batch.listHash,
    revision: batch.revision,
  }
}

async function presentWhole(
  context: Context,
  batch: PayoutBatch,
  tx: ClientSession | null = null,
): Promise<{ body: BatchView; seen: Seen }> {
  const payments = await paymentsOf(batch._id, tx)
  const personIds = payments.map((payment) => payment.workerId)
  const people = await findPeople(personIds)
  const body = {
    ...presentBatch(batch),
    payments: payments.map((payment) => ({
      id: payment._id.toHexString(),
      claimId: payment.claimId.toHexString(),
      claimNo: payment.claimNo,
      claimantMasked: nameOf(context, people.get(payment.workerId.toHexString())),
      bankName: payment.bankName,
      cardMasked: payment.cardMasked,
      amountFen: payment.amountFen,
      attempt: payment.attempt,
      outcome: payment.outcome,
      failureText: payment.failureCode && paymentFailures[payment.failureCode],
      bankReference: payment.bankReference,
    })),
  }
  return { body, seen: { personIds, aboutId: batch._id } }
}

async function presentPayable(context: Context): Promise<{ body: PayableListView; seen: Seen }> {
  const claims = await payableClaims()
  const personIds = claims.map((claim) => claim.workerId)
  const people = await findPeople(personIds)
  const items = claims.map((claim) => {
    const { bankName, cardMasked } = claimAccountView(context.deployment.cipher, claim._id, claim.account)
    return {
      claimId: claim._id.toHexString(),
      claimNo: claim.claimNo,
      claimantMasked: nameOf(context, people.get(claim.workerId.toHexString())),
      tradeSeq: claim.tradeSeq,
      bankName,
      cardMasked,
      amountFen: decidedSum(claim),
      payableSince: (claim.payableSince ?? claim.submittedAt).toISOString(),
    }
  })
  const totalFen = items.reduce((sum, item) => sum + item.amountFen, 0)
  return { body: { items, totalFen }, seen: { personIds, aboutId: null } }
}

function nameOf(context: Context, person: Person | undefined): string {
  return (person && maskedIdentity(context.deployment.cipher, person)?.nameMasked) ?? '未填姓名'
}

export const payoutRoutes = [
  query({
    method: 'get',
    path: '/payouts/payable',
    summary: 'Claims that can be put in a batch, longest waiting first',
    access: ['finance'],
    response: payableListView,
    sight: 'payable',
    handler: presentPayable,
  }),
  command({
    method: 'post',
    path: '/payout-batches',
    summary: 'Freeze payable claims into a batch for the bank',
    access: ['finance'],
    body: createBatchBody,
    response: batchView,
    problems: ['not_found', 'not_in_this_state', 'amount_changed', 'already_used', 'changed_meanwhile'],
    needsSecondFactor: () => true,
    sight: 'payout_batch',
    handler: async (call) => {
      const batch = await createBatch(call, call.body)
      return { status: 201, ...(await presentWhole(call, batch, call.tx)) }
    },
  }),
  query({
    method: 'get',
    path: '/payout-batches',
    summary: 'All batches, newest first',
    access: ['finance'],
    response: batchListView,
    handler: async () => ({ body: { items: (await allBatches()).map(presentBatch) } }),
  }),
  query({
    method: 'get',
    path: '/payout-batches/:id',
    summary: 'One batch with its payments',
    access: ['finance'],
    params: byId,
    response: batchView,
    sight: 'payout_batch',
    handler: async (call) => presentWhole(call, await batchById(call.params.id)),
  }),
  command({
    method: 'post',
    path: '/payout-batches/:id/results',
    summary: "Record the bank's results, all lines or none",
    access: ['finance'],
    params: byId,
    body: bankResultsBody,
    response: batchView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    needsSecondFactor: () => true,
    sight: 'payout_batch',
    handler: async (call) => {
      const batch = await recordBankResults(call, call.params.id, call.body)
      return presentWhole(call, batch, call.tx)
    },
  }),
]
