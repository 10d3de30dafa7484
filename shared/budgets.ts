import * as v from 'valibot'
import { counties } from './counties'
import { fen, instant, line, recordId, revision } from './primitives'

/**
 * What happens to the money of a line: it is allotted; a frozen list commits it; what goes out pays it, and what comes back
 * or is given up releases it; at the end of the year what is left goes over into the next.
 */
export const fundEntryLabels = {
  allot: '下达',
  commit: '名单占用',
  release: '退回可用',
  pay: '已付出',
  carry_out: '结转到下一年',
  carry_in: '上一年结转来',
} as const
export type FundEntryKind = keyof typeof fundEntryLabels
export const fundEntryKinds = Object.keys(fundEntryLabels) as [FundEntryKind, ...FundEntryKind[]]

/** The sums of a line, integer fen; `planned` = allotted and carried in, less what was carried out. */
export interface FundSums {
  plannedFen: number
  committedFen: number
  paidFen: number
}

/** What can still be promised. Never below nothing: the store refuses what would overspend. */
export function availableFen({ plannedFen, committedFen, paidFen }: FundSums): number {
  return plannedFen - committedFen - paidFen
}

/** How an entry changes the sums of its line. Integer fen. */
export function afterEntry(sums: FundSums, kind: FundEntryKind, amountFen: number): FundSums {
  const { plannedFen, committedFen, paidFen } = sums
  switch (kind) {
    case 'allot':
    case 'carry_in':
      return { ...sums, plannedFen: plannedFen + amountFen }
    case 'carry_out':
      return { ...sums, plannedFen: plannedFen - amountFen }
    case 'commit':
      return { ...sums, committedFen: committedFen + amountFen }
    case 'release':
      return { ...sums, committedFen: committedFen - amountFen }
    case 'pay':
      return { ...sums, committedFen: committedFen - amountFen, paidFen: paidFen + amountFen }
  }
}

const year = v.pipe(
  v.number('请填年份'),
  v.integer(),
  v.minValue(2019, '年份从2019年起'),
  v.maxValue(2099, '年份不对'),
)

/** Money that a document allots to a source for a year. */
export const allotmentBody = v.strictObject({
  source: line(30),
  year,
  /** Whose money it is; null: the city's. A county's finance enters for its own county whatever stands here. */
  county: v.optional(v.nullable(v.picklist(counties, '请选区县')), null),
  amountFen: v.pipe(fen, v.minValue(1, '金额要大于零')),
  document: line(60),
})
export type AllotmentBody = v.InferOutput<typeof allotmentBody>
export const carryOverBody = v.strictObject({ revision, document: line(60) })
export type CarryOverBody = v.InferOutput<typeof carryOverBody>

export const budgetLineView = v.object({
  id: recordId,
  source: v.string(),
  year: v.number(),
  county: v.nullable(v.picklist(counties)),
  plannedFen: v.number(),
  committedFen: v.number(),
  paidFen: v.number(),
  availableFen: v.number(),
  /** Whether its year is over and something is left. */
  canCarryOver: v.boolean(),
  revision,
})
export type BudgetLineView = v.InferOutput<typeof budgetLineView>
export const budgetListView = v.object({ items: v.array(budgetLineView) })
export type BudgetListView = v.InferOutput<typeof budgetListView>

export const fundEntryView = v.object({
  id: recordId,
  at: instant,
  kind: v.picklist(fundEntryKinds),
  label: v.string(),
  amountFen: v.number(),
  /** Allotments and carrying over: the document. Everything else: the batch. */
  document: v.string(),
  batchId: v.nullable(recordId),
})
export const fundEntryListView = v.object({
  line: budgetLineView,
  items: v.array(fundEntryView),
  nextCursor: v.nullable(v.string()),
})
export type FundEntryListView = v.InferOutput<typeof fundEntryListView>
