import { Schema, model, type Types } from 'mongoose'
import {
  claimEvents,
  claimStates,
  type ClaimActorRole,
  type ClaimEvent,
  type ClaimState,
} from '#shared/claim-machine'
import { counties, type County } from '#shared/counties'
import type { MachineCheck } from '#shared/claim-checks'
import type { ExplainedRule, RefusalReason, ReturnReason, ReviewCheck } from '#shared/claims'
import type { Amount } from '#shared/money'
import type { RowOfDay } from '#shared/policy-catalogue'
import type { SubsidyFacts, TraceEntry } from '#shared/subsidy-rules'
import type { EmploymentView } from '#shared/people'
import type { PolicyPin } from '../policies/policy-book'

/** One step: who did what, when, from where to where. Never changed afterwards. */
export interface ClaimHistoryEntry {
  at: Date
  event: ClaimEvent
  from: ClaimState
  to: ClaimState
  actorId: Types.ObjectId | null
  actorRole: ClaimActorRole
  /** For the worker, in plain Chinese. */
  detail: string
}

export interface ClaimAccount {
  bankName: string
  cardCipher: string
  cardIndex: string
  confirmedAt: Date
}

/** The state of the latest payment of this claim; the payment itself is kept with its batch. */
export interface ClaimPayment {
  batchNo: string
  attempt: number
  outcome: 'pending' | 'paid' | 'failed'
  failureText: string | null
  bankReference: string | null
}

/** The account was changed after the bureaux had decided: who swaps it just before payday would get the money. */
export interface ClaimAccountChange {
  at: Date
  /** First programme date on which it can be paid to. */
  payFrom: string
  /** The account before it, as it may be shown. */
  before: { bankName: string; cardMasked: string }
  /** When finance looked at it, and who; null before that. */
  looked: { at: Date; by: Types.ObjectId } | null
}

export interface Claim {
  _id: Types.ObjectId
  claimNo: string
  workerId: Types.ObjectId
  enrolmentId: Types.ObjectId
  classTitle: string
  institutionName: string
  /** Where the institution is: whose officers decide; null or absent where nobody has said, then the city's do. */
  county?: County | null
  tradeSeq: number
  /** The annex row as it stood on the day of booking. */
  tradeRow: RowOfDay
  /** Day of booking: decides which version and which row the claim belongs to. */
  bookedOn: string
  state: ClaimState
  revision: number
  /** What is claimed; unique among live claims, absent once withdrawn. */
  entitlementKey?: string
  policy: PolicyPin
  /** Working days of publicity that the pinned policy sets; null = none. */
  publicityDays: number | null
  facts: SubsidyFacts
  rule: ExplainedRule
  trace: TraceEntry[]
  amount: Amount
  decidedFen: number | null
  decidedReason: string | null
  account: ClaimAccount
  /** Absent or null: the account is still the one that was confirmed with the claim. */
  accountChange?: ClaimAccountChange | null
  employment: EmploymentView | null
  /** Whose hands it is in; absent or null: everybody's of the bureau whose turn it is. */
  assignee?: { personId: Types.ObjectId; by: Types.ObjectId; at: Date } | null
  /** Words among officers. */
  notes?: { at: Date; by: Types.ObjectId; text: string }[]
  /** Keyed hash of the device on which it was made; absent where a sign-in has none, or the worker has left. */
  deviceHash?: string
  submittedAt: Date
  /** Place in the queue; a mended claim keeps it. */
  queueAt: Date
  firstReviewerId: Types.ObjectId | null
  reviewerIds: Types.ObjectId[]
  askedBy: 'housing' | 'hr' | null
  returned: { by: 'housing' | 'hr'; reasonCode: ReturnReason; comment: string | null } | null
  refused: { by: 'housing' | 'hr'; reasonCode: RefusalReason; comment: string } | null
  /** Why and where it was stopped for a time; absent, as the next two, in claims made before there was such a thing. */
  hold?: { from: ClaimState; reason: string } | null
  /** The day on which its publicity began; null unless it is public, or was and an objection is being looked into. */
  publicSince?: string | null
  /** Whether a refusal was appealed: that is done once. */
  isAppealed?: boolean
  /** What persons ticked and machines found as a bureau passed it; the latter absent in older ones. */
  checks: { by: 'housing' | 'hr'; passed: ReviewCheck[]; at: Date; machine?: MachineCheck[] }[]
  payment: ClaimPayment | null
  payableSince: Date | null
  history: ClaimHistoryEntry[]
}

