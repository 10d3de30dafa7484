import rows from '#seeds/trades.json'
import { TRADE_PLANS, type Trade as AnnexRow, type TradeCategory } from '#shared/trades'

/** A row as the phone has it: without printed cell, search names and sources, which the build leaves out. */
export interface Trade extends Pick<AnnexRow, 'seq' | 'category' | 'name' | 'amountYuan'> {
  readonly aliases: readonly { readonly name: string }[]
}

/** The 181 rows of the annex, in its order; checked against their schema by the tests, not on the phone. */
export const catalogue = rows as readonly Trade[]

/** The row with this number, or null. */
export function tradeOf(seq: number): Trade | null {
  return catalogue.find((trade) => trade.seq === seq) ?? null
}

/** A name for a row that may be missing: records outlive catalogues. */
export function tradeName(seq: number): string {
  return tradeOf(seq)?.name ?? `第${String(seq)}项工种`
}

/** The rows of one printed category, of one of the four plans, or of everything (`全部`). */
export function tradesUnder(heading: string): readonly Trade[] {
  if (heading === everything) return catalogue
  const plan = TRADE_PLANS.find((each) => each.name === heading)
  const categories: readonly TradeCategory[] | undefined = plan?.categories
  return catalogue.filter((trade) =>
    categories ? categories.includes(trade.category) : trade.category === heading,
  )
}

export const everything = '全部'
