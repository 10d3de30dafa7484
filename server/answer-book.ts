import { Schema, model, type ClientSession, type Types } from 'mongoose'
import { Problem } from '#shared/problem'
import type { AnswerBook } from './http/mount'
import type { FieldCipher } from './personal-data/field-cipher'

/**
 * Keys of money steps never expire. What was answered is encrypted: beside masked data it may hold a code that is shown
 * once, as an invitation's.
 */
interface KeptAnswer {
  _id: string
  /** Whose account takes it along when it goes. */
  actorId: Types.ObjectId
  requestHash: string
  status: number
  bodyCipher: string
  keptAt: Date
}

const keptAnswerSchema = new Schema<KeptAnswer>(
  {
    _id: { type: String, required: true },
    actorId: { type: Schema.Types.ObjectId, required: true },
    requestHash: { type: String, required: true },
    status: { type: Number, required: true },
    bodyCipher: { type: String, required: true },
    keptAt: { type: Date, required: true },
  },
  { collection: 'kept_answers', versionKey: false, strict: 'throw' },
)

keptAnswerSchema.index({ actorId: 1 })

const KeptAnswers = model('KeptAnswer', keptAnswerSchema)

/** Remembers the answer to each `Idempotency-Key` in the transaction of its effects. */
export function createAnswerBook(now: () => Date, cipher: FieldCipher): AnswerBook {
  return {
    async recall(tx, { id }, requestHash) {
      const kept = await KeptAnswers.findById(id).session(tx).lean()
      if (!kept) return null
      if (kept.requestHash !== requestHash)
        throw new Problem('idempotency_conflict', { detail: '请返回上一页，重新提交一次' })
      const body = cipher.decrypt(kept.bodyCipher, placeOf(id))
      return { status: kept.status as 200, body: JSON.parse(body) as unknown }
    },
    async keep(tx, { id, actorId }, requestHash, answer) {
      const record = {
        _id: id,
        actorId,
        requestHash,
        status: answer.status ?? 200,
        bodyCipher: cipher.encrypt(JSON.stringify(answer.body ?? null), placeOf(id)),
        keptAt: now(),
      }
      await KeptAnswers.create([record], { session: tx })
    },
  }
}

/** Deletes the answers that somebody was given. */
export async function forgetAnswers(actorId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await KeptAnswers.deleteMany({ actorId }, { session: tx })
}

function placeOf(recordId: string): { collection: string; field: string; recordId: string } {
  return { collection: 'kept_answers', field: 'body', recordId }
}
