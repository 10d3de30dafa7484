import type { Outcome } from './subsidy-assessment'
import type { FactName } from './subsidy-facts'
import type { ConditionFact, ConditionName } from './subsidy-policy-schema'

/** All words of an assessment, in one place. A missing entry does not compile. */

/** Stands in these words for the city of the policy, which `inPlace` puts there. */
const OUR_CITY = '本市'

/** A sentence of this file with the city by its name, as in `要在连云港市培训`. */
export function inPlace(sentence: string, city: string): string {
  return sentence.replaceAll(OUR_CITY, city)
}

/** The city of a jurisdiction, without the province before it: `江苏省连云港市` is `连云港市`. */
export function cityOf(jurisdiction: string): string {
  return jurisdiction.replace(/^.+?(?:省|自治区)(?=.)/u, '')
}

/** The short name of a condition: what a failed or open point is called in a list. */
export const conditionLabels: Record<ConditionName, string> = {
  minHours: '课时',
  examPassed: '考试',
  certificate: '证书',
  inPeriod: '日期',
  employee: '企业职工',
  insuranceMonths: '失业保险',
  inCity: `在${OUR_CITY}`,
  apprenticeshipYears: '学徒年限',
}

/** What the outcome means for the worker, under the amount. */
export const outcomeWords: Record<Outcome, string> = {
  payable: '条件都够了',
  possible: '有可能，还差几样信息',
  not_met: '现在还不够条件',
  needs_office: '要到窗口问一下',
}

/** What we would like to know, when the worker has not said it. */
export const factQuestions: Record<FactName, string> = {
  tradeSeq: '学的是哪个工种',
  sector: '在哪个领域工作',
  employee: '是不是企业职工',
  trainedInCity: `是不是在${OUR_CITY}培训`,
  examinedInCity: `是不是在${OUR_CITY}考核`,
  hours: '上了多少课时',
  examPassed: '考过没有',
  examinedOn: '哪天考的',
  certificates: '有什么证书',
  unemploymentInsuranceMonths: '失业保险缴了几个月',
  apprenticeship: '学徒班的等级和年数',
}

/** Kinds of certificate as a rule names them. */
export const certificateWords: Record<string, string> = {
  competency: '考核合格证书',
  special_operations: '建筑施工特种作业人员证',
  special_skill: '专项能力证书',
  'level:5': '初级工证书',
  'level:4': '中级工证书',
  'level:3': '高级工证书',
  'level:2': '技师证书',
  'level:1': '高级技师证书',
}

/** Sentences about one condition. Each stands after its label and a colon. */
interface ConditionWords {
  readonly label: string
  /** A fact of yes or no: what is expected and what is known are 是 or 不是. */
  readonly isTruth?: true
  readonly met: (expected: string, actual: string) => string
  /** @param short how much is missing; empty where no figure says it, as after 不超过 */
  readonly failed: (expected: string, actual: string, short: string) => string
  readonly unknown: (expected: string) => string
  /** Unit behind a number. */
  readonly unit: string
  /** Stands before a number that must be reached. */
  readonly least: string
  /** What to do about a failure, under the amount; `short` as in `failed`. */
  readonly remedy: (expected: string, short: string) => string
}

const yes = '是'
const missing = (short: string) => (short === '' ? '' : `，还差${short}`)

/** A place where something has to happen, or must not. */
function placeWords(label: string, deed: string): ConditionWords {
  return {
    label,
    isTruth: true,
    met: (expected) => (expected === yes ? `在${OUR_CITY}` : `不在${OUR_CITY}`),
    failed: (expected) =>
      expected === yes ? `要在${OUR_CITY}${deed}，您不是` : `不能在${OUR_CITY}${deed}，您是`,
    unknown: (expected) => `${expected === yes ? '要在' : '不能在'}${OUR_CITY}，还不知道您在哪里${deed}`,
    unit: '',
    least: '',
    remedy: (expected) => `${expected === yes ? '要在' : '不能在'}${OUR_CITY}${deed}`,
  }
}

export const conditionWords: Record<ConditionFact, ConditionWords> = {
  countedHours: {
    label: conditionLabels.minHours,
    met: (expected, actual) => `要${expected}，您有${actual}`,
    failed: (expected, actual, short) => `要${expected}，您有${actual}${missing(short)}`,
    unknown: (expected) => `要${expected}，还不知道您上了多少`,
    unit: '课时',
    least: '',
    remedy: (expected, short) => (short === '' ? `课时要${expected}` : `再上${short}`),
  },
  examPassed: {
    label: conditionLabels.examPassed,
    isTruth: true,
    met: (expected) => (expected === yes ? '已合格' : '没有合格过'),
    failed: (expected) => (expected === yes ? '要考试合格，您还没有合格' : '要没有考过的，您已经合格'),
    unknown: () => '还不知道您考过没有',
    unit: '',
    least: '',
    remedy: (expected) => (expected === yes ? '考试合格以后再来' : '考试合格过的不能领'),
  },
  trainedInCity: placeWords('培训地点', '培训'),
  examinedInCity: placeWords('考核地点', '考核'),
  employee: {
    label: conditionLabels.employee,
    isTruth: true,
    met: (expected) => (expected === yes ? '您是企业职工' : '您不是企业职工'),
    failed: (expected) => (expected === yes ? '职工才能领，您还不是' : '不能是企业职工，您是'),
    unknown: () => '还不知道您是不是企业职工',
    unit: '',
    least: '',
    remedy: (expected) => (expected === yes ? '企业职工才能领' : '企业职工不能领'),
  },
  certificateKind: {
    label: conditionLabels.certificate,
    met: (expected) => `要${expected}，您有`,
    failed: (expected) => `要${expected}，您没有`,
    unknown: (expected) => `要${expected}，还不知道您有没有`,
    unit: '',
    least: '',
    remedy: (expected) => `先取得${expected}`,
  },
  asOfDate: {
    label: conditionLabels.inPeriod,
    met: (expected, actual) => `${actual}，在${expected}`,
    failed: (expected, actual) => `要在${expected}，您的是${actual}`,
    unknown: (expected) => `要在${expected}，还不知道您的日期`,
    unit: '',
    least: '',
    remedy: () => '日期不在期限里，这一条领不了',
  },
  unemploymentInsuranceMonths: {
    label: conditionLabels.insuranceMonths,
    met: (expected, actual) => `发证当月要累计${expected}，您有${actual}`,
    failed: (expected, actual, short) => `发证当月要累计${expected}，您有${actual}${missing(short)}`,
    unknown: (expected) => `发证当月要累计${expected}，还不知道您缴了多少`,
    unit: '个月',
    least: '满',
    // Months paid after the certificate do not help: they are counted at its month (A11).
    remedy: (expected, short) =>
      short === '' ? `发证当月失业保险要累计${expected}` : `发证时失业保险还差${short}`,
  },
  apprenticeshipYears: {
    label: conditionLabels.apprenticeshipYears,
    met: (expected, actual) => `要${expected}，约定的是${actual}`,
    failed: (expected, actual) => `要${expected}，约定的是${actual}`,
    unknown: (expected) => `要${expected}，还不知道约定了几年`,
    unit: '年',
    least: '至少',
    remedy: (expected) => `学徒期要${expected}`,
  },
}

/** Which date decides, as a label before the sentence about it. */
export const asOfWords = {
  certificateIssuedOn: '发证日期',
  examinedOn: '考试日期',
  notChecked: conditionLabels.inPeriod,
} as const

export const yesNo = { true: yes, false: '不是' } as const
