import * as v from 'valibot'
import { readableLine } from './identity'
import { batchEvents, batchStates } from './payout-machine'
import { payoutRules } from './payout-rules'
import { counties } from './counties'
import { fen, instant, isoDate, recordId, revision } from './primitives'

/** Why a bank sent money back. */
export const paymentFailures = {
  account_not_found: '卡号不存在',
  name_mismatch: '户名和卡号对不上',
  account_not_activated: '社保卡金融功能没有激活',
  account_closed: '账户已注销',
} as const
export type PaymentFailure = keyof typeof paymentFailures
export const paymentFailureCodes = Object.keys(paymentFailures) as [PaymentFailure, ...PaymentFailure[]]

/** Why a claim that waits for its money cannot go on a list now. */
export const payableStops = {
  cooling_off: '刚换过收款账户，过几天才能打款',
  not_looked_at: '换过收款账户，先核对新账户',
  accounts_differ: '同一个人的几笔收款账户不一样，都先不打；会请本人核对',
} as const
export type PayableStop = keyof typeof payableStops
const payableStopCodes = Object.keys(payableStops) as [PayableStop, ...PayableStop[]]

export const payableClaim = v.object({
  claimId: recordId,
  claimNo: v.string(),
  claimantMasked: v.string(),
  tradeSeq: v.number(),
  bankName: v.string(),
  cardMasked: v.string(),
  amountFen: v.number(),
  payableSince: instant,
  /** Empty when it can go on a list. */
  stops: v.array(v.picklist(payableStopCodes)),
  /** What finance has to look at; null where the account is the one that was confirmed with the claim. */
  accountChange: v.nullable(
    v.object({
      at: instant,
      /** First day on which it can be paid to. */
      payFrom: isoDate,
      before: v.object({ bankName: v.string(), cardMasked: v.string() }),
      /** Other people whose claims name the same card. */
      othersWithCard: v.number(),
      lookedAt: v.nullable(instant),
    }),
  ),
})
/** Its sum is of what can go on a list now. */
export const payableListView = v.object({ items: v.array(payableClaim), totalFen: v.number() })
export type PayableListView = v.InferOutput<typeof payableListView>

const chosenClaims = {
  claimIds: v.pipe(
    v.array(recordId),
    v.minLength(1, '请至少选一笔'),
    v.maxLength(payoutRules.mostClaims, `一批最多${payoutRules.mostClaims}笔`),
  ),
  /** The sum the officer saw; another sum is refused. */
  expectedTotalFen: v.pipe(v.number('缺少合计'), v.integer()),
}
export const createBatchBody = v.strictObject(chosenClaims)
export type CreateBatchBody = v.InferOutput<typeof createBatchBody>
/** More claims for a list that is still open. */
export const fillBatchBody = v.strictObject({ ...chosenClaims, revision })
export type FillBatchBody = v.InferOutput<typeof fillBatchBody>
export const takeOutBody = v.strictObject({ claimId: recordId, revision })
export type TakeOutBody = v.InferOutput<typeof takeOutBody>

/** A claim whose new account finance has looked at, with the end of the card that was on the screen. */
export const lookAtAccountBody = v.strictObject({
  claimId: recordId,
  cardLastFour: v.pipe(v.string(), v.regex(/^\d{4}$/, '请刷新后再核对')),
})
export type LookAtAccountBody = v.InferOutput<typeof lookAtAccountBody>

/** A step of a batch as its button sends it, with the revision that was on the screen. */
export const batchEventBody = v.variant('event', [
  /** With the budget line that it draws on. */
  v.strictObject({ event: v.literal('freeze'), revision, lineId: recordId }),
  /** With the fingerprint of the list that was looked at. */
  v.strictObject({ event: v.literal('approve'), revision, listHash: v.pipe(v.string(), v.length(64)) }),
  v.strictObject({ event: v.literal('export'), revision }),
  /** With what the bank's own statement says was paid, integer fen. */
  v.strictObject({ event: v.literal('close'), revision, statementFen: fen }),
  v.strictObject({ event: v.literal('void'), revision, reason: readableLine(100) }),
])
export type BatchEventBody = v.InferOutput<typeof batchEventBody>

