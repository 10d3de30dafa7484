import { Types, type ClientSession } from 'mongoose'
import { reaches } from '#shared/counties'
import { formatYuan } from '#shared/money'
import { approvalsNeeded, payoutRules } from '#shared/payout-rules'
import type { BatchEventBody, CreateBatchBody, FillBatchBody, TakeOutBody } from '#shared/payouts'
import { Problem } from '#shared/problem'
import { noteChange } from '../audit/change-list'
import { budgetLine, enterForList } from '../budgets/budget.service'
import { claimsById, type Claim } from '../claims/claim-lookup.service'
import type { Command } from '../context'
import { batchAt, batchById, paymentsOf, type PayoutBatch } from './batch-lookup.service'
import { putOnList, takeOffList } from './batch-list.service'
import { advanceBatch } from './batch-step'
import { listHash, paymentNoAt, refuseAlteredList } from './payment-list'
import { PayoutBatches, Payments, type Payment } from './payout.model'

/**
 * Opens a list with these claims on it.
 * @throws Problem `not_in_this_state` when one cannot be paid (any more), `amount_changed` when the sum differs
 */
export async function createBatch(command: Command, body: CreateBatchBody): Promise<PayoutBatch> {
  const { tx, moment, actor, deployment } = command
  const batch: PayoutBatch = {
    _id: new Types.ObjectId(),
    batchNo: newBatchNo(moment.today, deployment.randomBytes),
    state: 'open',
    county: actor.county,
    count: 0,
    totalFen: 0,
    paidFen: 0,
    failedFen: 0,
    listHash: null,
    lineId: null,
    makerIds: [actor.personId],
    approvals: [],
    approvalsNeeded: null,
    exportedAt: null,
    resultFiles: [],
    statementFen: null,
    voidReason: null,
    createdBy: actor.personId,
    createdAt: moment.programmeNow,
    revision: 0,
  }
  await PayoutBatches.create([batch], { session: tx })
  noteChange(tx, { of: 'payout_batches', record: await batchById(actor, batch._id, tx) })
  return fill(command, batch, body)
}

/** Puts more claims on a list that is still open. @throws as `createBatch`, and `changed_meanwhile` */
export async function fillBatch(
  command: Command,
  batchId: string,
  body: FillBatchBody,
): Promise<PayoutBatch> {
  return fill(command, await batchAt(command, batchId, body.revision), body)
}

async function fill(command: Command, batch: PayoutBatch, body: CreateBatchBody): Promise<PayoutBatch> {
  const { tx, actor } = command
  const before = await paymentsOf(batch, tx)
  const onList = before.reduce((sum, { lines }) => sum + lines.length, 0)
  if (onList + body.claimIds.length > payoutRules.mostClaims)
    throw new Problem('not_in_this_state', { detail: `一批最多${payoutRules.mostClaims}笔申领，请另组一批` })
  await putOnList(command, batch, { claims: await claimsFor(batch, body.claimIds, tx), payments: before })
  const sums = sumsOf(await paymentsOf(batch, tx))
  const addedFen = sums.totalFen - batch.totalFen
  if (addedFen !== body.expectedTotalFen)
    throw new Problem('amount_changed', { detail: `合计现在是${formatYuan(addedFen)}，请刷新后再确认` })
  return advanceBatch(command, batch, {
    event: 'fill',
    set: sums,
    update: { $addToSet: { makerIds: actor.personId } },
  })
}

/** A county's list holds that county's claims and no others. @throws Problem `not_found` */
async function claimsFor(batch: PayoutBatch, ids: readonly string[], tx: ClientSession): Promise<Claim[]> {
  const claims = await claimsById(ids, tx)
  if (claims.every(({ county = null }) => reaches(batch.county ?? null, county))) return claims
  throw new Problem('not_found', { detail: '有的申领已不在列表里，请刷新' })
}

/** Takes one claim off a list that is still open; it waits for the next one. */
export async function takeOut(command: Command, batchId: string, body: TakeOutBody): Promise<PayoutBatch> {
  const { tx, actor } = command
  const batch = await batchAt(command, batchId, body.revision)
  const payments = await paymentsOf(batch, tx)
  const claimId = new Types.ObjectId(body.claimId)
  const payment = payments.find(({ lines }) => lines.some((line) => line.claimId.equals(claimId)))
  if (!payment) throw new Problem('not_found', { detail: '这一批里没有这笔申领，请刷新' })
  // Judged before anything is undone: a list that is not open keeps its claims.
  const moved = await advanceBatch(command, batch, {
    event: 'take_out',
    set: sumsOf(withoutClaim(payments, claimId)),
    update: { $addToSet: { makerIds: actor.personId } },
  })
  await takeOffList(command, payment, [claimId])
  return moved
}

/** One button, one step: the table decides whether it may be taken. */
export function takeBatchEvent(
  command: Command,
  batchId: string,
  body: BatchEventBody,
): Promise<PayoutBatch> {
  switch (body.event) {
    case 'freeze':
      return freeze(command, batchId, body)
    case 'approve':
      return approve(command, batchId, body)
    case 'export':
      return release(command, batchId, body.revision)
    case 'close':
      return close(command, batchId, body)
    case 'void':
      return voidBatch(command, batchId, body)
  }
}

/**
 * Numbers the payments, gives the list its fingerprint and the number of people who have to approve it, and commits the
 * money.
 * @throws Problem `conditions_not_met` when the line has not got so much
 */
