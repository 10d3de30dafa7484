import * as v from 'valibot'
import {
  enterCertificateBody,
  type CertificateKind,
  type CertificateLevel,
  type EnterCertificateBody,
} from './certificate-kinds'
import { certificateKindOf, dayOf, isForEver, levelOf, outcomeOf } from './result-words'
import type { ResultEntry, ResultField } from './result-table'
import { FORMULA_WITHOUT_VALUE } from './roster-table'
import { chineseDay } from './subsidy-calendar'

export const resultProblemCodes = [
  'missing',
  'wrong',
  'formula',
  'date',
  'not_on_roster',
  'several',
  'name_differs',
  'repeated',
  'taken',
  'locked',
  'own',
] as const
export type ResultProblemCode = (typeof resultProblemCodes)[number]

/** One thing that keeps a row from being entered. `detail` says what is wrong and what to do, in plain Chinese. */
export interface ResultProblem {
  readonly field: ResultField
  readonly code: ResultProblemCode
  readonly detail: string
}

export interface ReadResult {
  readonly exam: { readonly passed: boolean; readonly examinedOn: string } | null
  readonly certificate: EnterCertificateBody | null
  readonly problems: readonly ResultProblem[]
}

/** Between which days results and certificates of a class can be. */
export interface ResultDays {
  /** Last day of the lessons, or the planned exam where that is earlier. */
  readonly endsOn: string
  readonly today: string
  /** Of the class: the day where the sheet has none. */
  readonly examOn: string
}

export interface ResultSettings {
  readonly days: ResultDays
  /** From so many points on it is a pass; null = nobody has said, and points alone say nothing. */
  readonly passMark: number | null
}

const NAMES: Partial<Record<ResultField, string>> = {
  outcome: '成绩',
  examinedOn: '考试日期',
  kind: '证书种类',
  level: '等级',
  number: '证书编号',
  issuer: '发证机构',
  issuedOn: '发证日期',
  expiresOn: '有效期',
}

/** What one row says of exam and certificate, and everything in it that cannot be. Whose it is, is not looked at. */
export function readResult(entry: ResultEntry, settings: ResultSettings): ReadResult {
  const formulas = Object.keys(NAMES).filter((name) => entry[name as ResultField] === FORMULA_WITHOUT_VALUE)
  if (formulas.length > 0) return { exam: null, certificate: null, problems: formulas.map(formulaProblem) }
  const exam = examOf(entry, settings)
  const certificate = certificateOf(entry, settings)
  const problems = [...exam.problems, ...certificate.problems]
  if (problems.length === 0 && exam.value === null && certificate.value === null)
    return {
      exam: null,
      certificate: null,
      problems: [missing('outcome', '成绩和证书都没写，这一行没有要登记的')],
    }
  if (exam.value?.passed === false && certificate.value !== null)
    problems.push(wrong('outcome', '写的是不合格，却有证书，请核对'))
  return { exam: exam.value, certificate: certificate.value, problems }
}

interface Part<Value> {
  value: Value | null
  problems: ResultProblem[]
}

function examOf(
  entry: ResultEntry,
  { days, passMark }: ResultSettings,
): Part<NonNullable<ReadResult['exam']>> {
  if (entry.outcome === '') return { value: null, problems: [] }
  const passed = passedOf(entry.outcome, passMark)
  const examinedOn = entry.examinedOn === '' ? days.examOn : dayOf(entry.examinedOn)
  const fault = dayFault('examinedOn', examinedOn, days)
  const problems = [...(typeof passed === 'boolean' ? [] : [passed]), ...(fault ? [fault] : [])]
  if (typeof passed !== 'boolean' || examinedOn === null || fault) return { value: null, problems }
  return { value: { passed, examinedOn }, problems }
}

function passedOf(words: string, passMark: number | null): boolean | ResultProblem {
  const outcome = outcomeOf(words)
  if (outcome === null) return wrong('outcome', `看不懂“${words}”，请写合格、不合格或分数`)
  if (outcome.kind !== 'score') return outcome.kind === 'passed'
  if (passMark === null) return missing('outcome', '写的是分数，请先填合格线是多少分')
  return outcome.points >= passMark
}

