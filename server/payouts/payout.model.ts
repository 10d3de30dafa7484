import { Schema, model, type Types } from 'mongoose'
import { batchStates, paymentFailureCodes, type PaymentFailure } from '#shared/payouts'

/** A list of payments that went to the bank together. Its list never changes after it is made. */
export interface PayoutBatch {
  _id: Types.ObjectId
  batchNo: string
  state: (typeof batchStates)[number]
  count: number
  totalFen: number
  paidFen: number
  failedFen: number
  /** SHA-256 of the frozen list, hex. */
  listHash: string
  createdBy: Types.ObjectId
  createdAt: Date
  revision: number
}

/** One attempt to pay one claim. */
export interface Payment {
  _id: Types.ObjectId
  batchId: Types.ObjectId
  claimId: Types.ObjectId
  claimNo: string
  workerId: Types.ObjectId
  attempt: number
  amountFen: number
  bankName: string
  cardMasked: string
  outcome: 'pending' | 'paid' | 'failed'
  failureCode: PaymentFailure | null
  bankReference: string | null
  /**
   * The claim while this payment is pending or paid, absent once it failed. Unique in the store: whatever the code
   * above gets wrong, one claim cannot be paid twice.
   */
  liveClaimId?: Types.ObjectId
}

const text = { type: String, required: true } as const
const objectId = { type: Schema.Types.ObjectId, required: true } as const
const fen = { type: Number, required: true, min: 0 } as const

const batchSchema = new Schema<PayoutBatch>(
  {
    batchNo: text,
    state: { ...text, enum: batchStates },
    count: { type: Number, required: true },
    totalFen: fen,
    paidFen: fen,
    failedFen: fen,
    listHash: text,
    createdBy: objectId,
    createdAt: { type: Date, required: true },
    revision: { type: Number, required: true },
  },
  { collection: 'payout_batches', versionKey: false, strict: 'throw' },
)
batchSchema.index({ batchNo: 1 }, { unique: true })

export const PayoutBatches = model('PayoutBatch', batchSchema)

const paymentSchema = new Schema<Payment>(
  {
    batchId: objectId,
    claimId: objectId,
    claimNo: text,
    workerId: objectId,
    attempt: { type: Number, required: true, min: 1 },
    amountFen: { ...fen, min: 1 },
    bankName: text,
    cardMasked: text,
    outcome: { ...text, enum: ['pending', 'paid', 'failed'] },
    failureCode: { type: String, enum: [...paymentFailureCodes, null], default: null },
    bankReference: { type: String, default: null },
    liveClaimId: { type: Schema.Types.ObjectId },
  },
  { collection: 'payments', versionKey: false, strict: 'throw' },
)
paymentSchema.index({ claimId: 1, attempt: 1 }, { unique: true })
paymentSchema.index(
  { liveClaimId: 1 },
  { unique: true, partialFilterExpression: { liveClaimId: { $exists: true } } },
)
paymentSchema.index({ batchId: 1, claimNo: 1 })

export const Payments = model('Payment', paymentSchema)
