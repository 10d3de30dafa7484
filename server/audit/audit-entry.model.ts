import { Schema, model, type Types } from 'mongoose'

/** A record as a step left it. */
export interface AuditedChange {
  /** Its collection. */
  of: string
  id: string
  /** Keyed hash of all its fields: says whether it is still the same, and nothing about what is in it. */
  hash: string
}

/** One change, or one that was refused. Written in the transaction of the change; never changed but to be chained. */
export interface AuditEntry {
  _id: Types.ObjectId
  /** Real time. */
  at: Date
  /** `post /claims/:id/events pass`, or `job end_publicity`. */
  act: string
  /** Null for what happens by rule, or by somebody who is not signed in. */
  actorId: Types.ObjectId | null
  /** What the address names: a claim, a class, a batch. */
  subjectId: string | null
  requestId: string | null
  /** Keyed hash of method, address and body. */
  requestHash: string | null
  outcome: 'done' | 'refused'
  /** Why it was refused. */
  problem: string | null
  changes: AuditedChange[]
  isChained: boolean
  seq?: number
  /** SHA-256, hex: of the entry before, and of this one with that. */
  prev?: string
  hash?: string
}

/** The place of the chain's end. */
export interface AuditHead {
  _id: 'head'
  seq: number
  hash: string
}

/** The end of the chain at the end of a day, signed. */
export interface StoredAuditRoot {
  /** The day. */
  _id: string
  seq: number
  hash: string
  signedAt: Date
  signature: string
}

const text = { type: String, required: true } as const

const entrySchema = new Schema<AuditEntry>(
  {
    at: { type: Date, required: true },
    act: text,
    actorId: { type: Schema.Types.ObjectId, default: null },
    subjectId: { type: String, default: null },
    requestId: { type: String, default: null },
    requestHash: { type: String, default: null },
    outcome: { ...text, enum: ['done', 'refused'] },
    problem: { type: String, default: null },
    changes: {
      type: [new Schema<AuditedChange>({ of: text, id: text, hash: text }, { _id: false })],
      required: true,
    },
    isChained: { type: Boolean, required: true },
    seq: { type: Number },
    prev: { type: String },
    hash: { type: String },
  },
  { collection: 'audit_entries', versionKey: false, strict: 'throw' },
)
entrySchema.index({ seq: 1 }, { unique: true, partialFilterExpression: { isChained: true } })
entrySchema.index({ isChained: 1, _id: 1 }, { partialFilterExpression: { isChained: false } })
entrySchema.index({ subjectId: 1, _id: 1 }, { sparse: true })

export const AuditEntries = model('AuditEntry', entrySchema)

const headSchema = new Schema<AuditHead>(
  { _id: text, seq: { type: Number, required: true }, hash: text },
  { collection: 'audit_head', versionKey: false, strict: 'throw' },
)

export const AuditHeads = model('AuditHead', headSchema)

const rootSchema = new Schema<StoredAuditRoot>(
  {
    _id: text,
    seq: { type: Number, required: true },
    hash: text,
    signedAt: { type: Date, required: true },
    signature: text,
  },
  { collection: 'audit_roots', versionKey: false, strict: 'throw' },
)

export const AuditRoots = model('AuditRoot', rootSchema)
