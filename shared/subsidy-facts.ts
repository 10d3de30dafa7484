import * as v from 'valibot'
import { isRealDate } from './primitives'

/** What is known about one person's training; the vocabulary in which rules are asked. */
export const factNames = [
  'tradeSeq',
  'sector',
  'employee',
  'trainedInCity',
  'examinedInCity',
  'hours',
  'examPassed',
  'examinedOn',
  'certificates',
  'unemploymentInsuranceMonths',
  'apprenticeship',
] as const
export type FactName = (typeof factNames)[number]

/** Kinds of certificate; `level` is 职业资格证书 or 职业技能等级证书 with a level 5 初级 … 1 高级技师. */
export const certificateKinds = ['competency', 'special_operations', 'special_skill', 'level'] as const
export type CertificateKind = (typeof certificateKinds)[number]

const amount = v.pipe(v.number('要填数字'), v.finite('数字太大，请检查'), v.minValue(0, '不能是负数'))
/** An object of exactly these facts; a list is not an object without facts. */
function facts<const TEntries extends v.ObjectEntries>(entries: TEntries) {
  return v.pipe(
    v.unknown(),
    v.check((input) => !Array.isArray(input), notAList),
    v.strictObject(entries),
  )
}
const notAList = '这一项不能是列表'
const answer = v.boolean('要回答是或否')
const skillLevel = v.pipe(
  v.number('等级要填数字'),
  v.integer('等级只有1到5级'),
  v.minValue(1, '等级只有1到5级'),
  v.maxValue(5, '等级只有1到5级'),
)
const day = v.pipe(
  v.string('要填日期'),
  v.check(
    (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isRealDate(text),
    '没有这一天，日期写成 2021-06-18 这样',
  ),
)

export const certificateFact = v.pipe(
  facts({
    kind: v.picklist(certificateKinds, '没有这种证书'),
    level: v.exactOptional(skillLevel),
    issuedOn: day,
  }),
  v.forward(
    v.check((certificate) => certificate.kind !== 'level' || certificate.level !== undefined, '请填证书等级'),
    ['level'],
  ),
)
export type CertificateFact = v.InferOutput<typeof certificateFact>

/**
 * The facts of one question. Every fact is optional: **absent means unknown, never no**.
 * Known to have no certificate is the empty list.
 */
export const subsidyFacts = facts({
  /** Row of the annex. */
  tradeSeq: v.exactOptional(
    v.pipe(v.number('要填序号'), v.integer('序号是整数'), v.minValue(1, '序号从1开始')),
  ),
  /** A field named in （十一） for which nobody has found a row. */
  sector: v.exactOptional(
    v.pipe(v.string('要填领域名称'), v.nonEmpty('要填领域名称'), v.maxLength(50, '最多50个字')),
  ),
  /** 企业职工. */
  employee: v.exactOptional(answer),
  trainedInCity: v.exactOptional(answer),
  examinedInCity: v.exactOptional(answer),
  /** 课时; online hours at their face value, how many count is the rule's business. */
  hours: v.exactOptional(facts({ onsite: v.exactOptional(amount), online: v.exactOptional(amount) })),
  examPassed: v.exactOptional(answer),
  /** Day of the class's exam; decides the period only where a clause names no date (A27), and only when known. */
  examinedOn: v.exactOptional(day),
  certificates: v.exactOptional(
    v.pipe(v.array(certificateFact, '要填证书列表'), v.maxLength(100, '最多100本证书')),
  ),
  /** Cumulative months in the city at the certificate's month. */
  unemploymentInsuranceMonths: v.exactOptional(amount),
  /** 学徒制: agreed length in years, level that the class aims at. */
  apprenticeship: v.exactOptional(
    facts({
      kind: v.exactOptional(v.picklist(['new', 'modern'], '学徒制只有新型和现代两种')),
      targetLevel: v.exactOptional(skillLevel),
      years: v.exactOptional(amount),
    }),
  ),
})
export type SubsidyFacts = v.InferOutput<typeof subsidyFacts>

/** One fact that cannot be: where, which kind of mistake, and a sentence for the person who gave it. */
export interface FactProblem {
  /** Path of the fact: `hours.onsite`, `certificates.0.issuedOn`. */
  readonly fact: string
  readonly problem:
    'unknown_fact' | 'wrong_type' | 'not_finite' | 'negative' | 'out_of_range' | 'impossible_date' | 'missing'
  readonly detail: string
}

/** The facts cannot be assessed; `problems` names every one of them, not the first. */
export class InvalidFacts extends Error {
  readonly problems: readonly FactProblem[]
  constructor(problems: readonly FactProblem[]) {
    super(`facts that cannot be: ${problems.map((each) => `${each.fact} (${each.problem})`).join(', ')}`)
    this.name = 'InvalidFacts'
    this.problems = problems
  }
}

/**
 * Checks facts from outside.
 * @param hasRow whether the annex of the policy in question has this row
 * @throws {InvalidFacts} with all problems: unknown key, wrong type, negative or non-finite number, row, level, date
 */
export function parseFacts(input: unknown, hasRow: (row: number) => boolean = () => true): SubsidyFacts {
  const result = v.safeParse(subsidyFacts, input)
  const problems = result.success ? [] : result.issues.map(toProblem)
  const row = rowOf(input)
  if (row !== undefined && !hasRow(row) && !problems.some((each) => each.fact === 'tradeSeq')) {
    problems.push({ fact: 'tradeSeq', problem: 'out_of_range', detail: `目录里没有第${String(row)}行` })
  }
  if (result.success && problems.length === 0) return result.output
  throw new InvalidFacts(problems)
}

function rowOf(input: unknown): number | undefined {
  const row = typeof input === 'object' && input !== null && 'tradeSeq' in input ? input.tradeSeq : undefined
  return typeof row === 'number' ? row : undefined
}

type Issue = v.InferIssue<typeof subsidyFacts>

function toProblem(issue: Issue): FactProblem {
  return { fact: v.getDotPath(issue) ?? 'facts', problem: kindOfProblem(issue), detail: detailOf(issue) }
}

function kindOfProblem(issue: Issue): FactProblem['problem'] {
  if (issue.expected === 'never') return 'unknown_fact'
  if (issue.received === 'undefined') return 'missing'
  if (issue.type === 'finite' || issue.received === 'NaN' || issue.received === 'Infinity')
    return 'not_finite'
  if (issue.type === 'min_value' && Number(issue.input) < 0) return 'negative'
  if (issue.kind === 'schema' || issue.message === notAList) return 'wrong_type'
  if (issue.type !== 'check') return 'out_of_range'
  return typeof issue.input === 'string' ? 'impossible_date' : 'missing'
}

function detailOf(issue: Issue): string {
  if (issue.expected === 'never') return '没有这一项，请检查名称'
  if (issue.received === 'undefined') return '缺了这一项'
  return /[\u4e00-\u9fff]/.test(issue.message) ? issue.message : '这一项填得不对'
}
