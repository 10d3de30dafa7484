import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { ClientSession } from 'mongoose'
import { readBankResults } from '#shared/bank-result-table'
import { formatYuan } from '#shared/money'
import {
  paymentFailures,
  type BankResult,
  type BankResultFileView,
  type BankResultsBody,
} from '#shared/payouts'
import { Problem } from '#shared/problem'
import { MOST_FILE_BYTES, type FileSource } from '#shared/uploads'
import { noteChange } from '../audit/change-list'
import { enterForList } from '../budgets/budget.service'
import { claimsById, type Claim } from '../claims/claim-lookup.service'
import { recordPaymentStep } from '../claims/claim-payment.service'
import type { Actor, Command, Context } from '../context'
import { notify } from '../notifications/notification.service'
import { fileBytes } from '../uploads/upload.service'
import { readInThread } from '../sheets/sheet-thread'
import { hashStemOf } from './bank-file'
import { batchAt, batchById, paymentsOf } from './batch-lookup.service'
import { advanceBatch } from './batch-step'
import { Payments, type Payment, type PayoutBatch } from './payout.model'

const READER = join(__dirname, 'bank-result.worker.ts')

/**
 * Reads the bank's file for a list. Nothing is recorded by it.
 * @throws Problem `not_found`, `body_too_large`, `unreadable_body` with what is wrong with the file
 */
export async function readResultFile(
  call: Context & { actor: Actor },
  batchId: string,
  file: FileSource,
): Promise<BankResultFileView> {
  const batch = await batchById(call.actor, batchId)
  const bytes = await fileBytes(call, file)
  if (bytes.length > MOST_FILE_BYTES) throw new Problem('body_too_large', { detail: '文件太大，最多5MB' })
  const fileHash = createHash('sha256').update(bytes).digest('hex')
  if (batch.resultFiles.includes(fileHash)) return { fileHash, isTaken: true, results: [], errors: [] }
  const table = await readInThread<string[][]>(READER, bytes)
  const payments = (await paymentsOf(batch)).flatMap(({ _id, paymentNo, amountFen, outcome }) =>
    paymentNo === null ? [] : [{ id: _id.toHexString(), paymentNo, amountFen, outcome }],
  )
  return { fileHash, isTaken: false, ...readBankResults(table, { payments, hashStem: hashStemOf(batch) }) }
}

/**
 * Records what the bank answered. All lines are taken or none; a line that has its result already is refused. A file that
 * was taken in before changes nothing.
 * @throws Problem `changed_meanwhile`, `not_found`, `not_in_this_state`
 */
export async function recordBankResults(
  command: Command,
  batchId: string,
  body: BankResultsBody,
): Promise<PayoutBatch> {
  const { tx } = command
  const current = await batchById(command.actor, batchId, tx)
  if (body.fileHash !== undefined && current.resultFiles.includes(body.fileHash)) return current
  const batch = await batchAt(command, batchId, body.revision)
  const payments = new Map(
    (await paymentsOf(batch, tx)).map((payment) => [payment._id.toHexString(), payment]),
  )
  const settled = body.results.map((result) => {
    const payment = payments.get(result.paymentId)
    if (!payment) throw new Problem('not_found', { detail: '这一批里没有这笔付款，请刷新' })
    return { payment, result }
  })
  const [paidFen, failedFen] = (['paid', 'failed'] as const).map((outcome) =>
    settled.reduce((sum, each) => (each.result.outcome === outcome ? sum + each.payment.amountFen : sum), 0),
  ) as [number, number]
  const pendingNow = [...payments.values()].filter(({ outcome }) => outcome === 'pending').length
  const moved = await advanceBatch(command, batch, {
    event: 'record_results',
    set: { paidFen: batch.paidFen + paidFen, failedFen: batch.failedFen + failedFen },
    ...(body.fileHash === undefined ? {} : { update: { $push: { resultFiles: body.fileHash } } }),
    pendingAfter: pendingNow - settled.length,
  })
  if (!batch.lineId) throw new Error(`Batch ${batch.batchNo} draws on no line`)
  await enterForList(command, batch.lineId, { kind: 'pay', amountFen: paidFen, batch })
  await enterForList(command, batch.lineId, { kind: 'release', amountFen: failedFen, batch })
  for (const { payment, result } of settled) await settle(command, { batch, payment, result })
  return moved
}

interface Settlement {
  batch: PayoutBatch
  payment: Payment
  result: BankResult
}

async function settle(command: Command, { batch, payment, result }: Settlement): Promise<void> {
  const { tx } = command
  const isPaid = result.outcome === 'paid'
  const failureText = isPaid ? null : paymentFailures[result.failureCode]
  const bankReference = isPaid ? result.bankReference : null
  await markSettled(
    payment,
    isPaid
      ? { $set: { outcome: 'paid', bankReference } }
      : { $set: { outcome: 'failed', failureCode: result.failureCode }, $unset: { liveClaimIds: 1 } },
    tx,
  )
  const claims = await claimsOf(payment, tx)
  for (const { claim, line } of claims)
    await recordPaymentStep(command, claim, {
      event: isPaid ? 'bank_paid' : 'bank_failed',
      payment: {
        batchNo: batch.batchNo,
        attempt: line.attempt,
        outcome: result.outcome,
        failureText,
        bankReference,
      },
      detail: failureText ?? `${formatYuan(line.amountFen)}，银行流水${bankReference ?? ''}`,
    })
  await tellOutcome(command, payment, { claims: claims.map(({ claim }) => claim), failureText })
}

/** One transfer, one message, however many claims it answers. The end of the card stands in the inbox only. */
async function tellOutcome(
  command: Command,
  payment: Payment,
  { claims, failureText }: { claims: readonly Claim[]; failureText: string | null },
): Promise<void> {
  const [claim] = claims
  if (!claim) throw new Error(`Payment ${payment._id.toHexString()} answers no claim`)
  const about = { personId: payment.workerId, claimId: claim._id }
  if (failureText !== null) {
    await notify(command, { ...about, kind: 'payout_failed', values: { failure: failureText } })
    return
  }
  const { name } = claim.tradeRow
  await notify(command, {
    ...about,
    kind: 'payout',
    amountFen: payment.amountFen,
    values: {
      trade: claims.length === 1 ? name : `${name}等${String(claims.length)}笔`,
      amount: formatYuan(payment.amountFen),
      bank: payment.bankName,
      lastFour: payment.cardMasked.slice(-4),
    },
  })
}

async function markSettled(payment: Payment, update: object, tx: ClientSession): Promise<void> {
  const settled = await Payments.findOneAndUpdate({ _id: payment._id, outcome: 'pending' }, update, {
    session: tx,
    returnDocument: 'after',
  }).lean<Payment>()
  if (!settled)
    throw new Problem('not_in_this_state', { detail: `付款编号${payment.paymentNo ?? ''}已经登记过结果` })
  noteChange(tx, { of: 'payments', record: settled })
}

async function claimsOf(payment: Payment, tx: ClientSession) {
  const found = await claimsById(
    payment.lines.map(({ claimId }) => claimId.toHexString()),
    tx,
  )
  return payment.lines.flatMap((line) => {
    const claim = found.find(({ _id }) => _id.equals(line.claimId))
    return claim ? [{ claim, line }] : []
  })
}
