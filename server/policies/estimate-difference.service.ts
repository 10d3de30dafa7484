import { createHash } from 'node:crypto'
import { Types } from 'mongoose'
import type { EstimateDifferenceBody, EstimateDifferenceListView } from '#shared/policy-estimates'
import { Problem } from '#shared/problem'
import { canonicalText } from '#shared/subsidy-canonical'
import { applyPreset } from '#shared/subsidy-policy'
import type { SubsidyFacts } from '#shared/subsidy-rules'
import type { Context } from '../context'
import { duplicateKeyOf } from '../mongo'
import { EstimateDifferences, type EstimateDifference } from './estimate-difference.model'
import { answerTo } from './estimate.service'

const PAGE = 50
/** More different reports than that say no more than these, and would only fill the store. */
const KEPT_AT_MOST = 10_000

/**
 * Keeps what a phone reports, if its answer really is another than the server's. The server works the question out by
 * itself: nobody can report an answer of ours that we did not give.
 * @throws Problem `invalid_fields` for facts that cannot be
 */
export async function reportDifference(
  { deployment, moment }: Context,
  { policyHash, preset, facts: told, phone }: EstimateDifferenceBody,
): Promise<void> {
  const inForce = deployment.policies.current
  const policy = applyPreset(inForce, preset ?? inForce.preset)
  const { candidates, best } = answerTo(policy, told, moment.today)
  const server = {
    best,
    candidates: candidates.map(({ rule, outcome, amount }) => ({
      ...{ rule, outcome },
      kind: amount.kind,
      fen: amount.fen,
    })),
  }
  if (canonicalText(server) === canonicalText(phone)) return
  const facts = withoutOwnWords(told)
  const report = { policyHash, serverHash: policy.hash, preset: policy.preset, facts, phone, server }
  await count(report, moment.programmeNow)
}

/** The name of a field is the one fact in a person's own words: it explains no difference and stays out. */
function withoutOwnWords(told: SubsidyFacts): SubsidyFacts {
  const facts = { ...told }
  delete facts.sector
  return facts
}

type Report = Omit<EstimateDifference, '_id' | 'reportHash' | 'count' | 'firstAt' | 'lastAt'>

async function count(report: Report, at: Date): Promise<void> {
  const reportHash = createHash('sha256').update(canonicalText(report), 'utf8').digest('hex')
  const again = { $inc: { count: 1 }, $set: { lastAt: at } }
  const known = await EstimateDifferences.updateOne({ reportHash }, again)
  if (known.matchedCount > 0) return
  if ((await EstimateDifferences.estimatedDocumentCount()) >= KEPT_AT_MOST) return
  try {
    await EstimateDifferences.create({ ...report, reportHash, count: 1, firstAt: at, lastAt: at })
  } catch (error) {
    if (duplicateKeyOf(error) === null) throw error
    await EstimateDifferences.updateOne({ reportHash }, again)
  }
}

/** One page of the reports, newest first. */
export async function reportedDifferences(cursor: string | undefined): Promise<EstimateDifferenceListView> {
  const found = await EstimateDifferences.find(
    cursor === undefined ? {} : { _id: { $lt: beforeCursor(cursor) } },
  )
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<EstimateDifference[]>()
  const items = found.slice(0, PAGE)
  return {
    items: items.map((each) => ({
      policyHash: each.policyHash,
      serverHash: each.serverHash,
      preset: each.preset,
      facts: each.facts,
      phone: each.phone,
      server: each.server,
      isExplainedByVersion: each.policyHash !== '' && each.policyHash !== each.serverHash,
      count: each.count,
      firstAt: each.firstAt.toISOString(),
      lastAt: each.lastAt.toISOString(),
    })),
    nextCursor: found.length > PAGE ? (items.at(-1)?._id.toHexString() ?? null) : null,
  }
}

function beforeCursor(cursor: string): Types.ObjectId {
  if (!/^[0-9a-f]{24}$/.test(cursor)) throw new Problem('not_found', { detail: '列表已更新，请从头再看' })
  return new Types.ObjectId(cursor)
}
