import * as v from 'valibot'
import {
  bankFileBody,
  bankFileView,
  bankResultFileView,
  bankResultsBody,
  batchEventBody,
  batchListView,
  batchView,
  createBatchBody,
  fillBatchBody,
  lookAtAccountBody,
  payableListView,
  takeOutBody,
} from '#shared/payouts'
import { recordId } from '#shared/primitives'
import { fileSourceBody } from '#shared/uploads'
import { action, command, query, type Route } from '../http/route'
import { listForBank } from './bank-file.service'
import { readResultFile, recordBankResults } from './bank-result.service'
import { batchById, batchesBefore } from './batch-lookup.service'
import { createBatch, fillBatch, takeBatchEvent, takeOut } from './batch.service'
import { lookAtAccount } from './payable.service'
import { presentBatch, presentPayables, presentWholeBatch } from './payout.presenter'

const byId = v.strictObject({ id: recordId })
const access = ['finance'] as const
const listProblems = [
  'not_found',
  'not_in_this_state',
  'amount_changed',
  'already_used',
  'changed_meanwhile',
] as const
const guarded = () => true

export const payoutRoutes: Route[] = [
  query({
    method: 'get',
    path: '/payouts/payable',
    summary: 'Claims that wait for their money, longest first, and why one cannot go on a list now',
    access,
    response: payableListView,
    sight: 'payable',
    handler: presentPayables,
  }),
  command({
    method: 'post',
    path: '/payouts/account-looks',
    summary: 'Finance has looked at an account that was changed after the decision',
    access,
    body: lookAtAccountBody,
    problems: ['not_found', 'not_in_this_state', 'changed_meanwhile'],
    needsSecondFactor: guarded,
    handler: async (call) => {
      await lookAtAccount(call, call.body)
      return { status: 204, body: undefined }
    },
  }),
  command({
    method: 'post',
    path: '/payout-batches',
    summary: 'Open a list of payments with these claims on it',
    access,
    body: createBatchBody,
    response: batchView,
    problems: listProblems,
    needsSecondFactor: guarded,
    sight: 'payout_batch',
    handler: async (call) => {
      const batch = await createBatch(call, call.body)
      return { status: 201, ...(await presentWholeBatch(call, batch, call.tx)) }
    },
  }),
  query({
    method: 'get',
    path: '/payout-batches',
    summary: 'One page of the batches, newest first',
    access,
    query: v.strictObject({ cursor: v.optional(recordId) }),
    response: batchListView,
    handler: async (call) => {
      const { items, nextCursor } = await batchesBefore(call.actor, call.query.cursor)
      return { body: { items: items.map(presentBatch), nextCursor } }
    },
  }),
  query({
    method: 'get',
    path: '/payout-batches/:id',
    summary: 'One batch with its payments',
    access,
    params: byId,
    response: batchView,
    sight: 'payout_batch',
    handler: async (call) => presentWholeBatch(call, await batchById(call.actor, call.params.id)),
  }),
  command({
    method: 'post',
    path: '/payout-batches/:id/claims',
    summary: 'Put more claims on a list that is still open',
    access,
    params: byId,
    body: fillBatchBody,
    response: batchView,
    problems: listProblems,
    needsSecondFactor: guarded,
    sight: 'payout_batch',
    handler: async (call) =>
      presentWholeBatch(call, await fillBatch(call, call.params.id, call.body), call.tx),
  }),
  command({
    method: 'post',
    path: '/payout-batches/:id/removals',
    summary: 'Take one claim off a list that is still open; it waits for the next one',
    access,
    params: byId,
    body: takeOutBody,
    response: batchView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    needsSecondFactor: guarded,
    sight: 'payout_batch',
    handler: async (call) => presentWholeBatch(call, await takeOut(call, call.params.id, call.body), call.tx),
  }),
  command({
    method: 'post',
    path: '/payout-batches/:id/events',
    summary: 'Freeze, approve, release to the bank, close or give up a batch',
    access,
    params: byId,
    body: batchEventBody,
    response: batchView,
    problems: [
      'not_in_this_state',
      'same_reviewer',
      'amount_changed',
      'conditions_not_met',
      'changed_meanwhile',
    ],
    needsSecondFactor: guarded,
    sight: 'payout_batch',
    handler: async (call) =>
      presentWholeBatch(call, await takeBatchEvent(call, call.params.id, call.body), call.tx),
  }),
  action({
    method: 'post',
    path: '/payout-batches/:id/bank-files',
    summary: 'The released list as the bank takes it, with names and card numbers in full',
    access,
    params: byId,
    body: bankFileBody,
    response: bankFileView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    needsSecondFactor: guarded,
    sight: 'bank_file',
    handler: async (call) => {
      const { file, personIds } = await listForBank(call, call.params.id, call.body.format)
      return { status: 201, body: file, seen: { personIds, aboutId: null } }
    },
  }),
  action({
    method: 'post',
    path: '/payout-batches/:id/result-files',
    summary:
      "Read the bank's results from an XLSX or CSV file of 5 MB at the most; nothing is recorded by it",
    access,
    params: byId,
    body: fileSourceBody,
    bodyLimit: '7mb',
    response: bankResultFileView,
    problems: ['not_found', 'not_in_this_state'],
    needsSecondFactor: guarded,
    handler: async (call) => ({
      status: 201,
      body: await readResultFile(call, call.params.id, call.body),
    }),
  }),
  command({
    method: 'post',
    path: '/payout-batches/:id/results',
    summary: "Record the bank's results, all lines or none; a file that was taken in before changes nothing",
    access,
    params: byId,
    body: bankResultsBody,
    response: batchView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    needsSecondFactor: guarded,
    sight: 'payout_batch',
    handler: async (call) =>
      presentWholeBatch(call, await recordBankResults(call, call.params.id, call.body), call.tx),
  }),
]
