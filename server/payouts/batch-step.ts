import type { UpdateQuery } from 'mongoose'
import {
  batchStateLabels,
  batchTransition,
  permittedBatchEvents,
  type BatchEvent,
  type BatchGuard,
} from '#shared/payout-machine'
import { Problem } from '#shared/problem'
import { noteChange } from '../audit/change-list'
import type { Command } from '../context'
import { positionOf } from './batch-lookup.service'
import { PayoutBatches, type PayoutBatch } from './payout.model'

/** A step of a batch: the event, and what changes with it. */
export interface BatchStep {
  event: BatchEvent
  set?: Partial<PayoutBatch>
  /** What else changes, as the store is told. */
  update?: Pick<UpdateQuery<PayoutBatch>, '$push' | '$addToSet'>
  /** Payments without an answer after the step; 0 where the bank has not been asked. */
  pendingAfter?: number
}

/**
 * Moves a batch by one row of the table, in one conditional write.
 * @throws Problem `not_in_this_state` with what is permitted, `same_reviewer`, `changed_meanwhile`
 */
export async function advanceBatch(
  command: Command,
  batch: PayoutBatch,
  { event, set, update, pendingAfter = 0 }: BatchStep,
): Promise<PayoutBatch> {
  const { tx, actor } = command
  const outcome = batchTransition(positionOf(batch, pendingAfter), event, { id: actor.id, role: 'finance' })
  if (!outcome.allowed) throw refusalOf(command, batch, outcome.because)
  const changed = await PayoutBatches.findOneAndUpdate(
    { _id: batch._id, revision: batch.revision },
    { ...update, $set: { ...set, state: outcome.transition.to }, $inc: { revision: 1 } },
    { session: tx, returnDocument: 'after' },
  ).lean<PayoutBatch>()
  if (!changed) throw new Problem('changed_meanwhile')
  noteChange(tx, { of: 'payout_batches', record: changed })
  return changed
}

const refusals: Partial<Record<BatchGuard, string>> = {
  not_a_maker: '这份名单您经手过，要由另一位财政人员核准',
  not_approved_by_them: '这份名单您核准过了，还要另一位财政人员核准',
  has_payments: '名单上还没有人，先加几笔申领',
}

function refusalOf(
  { actor }: Command,
  batch: PayoutBatch,
  because: BatchGuard | 'not_in_this_state',
): Problem {
  const isPersonal = because === 'not_a_maker' || because === 'not_approved_by_them'
  const say = because === 'not_in_this_state' ? undefined : refusals[because]
  return new Problem(isPersonal ? 'same_reviewer' : 'not_in_this_state', {
    detail: say ?? `这一批现在是“${batchStateLabels[batch.state]}”，不能这样操作`,
    permittedEvents: permittedBatchEvents(positionOf(batch, 0), { id: actor.id, role: 'finance' }),
  })
}
