import { Schema, model, type Types } from 'mongoose'
import { counties, type County } from '#shared/counties'
import { batchStates, type BatchState } from '#shared/payout-machine'
import { paymentFailureCodes, type PaymentFailure } from '#shared/payouts'

/** A list of payments that go to the bank together. Once it is frozen, nobody changes what it asks the bank to pay. */
export interface PayoutBatch {
  _id: Types.ObjectId
  batchNo: string
  state: BatchState
  /** The county whose claims are on it; null or absent: the city's list, on which any may be. */
  county?: County | null
  /** Payments on the list; a person has one, however many claims it answers. */
  count: number
  totalFen: number
  paidFen: number
  failedFen: number
  /** SHA-256 of the list, hex; null until it is frozen. */
  listHash: string | null
  /** The budget line that it draws on; null until it is frozen. */
  lineId: Types.ObjectId | null
  /** Everybody who put something on the list, took something off, or froze it: none of them approves it. */
  makerIds: Types.ObjectId[]
  /** Who approved which list, and when. */
  approvals: { personId: Types.ObjectId; listHash: string; at: Date }[]
  /** How many have to approve; null until the list is frozen. */
  approvalsNeeded: number | null
  exportedAt: Date | null
  /** SHA-256 of the bank's files that were taken in, hex: the same file again changes nothing. */
  resultFiles: string[]
  /** What the bank's statement says was paid, as whoever closed the batch read it; null before that. */
  statementFen: number | null
  voidReason: string | null
  createdBy: Types.ObjectId
  createdAt: Date
  revision: number
}

/** One claim that a payment answers. */
export interface PaymentLine {
  claimId: Types.ObjectId
  claimNo: string
  amountFen: number
  /** The how-manieth try to pay this claim; lists that never went to the bank do not count. */
  attempt: number
}

/** One transfer to one person. */
export interface Payment {
  _id: Types.ObjectId
  batchId: Types.ObjectId
  /** What the bank's file calls it: batch number and place on the list; null until the list is frozen. */
  paymentNo: string | null
  workerId: Types.ObjectId
  lines: PaymentLine[]
  /** The sum of its lines. */
  amountFen: number
  bankName: string
  cardMasked: string
  /** The number itself, encrypted for this payment. */
  cardCipher: string
  cardIndex: string
  outcome: 'pending' | 'paid' | 'failed' | 'void'
  failureCode: PaymentFailure | null
  bankReference: string | null
  /**
   * Its claims while this payment is pending or paid, absent once it failed or never went out. Each is unique in the
   * store: whatever the code above gets wrong, one claim cannot be paid twice.
   */
  liveClaimIds?: Types.ObjectId[]
}

const text = { type: String, required: true } as const
const objectId = { type: Schema.Types.ObjectId, required: true } as const
const fen = { type: Number, required: true, min: 0 } as const
const maybe = { type: String, default: null } as const

const approvalSchema = new Schema<PayoutBatch['approvals'][number]>(
  { personId: objectId, listHash: text, at: { type: Date, required: true } },
  { _id: false },
)

const batchSchema = new Schema<PayoutBatch>(
  {
    batchNo: text,
    state: { ...text, enum: batchStates },
    county: { type: String, enum: [...counties, null], default: null },
    count: { type: Number, required: true },
    totalFen: fen,
    paidFen: fen,
    failedFen: fen,
    listHash: maybe,
    lineId: { type: Schema.Types.ObjectId, default: null },
    makerIds: { type: [Schema.Types.ObjectId], required: true },
    approvals: { type: [approvalSchema], required: true },
    approvalsNeeded: { type: Number, default: null },
    exportedAt: { type: Date, default: null },
    resultFiles: { type: [String], required: true },
    statementFen: { type: Number, default: null },
    voidReason: maybe,
    createdBy: objectId,
    createdAt: { type: Date, required: true },
    revision: { type: Number, required: true },
  },
  { collection: 'payout_batches', versionKey: false, strict: 'throw' },
)
batchSchema.index({ batchNo: 1 }, { unique: true })

export const PayoutBatches = model('PayoutBatch', batchSchema)

const lineSchema = new Schema<PaymentLine>(
  {
    claimId: objectId,
    claimNo: text,
    amountFen: { ...fen, min: 1 },
    attempt: { type: Number, required: true, min: 1 },
  },
  { _id: false },
)

const paymentSchema = new Schema<Payment>(
  {
    batchId: objectId,
    paymentNo: maybe,
    workerId: objectId,
    lines: { type: [lineSchema], required: true },
    amountFen: { ...fen, min: 1 },
    bankName: text,
    cardMasked: text,
    cardCipher: text,
    cardIndex: text,
    outcome: { ...text, enum: ['pending', 'paid', 'failed', 'void'] },
    failureCode: { type: String, enum: [...paymentFailureCodes, null], default: null },
    bankReference: maybe,
    // Absent is not the same as empty: only what is live is bound by the index below.
    liveClaimIds: { type: [Schema.Types.ObjectId], default: undefined },
  },
  { collection: 'payments', versionKey: false, strict: 'throw' },
)
const whileLive = { unique: true, partialFilterExpression: { liveClaimIds: { $exists: true } } } as const
paymentSchema.index({ liveClaimIds: 1 }, whileLive)
/** One payment for a person and run. */
paymentSchema.index({ batchId: 1, workerId: 1 }, whileLive)
paymentSchema.index({ 'lines.claimId': 1 })
paymentSchema.index({ workerId: 1 })

export const Payments = model('Payment', paymentSchema)
