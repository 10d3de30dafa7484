import * as v from 'valibot'
import { isoDate } from './primitives'
import { citation } from './subsidy-policy-schema'

const text = v.pipe(v.string('请填写'), v.nonEmpty('请填写'))

/** Facts about a row that begin or end on a day. Each says where that stands: no citation, no date. */
const datedFacts = {
  /** Later than the catalogue itself: the first day of the row. */
  added: v.exactOptional(v.strictObject({ from: isoDate, citation })),
  /** The last day of the row; bookings of later days find it gone. */
  closed: v.exactOptional(v.strictObject({ until: isoDate, citation })),
  /** Other names in force from a day on; the printed cell stays as it is. */
  renamed: v.exactOptional(v.array(v.strictObject({ from: isoDate, name: text, citation }))),
  /** When the trade is on the list of scarce trades (紧缺), both days included; null = still. */
  scarce: v.exactOptional(v.array(v.strictObject({ from: isoDate, until: v.nullable(isoDate), citation }))),
}

/** One row of a catalogue of trades, as printed (`raw`, verbatim), as people read it, and as it changed since. */
export const catalogueRow = v.strictObject({
  seq: v.pipe(v.number('请填序号'), v.integer('序号是整数'), v.minValue(1, '序号从1开始')),
  category: text,
  raw: text,
  name: text,
  aliases: v.array(v.strictObject({ name: text, source: v.string() })),
  searchNames: v.pipe(v.array(text), v.minLength(1, '至少写一个名字')),
  /** The printed amount in yuan. */
  amountYuan: v.pipe(v.number('请填金额'), v.minValue(0, '金额不能是负数')),
  ...datedFacts,
})
export type CatalogueRow = v.InferOutput<typeof catalogueRow>

export const catalogue = v.pipe(
  v.array(catalogueRow),
  v.minLength(1, '目录不能是空的'),
  v.maxLength(1000, '目录最多1000行'),
)
export type Catalogue = readonly CatalogueRow[]

/** A row as it stood on one day: what a claim keeps. */
export interface RowOfDay {
  readonly seq: number
  readonly category: string
  /** The name in force that day. */
  readonly name: string
  /** The printed cell, verbatim. */
  readonly raw: string
  readonly amountYuan: number
  readonly scarce: boolean
}

/** Whether the row was in the catalogue on a day; its first and last day are inside. */
export function isOpenOn(row: CatalogueRow, day: string): boolean {
  return (row.added?.from ?? day) <= day && day <= (row.closed?.until ?? day)
}

/** The row as it stood on a day, or null where the catalogue had no such row then. */
export function rowOn(rows: Catalogue, seq: number, day: string): RowOfDay | null {
  const row = rows.find((each) => each.seq === seq)
  if (!row || !isOpenOn(row, day)) return null
  const { category, raw, amountYuan } = row
  return { seq, category, name: nameOn(row, day), raw, amountYuan, scarce: isScarceOn(row, day) }
}

/** The name in force on a day: of the latest change up to then, or the printed one. */
export function nameOn({ name, renamed = [] }: CatalogueRow, day: string): string {
  const sofar = renamed.filter((each) => each.from <= day)
  return sofar.reduce((latest, each) => (each.from >= latest.from ? each : latest), { from: '', name }).name
}

/** Whether the trade is scarce (紧缺) on a day. */
export function isScarceOn({ scarce = [] }: CatalogueRow, day: string): boolean {
  return scarce.some((each) => each.from <= day && day <= (each.until ?? day))
}
