import { Schema, model } from 'mongoose'
import { Problem } from '#shared/problem'
import type { AnswerBook } from './http/mount'

/** Keys of money steps never expire; their answers hold masked data only. */
interface KeptAnswer {
  _id: string
  requestHash: string
  status: number
  body: string
  keptAt: Date
}

const keptAnswerSchema = new Schema<KeptAnswer>(
  {
    _id: { type: String, required: true },
    requestHash: { type: String, required: true },
    status: { type: Number, required: true },
    body: { type: String, required: true },
    keptAt: { type: Date, required: true },
  },
  { collection: 'kept_answers', versionKey: false, strict: 'throw' },
)

const KeptAnswers = model('KeptAnswer', keptAnswerSchema)

/** Remembers the answer to each `Idempotency-Key` in the transaction of its effects. */
export function createAnswerBook(now: () => Date): AnswerBook {
  return {
    async recall(tx, key, requestHash) {
      const kept = await KeptAnswers.findById(key).session(tx).lean()
      if (!kept) return null
      if (kept.requestHash !== requestHash)
        throw new Problem('idempotency_conflict', { detail: '请返回上一页，重新提交一次' })
      return { status: kept.status as 200, body: JSON.parse(kept.body) as unknown }
    },
    async keep(tx, key, requestHash, answer) {
      const record = {
        _id: key,
        requestHash,
        status: answer.status ?? 200,
        body: JSON.stringify(answer.body ?? null),
        keptAt: now(),
      }
      await KeptAnswers.create([record], { session: tx })
    },
  }
}
