import { Schema, model, type Types } from 'mongoose'

/** `waiting` → `undone` from either side, `called_off` because something stands against it by then, or `done`. */
export const accountMoveStates = ['waiting', 'undone', 'called_off', 'done'] as const

/** Somebody's record on its way to another WeChat account. Instants are of the real clock. */
export interface AccountMove {
  _id: Types.ObjectId
  /** Whose record it is: it stays what it was, and so does all that points to it. */
  personId: Types.ObjectId
  /** The empty record that the new WeChat account has until then. */
  newPersonId: Types.ObjectId
  /** Both while it waits, absent afterwards: one move waits for one record, and for one account. */
  waitingPersonId?: Types.ObjectId
  waitingNewPersonId?: Types.ObjectId
  /** The code by SMS that it was begun with: none begins two. */
  codeId: Types.ObjectId
  state: (typeof accountMoveStates)[number]
  askedAt: Date
  dueAt: Date
  settledAt: Date | null
  /** Whether it was the old account that stopped it: then it may not have been the owner who asked. */
  isStoppedByOld: boolean
}

const objectId = { type: Schema.Types.ObjectId, required: true } as const
const date = { type: Date, required: true } as const

const accountMoveSchema = new Schema<AccountMove>(
  {
    personId: objectId,
    newPersonId: objectId,
    waitingPersonId: { type: Schema.Types.ObjectId },
    waitingNewPersonId: { type: Schema.Types.ObjectId },
    codeId: objectId,
    state: { type: String, required: true, enum: accountMoveStates },
    askedAt: date,
    dueAt: date,
    settledAt: { type: Date, default: null },
    isStoppedByOld: { type: Boolean, default: false },
  },
  { collection: 'account_moves', versionKey: false, strict: 'throw' },
)
for (const side of ['waitingPersonId', 'waitingNewPersonId'])
  accountMoveSchema.index(
    { [side]: 1 },
    { unique: true, partialFilterExpression: { [side]: { $exists: true } } },
  )
accountMoveSchema.index({ personId: 1, settledAt: -1 })
accountMoveSchema.index({ codeId: 1 }, { unique: true })
accountMoveSchema.index({ state: 1, dueAt: 1 })

export const AccountMoves = model('AccountMove', accountMoveSchema)
