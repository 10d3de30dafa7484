import type { Types } from 'mongoose'
import { TrainingClasses } from './training-class.model'

/** The rows of the annex for which each institution has held or announced classes, by the institution's id, in order. */
export async function tradesOfInstitutions(): Promise<Map<string, number[]>> {
  const pairs = await TrainingClasses.aggregate<{ _id: { institutionId: Types.ObjectId; tradeSeq: number } }>(
    [
      { $match: { state: { $ne: 'cancelled' } } },
      { $group: { _id: { institutionId: '$institutionId', tradeSeq: '$tradeSeq' } } },
      { $sort: { '_id.tradeSeq': 1 } },
    ],
  )
  const trades = new Map<string, number[]>()
  for (const { _id } of pairs) {
    const key = _id.institutionId.toHexString()
    trades.set(key, [...(trades.get(key) ?? []), _id.tradeSeq])
  }
  return trades
}
