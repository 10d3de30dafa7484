import * as v from 'valibot'

/** A calendar date in Asia/Shanghai, `YYYY-MM-DD`, that exists (no 31 June). */
export const isoDate = v.pipe(
  v.string('请填日期'),
  v.nonEmpty('请选日期'),
  v.regex(/^\d{4}-\d{2}-\d{2}$/, '日期写成 2021-06-18 这样'),
  v.check(isRealDate, '没有这一天，请检查日期'),
)

/** An instant in ISO 8601, UTC. */
export const instant = v.pipe(v.string(), v.isoTimestamp())

/** The identifier of a stored record. Opaque to the phone. */
export const recordId = v.pipe(
  v.string('缺少编号'),
  v.regex(/^[0-9a-f]{24}$/, '编号不对，请返回上一页重新打开'),
)

/** How often a record has changed; sent back with every change, so that nobody overwrites a stranger's change. */
export const revision = v.pipe(v.number('缺少版本号'), v.integer(), v.minValue(0))

/** Integer fen, 0 … 100 million yuan. */
export const fen = v.pipe(
  v.number('请填金额'),
  v.integer('金额最小到分'),
  v.minValue(0, '金额不能是负数'),
  v.maxValue(10_000_000_000, '金额太大'),
)

/** Periods of instruction (课时) in integer tenths: 40 课时 = 400. */
export const hoursTenths = v.pipe(
  v.number('请填课时'),
  v.integer('课时最小到0.1'),
  v.minValue(0, '课时不能是负数'),
)

/**
 * Plain text of one line: trimmed, without control or bidirectional-override characters.
 * @param max most characters allowed
 */
export function line(max: number) {
  return v.pipe(
    v.string('请填写'),
    v.transform((text) => text.normalize('NFC').trim()),
    v.nonEmpty('请填写'),
    v.maxLength(max, `最多${max}个字`),
    v.regex(
      /^[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]*$/,
      '请去掉看不见的特殊字符',
    ),
  )
}

/** The page of a list that a client asks for: opaque cursor of the last answer, none for the first page. */
export const pageQuery = { cursor: v.optional(v.pipe(v.string(), v.maxLength(100))) }

/** Whether `YYYY-MM-DD` names a day of the Gregorian calendar. */
export function isRealDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= (days[month - 1] ?? 0)
}
