import { Schema, model, type Types } from 'mongoose'
import type { KeptRecord } from '#shared/personal-data'
import { dataDutyReasons, type DataDutyReason } from '../wechat-events/data-duty.service'

export const deletionCauses = ['own_wish', ...dataDutyReasons] as const
export type DeletionCause = 'own_wish' | DataDutyReason

/** `waiting` → `undone` by the person, `called_off` because something is under way again, or `done`. */
export const deletionStates = ['waiting', 'undone', 'called_off', 'done'] as const

/** One person's account on its way out. Instants are of the real clock. */
export interface AccountDeletion {
  _id: Types.ObjectId
  personId: Types.ObjectId
  /** The person while it waits, absent afterwards: one deletion waits for one person. */
  waitingPersonId?: Types.ObjectId
  cause: DeletionCause
  state: (typeof deletionStates)[number]
  askedAt: Date
  dueAt: Date
  settledAt: Date | null
  /** What was kept, as it was told. */
  kept: KeptRecord[]
  /** Who was paid: the only way back from a kept payment to a person. Opened by no page of this system. */
  payeeCipher: string | null
  /** Keyed index of their identity number: what was paid counts when the same person begins anew. */
  payeeIndex: string | null
  /** Last day of the longest period, and of the refusals; null = nothing is kept (any more). */
  keepUntil: string | null
  keepRefusedUntil: string | null
}

const objectId = { type: Schema.Types.ObjectId, required: true } as const
const date = { type: Date, required: true } as const
const text = { type: String, required: true } as const

const accountDeletionSchema = new Schema<AccountDeletion>(
  {
    personId: objectId,
    waitingPersonId: { type: Schema.Types.ObjectId },
    cause: { ...text, enum: deletionCauses },
    state: { ...text, enum: deletionStates },
    askedAt: date,
    dueAt: date,
    settledAt: { type: Date, default: null },
    kept: { type: Schema.Types.Mixed, default: [] },
    payeeCipher: { type: String, default: null },
    payeeIndex: { type: String, default: null },
    keepUntil: { type: String, default: null },
    keepRefusedUntil: { type: String, default: null },
  },
  { collection: 'account_deletions', versionKey: false, strict: 'throw' },
)
accountDeletionSchema.index(
  { waitingPersonId: 1 },
  { unique: true, partialFilterExpression: { waitingPersonId: { $exists: true } } },
)
accountDeletionSchema.index({ state: 1, dueAt: 1 })
accountDeletionSchema.index({ payeeIndex: 1 })
accountDeletionSchema.index({ keepUntil: 1 })
accountDeletionSchema.index({ keepRefusedUntil: 1 })

export const AccountDeletions = model('AccountDeletion', accountDeletionSchema)
