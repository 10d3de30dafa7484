import { certificateWords } from '#shared/subsidy-wording'

/** Words for the values that are names: methods, kinds, units. */
const words: Readonly<Record<string, string>> = {
  ...certificateWords,
  fixed: '定额',
  upTo: '最高',
  per_person: '每人',
  per_person_year: '每人每年',
  trainingEvent: '每次培训一份',
  certificate: '每本证书一份',
  apprenticeshipYear: '每个学徒年一份',
  certificateIssuedOn: '证书上的发证日期',
  examinedOn: '结业考试那天',
  notChecked: '不看日期',
  certificateMonth: '发证当月',
  cumulative: '累计',
  manual: '审核时填写，写明理由',
  inferred: '按附件金额推定',
  annexRow: '按附件这一行',
  needsOffice: '请到窗口问',
  targetLevelByYear: '按培养等级、按年',
  enterprise: '企业',
  sameTable: '同一张表',
  one: '只能领一样',
  allow: '可以都领',
  sameEntitlement: '同一次培训、同一本证书只领一样',
  sameTrade: '同一工种只领一样',
  samePerson: '一个人只领一样',
  countedTotal: '计入的总课时',
  requiredHours: '要求的课时',
  unemployment_insurance: '失业保险参保',
  labour_contract: '劳动合同',
  real_name_registration: '工地实名制记录',
  booking_date: '按报名那天',
  deciding_date: '按发证或考试那天',
  notice: '按原文',
  common: '按外地常见做法',
  payable: '能领',
  possible: '有可能，还差信息',
  not_met: '不够条件',
  needs_office: '要到窗口问',
  absent: '不涉及这一条',
}

/** One value of the content in Chinese. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return '不设'
  if (value === true) return '是'
  if (value === false) return '否'
  if (Array.isArray(value)) return value.length === 0 ? '没有' : value.map(valueWords).join('、')
  if (typeof value === 'object') return '内容有变化'
  return words[String(value)] ?? String(value)
}