function certificateOf(entry: ResultEntry, { days }: ResultSettings): Part<EnterCertificateBody> {
  if (entry.number === '') {
    const isBegun = entry.issuedOn !== ''
    return { value: null, problems: isBegun ? [missing('number', '有发证日期，没有证书编号，请补上')] : [] }
  }
  const kind = kindOf(entry)
  const level = kind === 'level' ? levelIn(entry) : null
  const issuedOn = dayOf(entry.issuedOn)
  const end = endOf(entry.expiresOn)
  const found = [
    kind === null && kindFault(entry.kind),
    kind === 'level' && level === null && missing('level', '等级证书要写等级，例如“中级工”'),
    dayFault('issuedOn', issuedOn, days),
    end === undefined && wrong('expiresOn', '有效期请写成 2024-06-18 这样，没有就空着'),
    isAfter(issuedOn, end) && date('expiresOn', '有效期比发证日期还早，请核对'),
  ]
  const problems = found.filter((problem): problem is ResultProblem => Boolean(problem))
  if (problems.length > 0) return { value: null, problems }
  const { issuer } = entry
  const number = entry.number.replace(/\s/g, '')
  const body = { kind, number, issuedOn, level, issuer: issuer === '' ? null : issuer, expiresOn: end }
  const parsed = v.safeParse(enterCertificateBody, body, { abortPipeEarly: true })
  if (parsed.success) return { value: parsed.output, problems }
  return { value: null, problems: parsed.issues.map((issue) => wrong(fieldOf(issue), issue.message)) }
}

/** A level without more says that it is a certificate of a level. */
function kindOf({ kind, level }: ResultEntry): CertificateKind | null {
  return certificateKindOf(kind) ?? (kind === '' && levelOf(level) ? 'level' : null)
}

function levelIn({ kind, level }: ResultEntry): CertificateLevel | null {
  return levelOf(level) ?? levelOf(kind)
}

/** The last day; null = it has none, undefined = not understood. */
function endOf(words: string): string | null | undefined {
  return words === '' || isForEver(words) ? null : (dayOf(lastOf(words)) ?? undefined)
}

function isAfter(issuedOn: string | null, end: string | null | undefined): boolean {
  return issuedOn !== null && typeof end === 'string' && end <= issuedOn
}

function kindFault(words: string): ResultProblem {
  return words === ''
    ? missing('kind', '有证书编号，没写是什么证书')
    : wrong('kind', `没有“${words}”这种证书，请写特种作业、考核合格、技能等级、职业资格或专项能力`)
}

/** 2021.06.18-2024.06.17 → its last day. */
function lastOf(words: string): string {
  const days = words.match(/\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}/g)
  return days?.at(-1) ?? words
}

function dayFault(
  field: 'examinedOn' | 'issuedOn',
  day: string | null,
  { endsOn, today }: ResultDays,
): ResultProblem | null {
  const name = NAMES[field] ?? ''
  if (day === null) return wrong(field, `${name}请写成 2021-06-18 这样`)
  if (day > today) return date(field, `${name}${chineseDay(day)}还没到，请核对`)
  if (day < endsOn) return date(field, `${name}${chineseDay(day)}，班${chineseDay(endsOn)}才结束，请核对`)
  return null
}

function fieldOf(issue: v.BaseIssue<unknown>): ResultField {
  const key = String(issue.path?.[0]?.key)
  return key in NAMES ? (key as ResultField) : 'number'
}

function formulaProblem(name: string): ResultProblem {
  const field = name as ResultField
  const detail = `${NAMES[field] ?? ''}这一格是公式，没有算出来的值。请在表格里改成文字再传`
  return { field, code: 'formula', detail }
}

function missing(field: ResultField, detail: string): ResultProblem {
  return { field, code: 'missing', detail }
}
function wrong(field: ResultField, detail: string): ResultProblem {
  return { field, code: 'wrong', detail }
}
function date(field: ResultField, detail: string): ResultProblem {
  return { field, code: 'date', detail }
}
