import { Schema, model, type ClientSession, type Types } from 'mongoose'

/** How often a worker has claimed. Its only purpose is that two claims of one worker write the same record. */
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
 * Makes the claims of one worker follow each other. Transactions read a snapshot, so that two of them would each count
 * the claims without the other's; because both write this record, the later one runs again and counts them all.
 */
export async function takeTurn(workerId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await ClaimTurns.updateOne({ _id: workerId }, { $inc: { turns: 1 } }, { session: tx, upsert: true })
}
