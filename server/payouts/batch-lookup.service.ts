import type { ClientSession, Types } from 'mongoose'
import { reaches } from '#shared/counties'
import type { BatchPosition } from '#shared/payout-machine'
import { Problem } from '#shared/problem'
import type { Actor, Command } from '../context'
import { inListOrder } from './payment-list'
import { PayoutBatches, Payments, type Payment, type PayoutBatch } from './payout.model'

export type { Payment, PaymentLine, PayoutBatch } from './payout.model'

const PAGE = 20

/** Whose lists are looked at: the city's finance sees all, a county's its own. */
type Viewer = Pick<Actor, 'county'>

/** One page of the batches, newest first. */
export async function batchesBefore(
  { county }: Viewer,
  cursor: string | undefined,
): Promise<{ items: PayoutBatch[]; nextCursor: string | null }> {
  const found = await PayoutBatches.find({
    ...(county && { county }),
    ...(cursor !== undefined && { _id: { $lt: cursor } }),
  })
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<PayoutBatch[]>()
  const items = found.slice(0, PAGE)
  return { items, nextCursor: found.length > PAGE ? (items.at(-1)?._id.toHexString() ?? null) : null }
}

/** @throws Problem `not_found`, also for another county's */
export async function batchById(
  viewer: Viewer,
  id: Types.ObjectId | string,
  tx: ClientSession | null = null,
): Promise<PayoutBatch> {
  const batch = await PayoutBatches.findById(id).session(tx).lean<PayoutBatch>()
  if (!batch || !reaches(viewer.county, batch.county ?? null)) throw new Problem('not_found')
  return batch
}

/** The batch at the revision that was on the screen. @throws Problem `not_found`, `changed_meanwhile` */
export async function batchAt(
  { actor, tx }: Pick<Command, 'actor' | 'tx'>,
  id: string,
  revision: number,
): Promise<PayoutBatch> {
  const batch = await batchById(actor, id, tx)
  if (batch.revision !== revision) throw new Problem('changed_meanwhile')
  return batch
}

/** The payments of a batch in the order of its list; those taken off it only once it is void as a whole. */
export async function paymentsOf(
  { _id, state }: PayoutBatch,
  tx: ClientSession | null = null,
): Promise<Payment[]> {
  const of = state === 'void' ? { batchId: _id } : { batchId: _id, outcome: { $ne: 'void' as const } }
  return inListOrder(await Payments.find(of).session(tx).lean<Payment[]>())
}

/** How often the bank has sent the money for a claim back. */
export async function failedPaymentsOf(claimId: Types.ObjectId, tx: ClientSession): Promise<Payment[]> {
  return Payments.find({ 'lines.claimId': claimId, outcome: 'failed' })
    .session(tx)
    .sort({ _id: 1 })
    .lean<Payment[]>()
    .exec()
}

/** The part of a batch on which its next steps depend. @param pendingAfter payments without an answer after this step */
export function positionOf(batch: PayoutBatch, pendingAfter: number): BatchPosition {
  return {
    state: batch.state,
    count: batch.count,
    makerIds: batch.makerIds.map((id) => id.toHexString()),
    approverIds: batch.approvals.map(({ personId }) => personId.toHexString()),
    approvalsNeeded: batch.approvalsNeeded,
    pendingAfter,
  }
}
