import { Schema, model, type Types } from 'mongoose'
import { evidenceItems, type EvidenceGiver, type EvidenceItem } from '#shared/apprenticeship-evidence'
import {
  apprenticeshipStates,
  type ApprenticeshipEvent,
  type ApprenticeshipRole,
  type ApprenticeshipState,
} from '#shared/apprenticeship-machine'
import { apprenticeshipKinds, type ApprenticeshipKind } from '#shared/apprenticeships'
import type { PolicyPin } from '../policies/policy-book'

/** One piece of evidence: what it is, by whom, of which day. */
export interface Evidence {
  stage: number
  item: EvidenceItem
  words: string
  givenBy: EvidenceGiver
  givenOn: string
  recordedAt: Date
  recordedById: Types.ObjectId
}

/** One step in the life of a programme. */
export interface ApprenticeshipStep {
  at: Date
  stage: number
  event: ApprenticeshipEvent
  actorId: Types.ObjectId
  role: ApprenticeshipRole
  comment: string
}

/** A class of apprentices of one enterprise and its training body, clause （九）. */
export interface Apprenticeship {
  _id: Types.ObjectId
  institutionId: Types.ObjectId
  partnerId: Types.ObjectId
  kind: ApprenticeshipKind
  tradeSeq: number
  targetLevel: number
  startsOn: string
  years: number
  agreementNumber: string
  /** The policy of the day on which it was written down: its sums stay. */
  policy: PolicyPin
  /** 0 = the opening, then the years; those before it are accepted. */
  stage: number
  state: ApprenticeshipState
  /** Programme dates on which the stages were accepted, in order. */
  acceptedOn: string[]
  /** When this stage came to the bureaux. */
  filedAt: Date | null
  firstReviewerId: Types.ObjectId | null
  authorIds: Types.ObjectId[]
  returned: { by: string; comment: string } | null
  evidence: Evidence[]
  history: ApprenticeshipStep[]
  revision: number
  createdAt: Date
}

const text = { type: String, required: true } as const
const count = { type: Number, required: true } as const
const objectId = { type: Schema.Types.ObjectId, required: true } as const
const inside = { _id: false } as const

const evidenceSchema = new Schema<Evidence>(
  {
    ...{ stage: count, item: { ...text, enum: evidenceItems }, words: text, givenBy: text, givenOn: text },
    ...{ recordedAt: { type: Date, required: true }, recordedById: objectId },
  },
  inside,
)
const stepSchema = new Schema<ApprenticeshipStep>(
  {
    ...{ at: { type: Date, required: true }, stage: count, event: text, actorId: objectId, role: text },
    comment: { type: String, default: '' },
  },
  inside,
)
const pinSchema = new Schema<PolicyPin>({ code: text, version: count, preset: text, hash: text }, inside)
const returnedSchema = new Schema<{ by: string; comment: string }>({ by: text, comment: text }, inside)

const apprenticeshipSchema = new Schema<Apprenticeship>(
  {
    ...{ institutionId: objectId, partnerId: objectId, kind: { ...text, enum: apprenticeshipKinds } },
    ...{ tradeSeq: count, targetLevel: count, startsOn: text, years: count, agreementNumber: text },
    policy: { type: pinSchema, required: true },
    ...{ stage: count, state: { ...text, enum: apprenticeshipStates }, acceptedOn: [String] },
    filedAt: { type: Date, default: null },
    firstReviewerId: { type: Schema.Types.ObjectId, default: null },
    authorIds: [objectId],
    returned: { type: returnedSchema, default: null },
    ...{ evidence: [evidenceSchema], history: [stepSchema], revision: count },
    createdAt: { type: Date, required: true },
  },
  { collection: 'apprenticeships', versionKey: false, strict: 'throw' },
)
apprenticeshipSchema.index({ institutionId: 1, _id: -1 })
apprenticeshipSchema.index({ state: 1, filedAt: 1, _id: 1 })

export const Apprenticeships = model('Apprenticeship', apprenticeshipSchema)
