import type { WorkedCase } from '#shared/policy-version-content'
import { certificateWords, factQuestions } from '#shared/subsidy-wording'
import type { Field } from './fields'
import type { FieldKind } from './field-kinds'
import { valueWords } from './value-words'

const yesNo: FieldKind = { kind: 'choice', options: [true, false], gap: 'absent' }
const date: FieldKind = { kind: 'date', gap: 'absent' }
const figure = (unit: string): FieldKind => ({ kind: 'number', unit, gap: 'absent' })

const facts: readonly [path: string, label: string, kind: FieldKind][] = [
  ['tradeSeq', '工种（附件第几行）', figure('')],
  ['hours/onsite', '现场课时', figure('课时')],
  ['hours/online', '线上课时', figure('课时')],
  ['examPassed', factQuestions.examPassed, yesNo],
  ['examinedOn', factQuestions.examinedOn, date],
  ['employee', factQuestions.employee, yesNo],
  ['trainedInCity', factQuestions.trainedInCity, yesNo],
  ['examinedInCity', factQuestions.examinedInCity, yesNo],
  ['unemploymentInsuranceMonths', factQuestions.unemploymentInsuranceMonths, figure('个月')],
  ['apprenticeship/targetLevel', '学徒班培养到几级', figure('级')],
  ['apprenticeship/years', '学徒班几年', figure('年')],
]

/** What a worked case says, what must come out, and what is known about the person. */
export function caseFields(at: string, rules: readonly string[]): Field[] {
  return [
    { pointer: `${at}/says`, label: '情况（一句话）', kind: { kind: 'text' } },
    { pointer: `${at}/clause`, label: '第几条', kind: { kind: 'line' } },
    { pointer: `${at}/expect/rule`, label: '问哪一条规则', kind: { kind: 'choice', options: rules } },
    {
      pointer: `${at}/expect/outcome`,
      label: '应该是',
      kind: { kind: 'choice', options: ['payable', 'possible', 'not_met', 'needs_office', 'absent'] },
    },
    ...facts.map(([path, label, kind]) => ({ pointer: `${at}/facts/${path}`, label, kind })),
  ]
}

/** The sum that a case expects; only where it expects one at all. */
export function expectedSumFields(at: string): Field[] {
  return [
    { pointer: `${at}/expect/amount/fen`, label: '应发（元）', kind: { kind: 'fen' } },
    {
      pointer: `${at}/expect/amount/kind`,
      label: '定额还是最高',
      kind: { kind: 'choice', options: ['fixed', 'upTo'] },
    },
  ]
}

/** Certificates of a case in words: `考核合格证书（2021-06-18）`. */
export function certificateText(certificates: WorkedCase['facts']['certificates']): string {
  if (certificates === undefined) return '不知道'
  if (certificates.length === 0) return '没有证书'
  return certificates
    .map(({ kind, level, issuedOn }) => {
      const name = certificateWords[level === undefined ? kind : `${kind}:${String(level)}`]
      return `${name ?? valueWords(kind)}（${issuedOn}）`
    })
    .join('、')
}