export const bankFileFormats = ['csv', 'xlsx'] as const
export const bankFileBody = v.strictObject({ format: v.picklist(bankFileFormats, '没有这种文件') })
export type BankFileFormat = (typeof bankFileFormats)[number]
/** The list as the bank takes it, with names and numbers in full. */
export const bankFileView = v.object({
  /** Carries the beginning of the list's fingerprint. */
  fileName: v.string(),
  contentBase64: v.string(),
})
export type BankFileView = v.InferOutput<typeof bankFileView>

export const paymentView = v.object({
  id: recordId,
  /** What the bank's file calls it; null until the list is frozen. */
  paymentNo: v.nullable(v.string()),
  claimantMasked: v.string(),
  bankName: v.string(),
  cardMasked: v.string(),
  amountFen: v.number(),
  /** The claims that it answers. */
  lines: v.array(
    v.object({ claimId: recordId, claimNo: v.string(), amountFen: v.number(), attempt: v.number() }),
  ),
  outcome: v.picklist(['pending', 'paid', 'failed', 'void']),
  failureText: v.nullable(v.string()),
  bankReference: v.nullable(v.string()),
})
export type PaymentView = v.InferOutput<typeof paymentView>

export const batchSummary = v.object({
  id: recordId,
  batchNo: v.string(),
  /** Whose claims are on it; null: the city's list, on which any may be. */
  county: v.nullable(v.picklist(counties)),
  state: v.picklist(batchStates),
  stateText: v.string(),
  createdAt: instant,
  count: v.number(),
  totalFen: v.number(),
  paidFen: v.number(),
  failedFen: v.number(),
  pendingFen: v.number(),
  /** SHA-256 of the frozen list, hex; null while it is open. */
  listHash: v.nullable(v.string()),
  revision,
})
export const batchListView = v.object({ items: v.array(batchSummary), nextCursor: v.nullable(v.string()) })
export type BatchListView = v.InferOutput<typeof batchListView>
export const batchView = v.object({
  ...batchSummary.entries,
  approvalsNeeded: v.nullable(v.number()),
  approvals: v.array(v.object({ at: instant, isMine: v.boolean() })),
  /** Whether the viewer had a hand in the list, and so cannot approve it. */
  isMaker: v.boolean(),
  voidReason: v.nullable(v.string()),
  /** Where the money comes from; null while it is open. */
  fundText: v.nullable(v.string()),
  permittedEvents: v.array(v.picklist(batchEvents)),
  payments: v.array(paymentView),
})
export type BatchView = v.InferOutput<typeof batchView>

const bankResult = v.variant('outcome', [
  v.strictObject({ outcome: v.literal('paid'), paymentId: recordId, bankReference: readableLine(40) }),
  v.strictObject({
    outcome: v.literal('failed'),
    paymentId: recordId,
    failureCode: v.picklist(paymentFailureCodes, '请选失败原因'),
  }),
])
export type BankResult = v.InferOutput<typeof bankResult>
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** What the bank answered, line by line; all lines are taken or none. */
export const bankResultsBody = v.strictObject({
  revision,
  results: v.pipe(
    v.array(bankResult),
    v.minLength(1, '请至少登记一笔结果'),
    v.maxLength(500, '一次最多500笔'),
  ),
  /** SHA-256 of the bank's file that they come from: the same file again changes nothing. */
  fileHash: v.optional(sha256),
})
export type BankResultsBody = v.InferOutput<typeof bankResultsBody>

/** What the bank's file says; nothing is recorded by reading it. */
export const bankResultFileView = v.object({
  fileHash: v.string(),
  /** Whether this very file has been taken in already. */
  isTaken: v.boolean(),
  results: v.array(bankResult),
  /** What is wrong, by row of the sheet, from 1; nothing can be recorded while there is any. */
  errors: v.array(v.object({ line: v.number(), text: v.string() })),
})
export type BankResultFileView = v.InferOutput<typeof bankResultFileView>
