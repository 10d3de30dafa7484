import * as v from 'valibot'
import { catalogueRow } from './policy-catalogue'

/** The eleven printed categories (种类) of the annex, in the order in which people browse them. */
export const TRADE_CATEGORIES = [
  '建筑施工特种作业',
  '安全管理人员',
  '燃气',
  '水处理',
  '装配式建筑',
  '古典建筑',
  '建筑',
  '市政',
  '园林',
  '房地产',
  '城管',
] as const

/** One printed category of the annex. */
export type TradeCategory = (typeof TRADE_CATEGORIES)[number]

/** One of the four plans of section 二: its clause, its short name and the categories it trains. */
export interface TradePlan {
  readonly clause: '（一）' | '（二）' | '（三）' | '（四）'
  readonly name: string
  readonly categories: readonly TradeCategory[]
}

/** The four plans of section 二; every category belongs to exactly one of them (69 + 7 + 14 + 91 rows). */
export const TRADE_PLANS: readonly TradePlan[] = [
  { clause: '（一）', name: '高危岗位', categories: ['建筑施工特种作业', '安全管理人员', '燃气', '水处理'] },
  { clause: '（二）', name: '产业升级', categories: ['装配式建筑'] },
  { clause: '（三）', name: '传统建筑', categories: ['古典建筑'] },
  { clause: '（四）', name: '紧缺人才', categories: ['建筑', '市政', '园林', '房地产', '城管'] },
]

/**
 * One row of the annex: a row of a catalogue, with the numbers, categories and sums that this notice prints.
 * `raw` is the printed cell, verbatim; `name` and `searchNames` are cleaned for people and search.
 */
export const tradeSchema = v.strictObject({
  ...catalogueRow.entries,
  seq: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(181)),
  category: v.picklist(TRADE_CATEGORIES),
  /** The printed amount in yuan: 400, 500 or 1000. */
  amountYuan: v.picklist([400, 500, 1000]),
})

/** One row of the annex of 181 trades. */
export type Trade = v.InferOutput<typeof tradeSchema>

/** The whole annex: 181 rows, numbered without a gap. */
export const tradesSchema = v.pipe(v.array(tradeSchema), v.length(181))

/** The plan of section 二 to which a category belongs. */
export function planOfCategory(category: TradeCategory): TradePlan {
  const plan = TRADE_PLANS.find((candidate) => candidate.categories.includes(category))
  if (!plan) throw new Error(`category without a plan: ${category}`)
  return plan
}

/** Whether the printed amount is a ceiling (“不超过”, clause （九）) and must be shown as 最高. */
export function isCapped(category: TradeCategory): boolean {
  return category === '建筑施工特种作业'
}

/** The printed amount as people read it: 最高1000元, 500元. */
export function amountWords(trade: Pick<Trade, 'category' | 'amountYuan'>): string {
  return `${isCapped(trade.category) ? '最高' : ''}${String(trade.amountYuan)}元`
}
