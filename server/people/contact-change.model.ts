import { Schema, model, type Types } from 'mongoose'

/** `waiting` → `undone` by the person, `called_off` because the account is deleted, or `done`. */
export const contactChangeStates = ['waiting', 'undone', 'called_off', 'done'] as const

/** Another mobile number on its way into somebody's identity. Instants are of the real clock. */
export interface ContactChange {
  _id: Types.ObjectId
  personId: Types.ObjectId
  /** The person while it waits, absent afterwards: one change waits for one person. */
  waitingPersonId?: Types.ObjectId
  state: (typeof contactChangeStates)[number]
  /** The new number; null once it has been taken over or is not wanted any more. */
  mobileCipher: string | null
  askedAt: Date
  dueAt: Date
  settledAt: Date | null
}

const date = { type: Date, required: true } as const

const contactChangeSchema = new Schema<ContactChange>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    waitingPersonId: { type: Schema.Types.ObjectId },
    state: { type: String, required: true, enum: contactChangeStates },
    mobileCipher: { type: String, default: null },
    askedAt: date,
    dueAt: date,
    settledAt: { type: Date, default: null },
  },
  { collection: 'contact_changes', versionKey: false, strict: 'throw' },
)
contactChangeSchema.index(
  { waitingPersonId: 1 },
  { unique: true, partialFilterExpression: { waitingPersonId: { $exists: true } } },
)
contactChangeSchema.index({ state: 1, dueAt: 1 })

export const ContactChanges = model('ContactChange', contactChangeSchema)
