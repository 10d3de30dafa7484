import * as v from 'valibot'
import { instant, isoDate, line, recordId } from './primitives'

/** Who wanted money. Enrolling, claiming and being paid cost nothing, and nobody may take a share. */
export const chargers = {
  institution: '培训机构',
  foreman: '班组长、包工头',
  agent: '中介',
  officer: '办事人员',
  other: '别的人',
} as const
export const chargerNames = Object.keys(chargers) as [keyof typeof chargers, ...(keyof typeof chargers)[]]

/** Most that a report can name: one million yuan. */
const MOST_FEN = 100_000_000

/** That somebody wanted money. Anybody may report, signed in or not. */
export const chargeReportBody = v.strictObject({
  charger: v.picklist(chargerNames, '请选是谁收钱'),
  /** Name of the body or of the site, in the reporter's words; empty where they do not know. */
  where: v.union([v.literal(''), line(60)], '地方的名字不对'),
  /** Null = does not say. */
  amountFen: v.nullable(
    v.pipe(
      v.number('金额不对'),
      v.integer('金额不对'),
      v.minValue(1, '金额不对'),
      v.maxValue(MOST_FEN, '金额太大了'),
    ),
  ),
  happenedOn: v.nullable(isoDate),
  words: v.pipe(line(500), v.nonEmpty('请写几句，怎么回事')),
  /** Not even the bureau learns who reported; then nobody can be answered either. */
  isAnonymous: v.boolean(),
})
export type ChargeReportBody = v.InferOutput<typeof chargeReportBody>
export const chargeReportView = v.object({ id: recordId, at: instant })
export type ChargeReportView = v.InferOutput<typeof chargeReportView>

/** A report as the housing bureau reads it; never who reported. */
export const chargeReportItem = v.object({
  id: recordId,
  charger: v.picklist(chargerNames),
  where: v.string(),
  amountFen: v.nullable(v.number()),
  happenedOn: v.nullable(v.string()),
  words: v.string(),
  /** The reporter will be told what came of it. */
  willBeTold: v.boolean(),
  at: instant,
  closing: v.nullable(v.object({ note: v.string(), at: instant })),
})
export type ChargeReportItem = v.InferOutput<typeof chargeReportItem>
export const chargeReportListQuery = v.strictObject({
  show: v.optional(v.picklist(['open', 'closed'], '没有这个列表'), 'open'),
  cursor: v.optional(recordId),
})
export const chargeReportListView = v.object({
  items: v.array(chargeReportItem),
  nextCursor: v.nullable(v.string()),
})
export type ChargeReportListView = v.InferOutput<typeof chargeReportListView>
export const chargeClosingBody = v.strictObject({ note: v.pipe(line(200), v.nonEmpty('请写查下来怎么样')) })
export type ChargeClosingBody = v.InferOutput<typeof chargeClosingBody>
