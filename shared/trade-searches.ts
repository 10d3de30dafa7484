import * as v from 'valibot'
import { pageQuery } from './primitives'
import { foldText, squeeze, unframe } from '#shared/trade-match-normalise'

/** The districts and counties of Lianyungang, as people there name where they work. */
export const searchAreas = ['海州区', '连云区', '赣榆区', '东海县', '灌云县', '灌南县'] as const
export type SearchArea = (typeof searchAreas)[number]

/** `none`: the annex has no such trade. `none_of_these`: rows were offered, and the worker said 都不是. */
export const unmetKinds = ['none', 'none_of_these'] as const
export type UnmetKind = (typeof unmetKinds)[number]

/** Longest term that is counted, in characters; no trade is called by more. */
export const LONGEST_TERM = 20
/**
 * A term is shown to nobody before it came from so many addresses, one and the same counting once a day: what one person
 * typed stays with that person.
 */
export const FEWEST_REPORTS = 3

/** From this many digits on a text may be a number that belongs to somebody: phone, identity, card, address. */
const MANY_DIGITS = 5
const DIGIT = /[0-9零〇幺一二两三四五六七八九]/g
/** Words with which people speak of themselves and not of their work, and what only addresses are made of. */
const PERSONAL =
  /我叫|姓名|名字|身份证|电话|手机|微信|扣扣|银行卡|卡号|密码|住址|地址|门牌|@|www|http|\d+(号|栋|幢|室)/

/** The worker's own characters are counted as they stand: turning traditional ones into simplified takes the lexicon. */
const AS_TYPED: ReadonlyMap<string, string> = new Map()

/**
 * What is counted of a search: the bare term, or null where it is too short, too long, or may say who somebody is.
 * A name alone cannot be told from a trade; that is why a term is hidden until several people have used it.
 */
export function reportableTerm(query: string): string | null {
  const folded = foldText(query, AS_TYPED)
  if (PERSONAL.test(folded) || (folded.match(DIGIT) ?? []).length >= MANY_DIGITS) return null
  const variants = unframe(squeeze(folded))
  const term = variants.reduce((shortest, each) => (each.length < shortest.length ? each : shortest))
  return term.length < 2 || term.length > LONGEST_TERM ? null : term
}

const area = v.picklist(searchAreas, '请从六个区县里选')

/** Searches that found nothing, several at once after a time without network. They name nobody. */
export const unmetSearchesBody = v.strictObject({
  searches: v.pipe(
    v.array(
      v.strictObject({
        /** Made by the phone for this one search, so that sending again counts once; it says nothing of the phone. */
        id: v.pipe(v.string('缺少编号'), v.regex(/^[\x21-\x7e]{8,64}$/, '编号不对，请更新小程序后再试')),
        term: v.pipe(v.string('请填写'), v.nonEmpty('请填写'), v.maxLength(64, '最多64个字')),
        area: v.nullable(area),
        kind: v.picklist(unmetKinds, '请更新小程序后再试'),
      }),
    ),
    v.minLength(1, '没有要记的'),
    v.maxLength(20, '一次最多20条'),
  ),
})
export type UnmetSearchesBody = v.InferOutput<typeof unmetSearchesBody>
export type UnmetSearch = UnmetSearchesBody['searches'][number]

/** How far back the list looks, in calendar months, this one included. */
export const demandPeriods = ['1', '3', '12'] as const
export type DemandPeriod = (typeof demandPeriods)[number]

export const demandQuery = v.strictObject({
  months: v.optional(v.picklist(demandPeriods, '请选时间'), '3'),
  /** Left out for all areas, together with searches that named none. */
  area: v.optional(area),
  ...pageQuery,
})
export type DemandQuery = v.InferOutput<typeof demandQuery>

/** What workers look for and the annex lacks, most wanted first. Terms from fewer than three addresses are left out. */
export const demandView = v.object({
  items: v.array(
    v.object({ term: v.string(), total: v.number(), noneCount: v.number(), noneOfTheseCount: v.number() }),
  ),
  nextCursor: v.nullable(v.string()),
  /** First and last month counted, `YYYY-MM`. */
  fromMonth: v.string(),
  untilMonth: v.string(),
})
export type DemandView = v.InferOutput<typeof demandView>
