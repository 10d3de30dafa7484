import * as v from 'valibot'
import type { EstimateDifferenceListView } from '#shared/policy-estimates'
import { chineseDay } from '#shared/subsidy-calendar'
import { subsidyFacts, type SubsidyFacts } from '#shared/subsidy-facts'
import { certificateText } from '../content/case-fields'

export type Report = EstimateDifferenceListView['items'][number]

/** What was asked, in words; what nobody said is left out. */
export function factsText(facts: unknown): string {
  const read = v.safeParse(subsidyFacts, facts)
  if (!read.success) return '情况读不出来'
  const said = sayings(read.output).filter((each) => each !== null)
  return said.length === 0 ? '什么都没填' : said.join('，')
}

function sayings(facts: SubsidyFacts): (string | null)[] {
  const { tradeSeq, hours, examPassed, examinedOn, certificates, unemploymentInsuranceMonths } = facts
  const known = <T>(value: T | undefined, say: (value: T) => string) =>
    value === undefined ? null : say(value)
  return [
    known(tradeSeq, (seq) => `附件第${String(seq)}行`),
    known(hours?.onsite, (count) => `现场${String(count)}课时`),
    known(hours?.online, (count) => `线上${String(count)}课时`),
    known(examPassed, (passed) => (passed ? '考试合格' : '考试没合格')),
    known(examinedOn, (day) => `${chineseDay(day)}考试`),
    known(facts.trainedInCity, (here) => (here ? '在本市培训' : '不在本市培训')),
    known(facts.examinedInCity, (here) => (here ? '在本市考核' : '不在本市考核')),
    known(facts.employee, (employee) => (employee ? '是企业职工' : '不是企业职工')),
    known(certificates, certificateText),
    known(unemploymentInsuranceMonths, (months) => `失业保险${String(months)}个月`),
    known(
      facts.apprenticeship,
      ({ years, targetLevel }) => `学徒班${String(years ?? '？')}年、培养到${String(targetLevel ?? '？')}级`,
    ),
  ]
}

/** Whether somebody has to look for a fault, and what it looks like. */
export function causeText({ isExplainedByVersion, policyHash }: Report): string {
  if (!isExplainedByVersion) return '同一版政策算出了两样，要查程序'
  if (policyHash === 'unknown') return '手机上的政策，这台服务器从来没有过'
  return policyHash === '' ? '手机用的是随程序带的政策' : '手机上还是另一版政策，联网更新后就一样'
}
