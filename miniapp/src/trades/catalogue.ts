import rows from '#seeds/trades.json'
import { TRADE_CATEGORIES, TRADE_PLANS, type Trade as AnnexRow, type TradeCategory } from '#shared/trades'
import { catalogueChanges, todays } from './catalogue-changes'

/** A row as the phone has it: without printed cell, search names and sources, which the build leaves out. */
export interface Trade extends Pick<AnnexRow, 'seq' | 'category' | 'name'> {
  /** As printed; what is paid is the policy's. A later catalogue may print any sum. */
  readonly amountYuan: number
  readonly aliases: readonly { readonly name: string }[]
  /** The catalogue in force does not have it today: it is found by those who look for it, and pays nobody new. */
  readonly isClosed?: true
}

/** The 181 rows of the annex, in its order; checked against their schema by the tests, not on the phone. */
export const catalogue = rows as readonly Trade[]

/** The row with this number as it is called today, or null. */
export function tradeOf(seq: number): Trade | null {
  return bySeq().get(seq) ?? null
}

/** Whether today's catalogue does not have the row: it is closed, has not begun, or never was there. */
export function isOffCatalogue(seq: number): boolean {
  const trade = tradeOf(seq)
  return trade === null || trade.isClosed === true
}

/** A name for a row that may be missing: records outlive catalogues. */
export function tradeName(seq: number): string {
  return tradeOf(seq)?.name ?? `第${String(seq)}项工种`
}

/** The rows of one printed category, of one of the four plans, or of everything (`全部`) that are open today. */
export function tradesUnder(heading: string): readonly Trade[] {
  const open = [...bySeq().values()].filter((trade) => trade.isClosed !== true)
  if (heading === everything) return open
  const plan = TRADE_PLANS.find((each) => each.name === heading)
  const categories: readonly TradeCategory[] | undefined = plan?.categories
  return open.filter((trade) =>
    categories ? categories.includes(trade.category) : trade.category === heading,
  )
}

export const everything = '全部'

/** What it means for whoever looks at a row that is closed or has not begun. */
export const closedWords = {
  title: '这个工种现在不在补贴目录里',
  text: '现在报名领不到钱；以前报了名的，仍按报名那天的规定办。',
} as const

/** Built once for each catalogue that the phone has had. */
let built: { readonly of: number; readonly rows: ReadonlyMap<number, Trade> } | null = null

function bySeq(): ReadonlyMap<number, Trade> {
  const { rows: changes, edition } = catalogueChanges()
  if (built?.of === edition) return built.rows
  const changed = new Map(catalogue.map((trade) => [trade.seq, trade]))
  for (const change of changes) {
    const category = TRADE_CATEGORIES.find((each) => each === change.category)
    const { name, isClosed } = todays(change)
    if (!category || (isClosed && !changed.has(change.seq))) continue
    const former = changed.get(change.seq)?.name ?? change.name
    const trade: Trade = {
      ...{ seq: change.seq, category, name, amountYuan: change.amountYuan },
      // Who knows it by its former name reads that it is the same.
      aliases: namesBeside(name, [...change.aliases.map((each) => each.name), former, change.name]),
    }
    changed.set(change.seq, isClosed ? { ...trade, isClosed } : trade)
  }
  built = { of: edition, rows: changed }
  return changed
}

/** Each other name once. */
function namesBeside(name: string, others: readonly string[]): Trade['aliases'] {
  return [...new Set(others)].filter((each) => each !== name).map((each) => ({ name: each }))
}