const text = { type: String, required: true } as const
const objectId = { type: Schema.Types.ObjectId, required: true } as const
const date = { type: Date, required: true } as const
/** Parsed by its valibot schema before it gets here; stored as it is. */
const frozen = { type: Schema.Types.Mixed, required: true } as const

const historySchema = new Schema<ClaimHistoryEntry>(
  {
    at: date,
    event: { ...text, enum: claimEvents },
    from: { ...text, enum: claimStates },
    to: { ...text, enum: claimStates },
    actorId: { type: Schema.Types.ObjectId, default: null },
    actorRole: text,
    detail: { type: String, default: '' },
  },
  { _id: false },
)

const accountSchema = new Schema<ClaimAccount>(
  { bankName: text, cardCipher: text, cardIndex: text, confirmedAt: date },
  { _id: false },
)

const checkSchema = new Schema<Claim['checks'][number]>(
  {
    by: { ...text, enum: ['housing', 'hr'] },
    passed: { type: [String], required: true },
    at: date,
    machine: { type: Schema.Types.Mixed },
  },
  { _id: false },
)

const noteSchema = new Schema<NonNullable<Claim['notes']>[number]>(
  { at: date, by: objectId, text },
  { _id: false },
)

const claimSchema = new Schema<Claim>(
  {
    claimNo: text,
    workerId: objectId,
    enrolmentId: objectId,
    classTitle: text,
    institutionName: text,
    county: { type: String, enum: [...counties, null], default: null },
    tradeSeq: { type: Number, required: true },
    tradeRow: frozen,
    bookedOn: text,
    state: { ...text, enum: claimStates },
    revision: { type: Number, required: true },
    entitlementKey: { type: String },
    policy: frozen,
    publicityDays: { type: Number, default: null },
    facts: frozen,
    rule: frozen,
    trace: frozen,
    amount: frozen,
    decidedFen: { type: Number, default: null, min: 0 },
    decidedReason: { type: String, default: null },
    account: { type: accountSchema, required: true },
    accountChange: { type: Schema.Types.Mixed, default: null },
    employment: { type: Schema.Types.Mixed, default: null },
    deviceHash: { type: String },
    assignee: { type: Schema.Types.Mixed, default: null },
    notes: { type: [noteSchema], default: undefined },
    submittedAt: date,
    queueAt: date,
    firstReviewerId: { type: Schema.Types.ObjectId, default: null },
    reviewerIds: { type: [Schema.Types.ObjectId], default: [] },
    askedBy: { type: String, enum: ['housing', 'hr', null], default: null },
    returned: { type: Schema.Types.Mixed, default: null },
    refused: { type: Schema.Types.Mixed, default: null },
    hold: { type: Schema.Types.Mixed, default: null },
    publicSince: { type: String, default: null },
    isAppealed: { type: Boolean, default: false },
    checks: { type: [checkSchema], default: [] },
    payment: { type: Schema.Types.Mixed, default: null },
    payableSince: { type: Date, default: null },
    history: { type: [historySchema], required: true },
  },
  { collection: 'claims', versionKey: false, strict: 'throw', minimize: false },
)
claimSchema.index({ claimNo: 1 }, { unique: true })
claimSchema.index(
  { entitlementKey: 1 },
  { unique: true, partialFilterExpression: { entitlementKey: { $exists: true } } },
)
claimSchema.index({ workerId: 1, _id: -1 })
/** Whose claims go to one account. */
claimSchema.index({ 'account.cardIndex': 1 })
/** Which claims were made on one device. */
claimSchema.index({ deviceHash: 1 }, { sparse: true })
/** Finds the paid claims of many workers without reading the others. */
claimSchema.index({ workerId: 1, state: 1 })
/** A training answers for one live claim, even while the number of its certificate is being mended. */
claimSchema.index(
  { enrolmentId: 1 },
  {
    name: 'one_live_claim_of_enrolment',
    unique: true,
    partialFilterExpression: { entitlementKey: { $exists: true } },
  },
)
claimSchema.index({ state: 1, queueAt: 1, _id: 1 })
claimSchema.index({ county: 1, state: 1, queueAt: 1, _id: 1 })
claimSchema.index({ reviewerIds: 1, _id: -1 })

export const Claims = model('Claim', claimSchema)
