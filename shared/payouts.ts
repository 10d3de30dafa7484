import * as v from 'valibot'
import { readableLine } from './identity'
import { instant, recordId, revision } from './primitives'

/** Why a bank sent money back. */
export const paymentFailures = {
  account_not_found: '卡号不存在',
  name_mismatch: '户名和卡号对不上',
  account_not_activated: '社保卡金融功能没有激活',
  account_closed: '账户已注销',
} as const
export type PaymentFailure = keyof typeof paymentFailures
export const paymentFailureCodes = Object.keys(paymentFailures) as [PaymentFailure, ...PaymentFailure[]]

export const payableClaim = v.object({
  claimId: recordId,
  claimNo: v.string(),
  claimantMasked: v.string(),
  tradeSeq: v.number(),
  bankName: v.string(),
  cardMasked: v.string(),
  amountFen: v.number(),
  payableSince: instant,
})
export const payableListView = v.object({ items: v.array(payableClaim), totalFen: v.number() })
export type PayableListView = v.InferOutput<typeof payableListView>

export const createBatchBody = v.strictObject({
  claimIds: v.pipe(v.array(recordId), v.minLength(1, '请至少选一笔'), v.maxLength(500, '一批最多500笔')),
  /** The sum the officer saw; another sum is refused. */
  expectedTotalFen: v.pipe(v.number('缺少合计'), v.integer()),
})
export type CreateBatchBody = v.InferOutput<typeof createBatchBody>

export const batchStates = ['frozen', 'partly_confirmed', 'closed'] as const
export const batchStateLabels: Record<(typeof batchStates)[number], string> = {
  frozen: '等银行结果',
  partly_confirmed: '部分已有结果',
  closed: '已全部登记',
}

export const paymentView = v.object({
  id: recordId,
  claimId: recordId,
  claimNo: v.string(),
  claimantMasked: v.string(),
  bankName: v.string(),
  cardMasked: v.string(),
  amountFen: v.number(),
  attempt: v.number(),
  outcome: v.picklist(['pending', 'paid', 'failed']),
  failureText: v.nullable(v.string()),
  bankReference: v.nullable(v.string()),
})
export type PaymentView = v.InferOutput<typeof paymentView>

export const batchSummary = v.object({
  id: recordId,
  batchNo: v.string(),
  state: v.picklist(batchStates),
  stateText: v.string(),
  createdAt: instant,
  count: v.number(),
  totalFen: v.number(),
  paidFen: v.number(),
  failedFen: v.number(),
  pendingFen: v.number(),
  /** SHA-256 of the frozen list, hex. */
  listHash: v.string(),
  revision,
})
export const batchListView = v.object({ items: v.array(batchSummary) })
export type BatchListView = v.InferOutput<typeof batchListView>
export const batchView = v.object({ ...batchSummary.entries, payments: v.array(paymentView) })
export type BatchView = v.InferOutput<typeof batchView>

/** What the bank answered, line by line; all lines are taken or none. */
export const bankResultsBody = v.strictObject({
  revision,
  results: v.pipe(
    v.array(
      v.variant('outcome', [
        v.strictObject({ outcome: v.literal('paid'), paymentId: recordId, bankReference: readableLine(40) }),
        v.strictObject({
          outcome: v.literal('failed'),
          paymentId: recordId,
          failureCode: v.picklist(paymentFailureCodes, '请选失败原因'),
        }),
      ]),
    ),
    v.minLength(1, '请至少登记一笔结果'),
    v.maxLength(500, '一次最多500笔'),
  ),
})
export type BankResultsBody = v.InferOutput<typeof bankResultsBody>
