import { Schema, model, type Types } from 'mongoose'
import {
  policyVersionEvents,
  policyVersionStates,
  type PolicyVersionEvent,
  type PolicyVersionState,
} from '#shared/policy-version-machine'
import type { CaseRunView, DifferenceKind } from '#shared/policy-versions'
import type { TransitionBasis } from '#shared/policy-version-content'
import type { PresetName } from '#shared/subsidy-policy'

/** Which version something was made under, copied from or compared with. */
export interface VersionName {
  code: string
  version: number
  hash: string
}

/** One step: who did what, when, and why. Never changed afterwards. */
export interface PolicyHistoryEntry {
  at: Date
  event: PolicyVersionEvent | 'create'
  actorId: Types.ObjectId | null
  detail: string
}

/** The worked cases, run on the content with this hash. */
export interface CaseRun extends Pick<CaseRunView, 'total' | 'passed' | 'failures' | 'uncoveredRules'> {
  hash: string
  ranAt: Date
  ranById: Types.ObjectId
}

/** What this content would have done to claims that exist; the changed ones are kept one by one. */
export interface Difference {
  hash: string
  computedAt: Date
  computedById: Types.ObjectId
  comparedWith: VersionName
  open: number
  recent: number
  changed: number
  byKind: { kind: DifferenceKind; count: number; deltaFen: number }[]
  beforeFen: number
  afterFen: number
  /** Trainings booked and not claimed for yet, and by which date the content shares them out. */
  bookings: { count: number; by: TransitionBasis }
  signature: { byId: Types.ObjectId; at: Date; statement: string } | null
}

export interface PolicyVersion {
  _id: Types.ObjectId
  code: string
  version: number
  title: string
  preset: PresetName
  effectiveFrom: string
  effectiveUntil: string
  /** Fingerprint of the content; changes with every edit. */
  hash: string
  /** The whole content as canonical JSON text: what was hashed is what is kept, to the letter. */
  content: string
  state: PolicyVersionState
  revision: number
  /** At most one version is active and at most one scheduled: unique where present. */
  slot?: 'active' | 'scheduled'
  /** First day on which it decides; null until it is scheduled. */
  activeFrom: string | null
  closedOn: string | null
  basedOn: (VersionName & { versionId: Types.ObjectId }) | null
  /** Whoever wrote any of it; empty for what came with the programme. */
  authorIds: Types.ObjectId[]
  reviewerId: Types.ObjectId | null
  approverId: Types.ObjectId | null
  caseRun: CaseRun | null
  difference: Difference | null
  history: PolicyHistoryEntry[]
  createdAt: Date
}

const text = { type: String, required: true } as const
const person = { type: Schema.Types.ObjectId, default: null } as const
/** Made by our own services; stored as it is. */
const asItIs = { type: Schema.Types.Mixed, default: null } as const

const historySchema = new Schema<PolicyHistoryEntry>(
  {
    at: { type: Date, required: true },
    event: { ...text, enum: [...policyVersionEvents, 'create'] },
    actorId: person,
    detail: { type: String, default: '' },
  },
  { _id: false },
)

const versionSchema = new Schema<PolicyVersion>(
  {
    code: text,
    version: { type: Number, required: true },
    title: text,
    preset: text,
    effectiveFrom: text,
    effectiveUntil: text,
    hash: text,
    content: text,
    state: { ...text, enum: policyVersionStates },
    revision: { type: Number, required: true },
    slot: { type: String, enum: ['active', 'scheduled'] },
    activeFrom: { type: String, default: null },
    closedOn: { type: String, default: null },
    basedOn: asItIs,
    authorIds: { type: [Schema.Types.ObjectId], default: [] },
    reviewerId: person,
    approverId: person,
    caseRun: asItIs,
    difference: asItIs,
    history: { type: [historySchema], required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'policy_versions', versionKey: false, strict: 'throw', minimize: false },
)
versionSchema.index({ code: 1, version: 1 }, { unique: true })
versionSchema.index({ slot: 1 }, { unique: true, partialFilterExpression: { slot: { $exists: true } } })
versionSchema.index({ activeFrom: 1 })

export const PolicyVersions = model('PolicyVersion', versionSchema)

/** Counts what happened to the versions in force, so that every process notices. */
export interface PolicyBookMark {
  _id: 'policy_book'
  changes: number
}

const markSchema = new Schema<PolicyBookMark>(
  { _id: { type: String, required: true } as never, changes: { type: Number, required: true } },
  { collection: 'policy_book', versionKey: false, strict: 'throw' },
)

export const PolicyBookMarks = model('PolicyBookMark', markSchema)
