import type { TraceEntry } from './subsidy-assessment'
import { isList, satisfies, type Range, type Scalar } from './subsidy-operators'
import { chineseDay } from './subsidy-calendar'
import type { Operator } from './subsidy-policy-schema'
import { certificateWords, conditionWords, yesNo } from './subsidy-wording'

/** What a condition asks for, in the form that stands after 要: `40课时`, `超过12个月`, `2020年5月1日（含）以后`. */
export function expectedWords(entry: TraceEntry): string {
  const { fact, operator, expected } = entry
  if (isTruth(fact)) return yesNo[String(wantsYes(entry)) as 'true' | 'false']
  const { unit, least, label } = conditionWords[fact]
  if (isList(expected)) return oneOfWords(expected, unit) || `文件列出的${label}`
  if (typeof expected === 'object') return rangeWords(expected, unit, least)
  return fact === 'asOfDate'
    ? dayWords(operator, sayScalar(expected, ''))
    : countWords(operator, expected, entry)
}

/** What is known, as people say it; a fact of yes or no as 是 or 不是. */
export function sayScalar(value: Scalar, unit: string): string {
  if (typeof value === 'boolean') return yesNo[String(value) as 'true' | 'false']
  if (typeof value === 'string') return isDay(value) ? chineseDay(value) : (certificateWords[value] ?? listed)
  return `${String(value)}${unit}`
}

function isTruth(fact: TraceEntry['fact']): boolean {
  return conditionWords[fact].isTruth === true
}

/** Which answer would do. Where it is known to do or not to do, that says it; else the comparison is asked. */
function wantsYes({ passed, actual, operator, expected }: TraceEntry): boolean {
  if (passed === 'unknown') return satisfies(operator, true, expected)
  return passed === (actual === true)
}

function oneOfWords(list: readonly Scalar[], unit: string): string {
  return [...new Set(list.map((each) => sayScalar(each, unit)))].join('或')
}

/** Both ends of a range are inside. */
function rangeWords({ from, until }: Range, unit: string, least: string): string {
  const first = from === null ? '' : sayScalar(from, unit)
  const last = until === null ? '' : sayScalar(until, unit)
  if (typeof (from ?? until) === 'number') {
    if (from === null) return `不超过${last}`
    return until === null ? `${least === '' ? '至少' : least}${first}` : `${String(from)}到${last}`
  }
  if (from === null) return `${last}（含）以前`
  return until === null ? `${first}（含）以后` : `${first}到${last}之间`
}

function dayWords(operator: Operator, day: string): string {
  return `${day}${behindDay[operator]}`
}

const behindDay: Record<Operator, string> = {
  equals: '当天',
  oneOf: '当天',
  within: '当天',
  atLeast: '（含）以后',
  moreThan: '以后（不含当天）',
  atMost: '（含）以前',
  lessThan: '以前（不含当天）',
}

function countWords(operator: Operator, expected: Scalar, { fact }: TraceEntry): string {
  const { unit, least } = conditionWords[fact]
  const count = sayScalar(expected, unit)
  return `${operator === 'atLeast' ? least : beforeCount[operator]}${count}`
}

const beforeCount: Record<Exclude<Operator, 'atLeast'>, string> = {
  equals: '正好',
  oneOf: '',
  within: '',
  moreThan: '超过',
  atMost: '不超过',
  lessThan: '少于',
}

/** For a word of the program that has no name here: the clause is one tap away. */
const listed = '文件列出的一种'

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}
