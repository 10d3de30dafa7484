import { Schema, model, type ClientSession, type Types } from 'mongoose'

/** How often somebody has done what must not happen twice at one moment. Its only purpose is to be written by both. */
interface ClaimTurn {
  _id: Types.ObjectId
  turns: number
}

const claimTurnSchema = new Schema<ClaimTurn>(
  { _id: { type: Schema.Types.ObjectId, required: true }, turns: { type: Number, required: true } },
  { collection: 'claim_turns', versionKey: false, strict: 'throw' },
)

const ClaimTurns = model('ClaimTurn', claimTurnSchema)

/**
 * Makes the claims of one worker follow each other, and whatever else about one person must not overlap: a booking and the
 * deletion of the account, two ends of a role. Transactions read a snapshot, so that two of them would each count the
 * claims without the other's; because both write this record, the later one runs again and counts them all.
 */
export async function takeTurn(workerId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await ClaimTurns.updateOne({ _id: workerId }, { $inc: { turns: 1 } }, { session: tx, upsert: true })
}
