import type { ClientSession, Types } from 'mongoose'
import { MOST_WATCHES, type ClassWatchBody } from '#shared/class-watches'
import { Problem } from '#shared/problem'
import type { Command } from '../context'
import { ClassWatches, type ClassWatch } from './class-watch.model'

export type { ClassWatch }

/** What somebody wants to hear of, oldest first. */
export function watchesOf(personId: Types.ObjectId, tx: ClientSession | null = null): Promise<ClassWatch[]> {
  return ClassWatches.find({ personId }).session(tx).sort({ _id: 1 }).lean<ClassWatch[]>().exec()
}

/** Wants to hear of classes of a trade; again changes where. @throws Problem `not_in_this_state` when there are too many */
export async function watch(
  { actor, moment, tx }: Command,
  { tradeSeq, area }: ClassWatchBody,
): Promise<ClassWatch[]> {
  const { personId } = actor
  const watches = await watchesOf(personId, tx)
  const known = watches.some((each) => each.tradeSeq === tradeSeq)
  if (!known && watches.length >= MOST_WATCHES) {
    const detail = `最多等${String(MOST_WATCHES)}个工种。先取消一个，再添这个`
    throw new Problem('not_in_this_state', { detail })
  }
  await ClassWatches.updateOne(
    { personId, tradeSeq },
    { $set: { area }, $setOnInsert: { since: moment.programmeNow } },
    { session: tx, upsert: true },
  )
  return watchesOf(personId, tx)
}

/** Does not want to hear any more; again changes nothing. */
export async function unwatch({ actor, tx }: Command, id: string): Promise<ClassWatch[]> {
  const { personId } = actor
  await ClassWatches.deleteOne({ _id: id, personId }, { session: tx })
  return watchesOf(personId, tx)
}

/** Forgets what somebody waited for, when their account goes. */
export async function forgetWatches(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await ClassWatches.deleteMany({ personId }, { session: tx })
}
