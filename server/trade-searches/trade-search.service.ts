import type { PipelineStage } from 'mongoose'
import { Problem } from '#shared/problem'
import {
  FEWEST_REPORTS,
  reportableTerm,
  type DemandQuery,
  type DemandView,
  type UnmetSearch,
} from '#shared/trade-searches'
import type { Moment } from '../context'
import { duplicateKeyOf } from '../mongo'
import type { DailySources } from './daily-sources'
import { TradeSearchCounts } from './trade-search.model'

const PAGE = 50
/** A report is repeated within minutes or not at all: of a term that is wanted often only the latest ids are kept. */
const KEPT_REPORTS = 100
/** Two years, so that this year can be compared with the last. */
const KEPT_MONTHS = 24
/** Records of all months together: thousands of different terms, and an end to what anybody can fill. */
const MOST_RECORDS = 50_000

/** From whom a report comes, as far as anybody knows. */
interface Caller {
  callerTag: string
  sources: DailySources
}

/**
 * Counts searches that found nothing, each once per report id. A term that may say who somebody is, is dropped
 * without a word: the phone should not have sent it, and there is nothing that the worker could mend. So is a new term
 * from an address that has added many today, or when the list is full.
 */
export async function countUnmetSearches(
  moment: Moment,
  searches: readonly UnmetSearch[],
  caller: Caller,
): Promise<void> {
  for (const search of searches) {
    const term = reportableTerm(search.term)
    if (term !== null) await countOne(moment, { ...search, term }, caller)
  }
}

/** Counts a report, and its caller as a source of the term once a day: not once for every area that was named. */
async function countOne(moment: Moment, search: UnmetSearch, caller: Caller): Promise<void> {
  const { callerTag, sources } = caller
  const isFirst = sources.isFirst(callerTag, search.term, moment.now)
  let isCounted = false
  try {
    isCounted = await record(moment, search, { ...caller, isFirst })
  } finally {
    if (isFirst && !isCounted) sources.forget(callerTag, search.term, moment.now)
  }
}

/**
 * A record that knows the report already does not match, and cannot be made a second time.
 * @returns whether the report was counted now
 */
async function record(
  moment: Moment,
  { id, term, area, kind }: UnmetSearch,
  { callerTag, sources, isFirst }: Caller & { isFirst: boolean },
): Promise<boolean> {
  const month = monthOf(moment)
  const expiresAt = new Date(moment.now)
  expiresAt.setUTCMonth(expiresAt.getUTCMonth() + KEPT_MONTHS)
  const _id = [month, kind, area ?? '', term].join('|')
  const count = (upsert: boolean) =>
    TradeSearchCounts.updateOne(
      { _id, reportIds: { $ne: id } },
      {
        $inc: { count: 1, sources: isFirst ? 1 : 0 },
        $push: { reportIds: { $each: [id], $slice: -KEPT_REPORTS } },
        $setOnInsert: { term, area, month, kind, expiresAt },
      },
      { upsert },
    )
  if ((await count(false)).matchedCount > 0) return true
  if (await TradeSearchCounts.exists({ _id, reportIds: id })) return false
  if (!sources.mayAdd(callerTag, moment.now)) return false
  if ((await TradeSearchCounts.estimatedDocumentCount()) >= MOST_RECORDS) return false
  try {
    await count(true)
    return true
  } catch (error) {
    if (!duplicateKeyOf(error)) throw error
    // Another report made the record a moment ago: this one is still missing, unless it was the same.
    return (await count(false)).matchedCount > 0
  }
}

/** One page of what is looked for in vain, most wanted first. @throws Problem `not_found` for a cursor of ours that is none */
export async function demandFor(moment: Moment, query: DemandQuery): Promise<DemandView> {
  const months = latestMonths(monthOf(moment), Number(query.months))
  const found = await TradeSearchCounts.aggregate<DemandView['items'][number]>([
    { $match: { month: { $in: months }, ...(query.area === undefined ? {} : { area: query.area }) } },
    {
      $group: {
        _id: '$term',
        total: { $sum: '$count' },
        sources: { $sum: '$sources' },
        noneCount: { $sum: { $cond: [{ $eq: ['$kind', 'none'] }, '$count', 0] } },
      },
    },
    { $match: { sources: { $gte: FEWEST_REPORTS } } },
    ...(query.cursor === undefined ? [] : [{ $match: after(query.cursor) }]),
    { $sort: { total: -1, _id: 1 } },
    { $limit: PAGE + 1 },
    {
      $project: {
        _id: 0,
        term: '$_id',
        total: 1,
        noneCount: 1,
        noneOfTheseCount: { $subtract: ['$total', '$noneCount'] },
      },
    },
  ])
  const items = found.slice(0, PAGE)
  const last = items.at(-1)
  return {
    items,
    nextCursor: found.length > PAGE && last ? `${last.total}.${last.term}` : null,
    fromMonth: months.at(-1) ?? '',
    untilMonth: months[0] ?? '',
  }
}

/** What comes after the last item of a page: `<reports>.<term>`. */
function after(cursor: string): PipelineStage.Match['$match'] {
  const [, total = '', term = ''] = /^(\d{1,9})\.(.+)$/.exec(cursor) ?? []
  if (term === '') throw new Problem('not_found', { detail: '名单已更新，请从头再看' })
  return { $or: [{ total: { $lt: Number(total) } }, { total: Number(total), _id: { $gt: term } }] }
}

function monthOf(moment: Moment): string {
  return moment.today.slice(0, 7)
}

/** This month and those before it, latest first. */
function latestMonths(month: string, count: number): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, number - 1 - back)).toISOString().slice(0, 7),
  )
}