async function freeze(
  command: Command,
  batchId: string,
  { revision, lineId }: Extract<BatchEventBody, { event: 'freeze' }>,
): Promise<PayoutBatch> {
  const { tx, actor } = command
  const batch = await batchAt(command, batchId, revision)
  await refuseOtherFund(command, batch, lineId)
  const payments = await paymentsOf(batch, tx)
  const numbered: Payment[] = payments.map((payment, index) => ({
    ...payment,
    paymentNo: paymentNoAt(batch.batchNo, index),
  }))
  const moved = await advanceBatch(command, batch, {
    event: 'freeze',
    set: {
      listHash: listHash(numbered),
      approvalsNeeded: approvalsNeeded(batch.totalFen),
      lineId: new Types.ObjectId(lineId),
    },
    update: { $addToSet: { makerIds: actor.personId } },
  })
  for (const { _id, paymentNo } of numbered) await changePayment(_id, { paymentNo }, tx)
  await enterForBatch(command, moved, 'commit', moved.totalFen)
  return moved
}

/** A county's list draws on that county's money, the city's on the city's. @throws Problem `not_found` */
async function refuseOtherFund({ actor, tx }: Command, batch: PayoutBatch, lineId: string): Promise<void> {
  const line = await budgetLine(actor, lineId, tx)
  if ((line.county ?? null) === (batch.county ?? null)) return
  throw new Problem('not_found', { detail: '这笔资金不是这一批能用的，请另选一笔' })
}

/**
 * @throws Problem `same_reviewer` for whoever had a hand in the list, `changed_meanwhile` for a list that is not the one
 *   that was looked at
 */
async function approve(
  command: Command,
  batchId: string,
  { revision, listHash: seen }: Extract<BatchEventBody, { event: 'approve' }>,
): Promise<PayoutBatch> {
  const { tx, actor, moment, deployment } = command
  const batch = await batchAt(command, batchId, revision)
  if (batch.listHash !== null && seen !== batch.listHash)
    throw new Problem('changed_meanwhile', { detail: '名单和您看到的不一样，请刷新后再核准' })
  const approval = { personId: actor.personId, listHash: seen, at: moment.programmeNow }
  const moved = await advanceBatch(command, batch, {
    event: 'approve',
    update: { $push: { approvals: approval } },
  })
  refuseAlteredList(deployment.cipher, batch.listHash, await paymentsOf(batch, tx))
  return moved
}

/** The list is given to the bank: from here on nothing is taken off it any more. */
async function release(command: Command, batchId: string, revision: number): Promise<PayoutBatch> {
  const { tx, moment, deployment } = command
  const batch = await batchAt(command, batchId, revision)
  const moved = await advanceBatch(command, batch, {
    event: 'export',
    set: { exportedAt: moment.programmeNow },
  })
  refuseAlteredList(deployment.cipher, batch.listHash, await paymentsOf(batch, tx))
  return moved
}

/** @throws Problem `amount_changed` when the bank's statement says another sum than the results do */
async function close(
  command: Command,
  batchId: string,
  { revision, statementFen }: Extract<BatchEventBody, { event: 'close' }>,
): Promise<PayoutBatch> {
  const batch = await batchAt(command, batchId, revision)
  if (batch.state === 'reconciled' && statementFen !== batch.paidFen)
    throw new Problem('amount_changed', {
      detail: `登记到账的是${formatYuan(batch.paidFen)}，对账单是${formatYuan(statementFen)}，对不上。请找银行核对`,
    })
  return advanceBatch(command, batch, { event: 'close', set: { statementFen } })
}

/** Gives up a list before it has gone to the bank; its claims wait for the next one, in their old places. */
async function voidBatch(
  command: Command,
  batchId: string,
  { revision, reason }: Extract<BatchEventBody, { event: 'void' }>,
): Promise<PayoutBatch> {
  const { tx } = command
  const batch = await batchAt(command, batchId, revision)
  const payments = await paymentsOf(batch, tx)
  const moved = await advanceBatch(command, batch, { event: 'void', set: { voidReason: reason } })
  await enterForBatch(command, moved, 'release', moved.totalFen)
  for (const payment of payments)
    await takeOffList(
      command,
      payment,
      payment.lines.map(({ claimId }) => claimId),
    )
  return moved
}

/** What the list does to the money of its line; an open one has none. */
async function enterForBatch(
  command: Command,
  batch: PayoutBatch,
  kind: 'commit' | 'release',
  amountFen: number,
): Promise<void> {
  if (batch.lineId) await enterForList(command, batch.lineId, { kind, amountFen, batch })
}

async function changePayment(
  _id: Types.ObjectId,
  change: Partial<Payment>,
  tx: ClientSession,
): Promise<void> {
  const changed = await Payments.findOneAndUpdate(
    { _id },
    { $set: change },
    { session: tx, returnDocument: 'after' },
  ).lean<Payment>()
  if (!changed) throw new Problem('changed_meanwhile')
  noteChange(tx, { of: 'payments', record: changed })
}

function sumsOf(payments: readonly Payment[]): Pick<PayoutBatch, 'count' | 'totalFen'> {
  return {
    count: payments.length,
    totalFen: payments.reduce((sum, { amountFen }) => sum + amountFen, 0),
  }
}

function withoutClaim(payments: readonly Payment[], claimId: Types.ObjectId): Payment[] {
  return payments.flatMap((payment) => {
    const lines = payment.lines.filter((line) => !line.claimId.equals(claimId))
    const amountFen = lines.reduce((sum, line) => sum + line.amountFen, 0)
    return lines.length === 0 ? [] : [{ ...payment, lines, amountFen }]
  })
}

function newBatchNo(today: string, randomBytes: (count: number) => Buffer): string {
  return `P${today.replaceAll('-', '')}-${randomBytes(3).toString('hex').toUpperCase()}`
}
