import type { ClientSession } from 'mongoose'
import { papersNotAsked, type PaperCountView } from '#shared/papers-not-asked'
import { claimsAfter } from '../claims/claim-lookup.service'
import type { Deployment, Moment } from '../context'
import { PaperCounts } from './paper-count.model'

/** What the job works with. */
export interface PaperCountDeps {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

const BATCH = 500
/** Claims made at the same moment get their ids in any order: the newest are left for the next run. */
const SETTLED_MS = 60_000

/** Counts on from the last claim that was looked at, so that it costs the same however many there are. @returns claims */
export async function countPapers({ deployment, moment, inTransaction }: PaperCountDeps): Promise<number> {
  const { now } = moment()
  let total = 0
  for (;;) {
    const counted = await inTransaction(async (tx) => {
      const before = await PaperCounts.findById('all').session(tx).lean()
      const claims = await claimsAfter(before?.upToId ?? null, new Date(now.getTime() - SETTLED_MS), {
        limit: BATCH,
        tx,
      })
      const last = claims.at(-1)
      if (!last) return 0
      const papers = claims.reduce(
        (sum, { policy, rule }) =>
          sum + papersNotAsked(deployment.policies.pinned(policy), rule.ruleId).length,
        0,
      )
      await PaperCounts.updateOne(
        { _id: 'all' },
        { $inc: { papers, claims: claims.length }, $set: { upToId: last._id, countedAt: now } },
        { session: tx, upsert: true },
      )
      return claims.length
    })
    total += counted
    if (counted < BATCH) return total
  }
}

/** The count as it stood last. */
export async function paperCount(): Promise<PaperCountView> {
  const found = await PaperCounts.findById('all').lean()
  return {
    papers: found?.papers ?? 0,
    claims: found?.claims ?? 0,
    countedAt: found?.countedAt.toISOString() ?? null,
  }
}
