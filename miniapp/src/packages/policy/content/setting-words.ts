import type { FieldKind } from './field-kinds'

/** What a setting is called on the desk, and how it is filled in. */
export interface SettingWords {
  readonly label: string
  /** Null: it only says how things are done, and nothing is worked out with it. */
  readonly kind: FieldKind | null
}

const yesNo: FieldKind = { kind: 'choice', options: [true, false] }
const months: FieldKind = { kind: 'number', unit: '个月', gap: 'null' }
const share: FieldKind = { kind: 'number', unit: '%', per: 100, gap: 'null' }
const scope: FieldKind = {
  kind: 'choice',
  options: [null, 'allow', 'sameEntitlement', 'sameTrade', 'samePerson'],
}
const date: FieldKind = { kind: 'date', gap: 'null' }

/** Every setting of the first policy; another policy's own settings go by their name. */
export const settingWords: Readonly<Record<string, SettingWords>> = {
  'cap.shownAs': { label: '“不超过”怎么显示', kind: null },
  'cap.method': { label: '上限以下怎么定数', kind: null },
  'operatorCertificate.minHours': {
    label: '特种作业最少课时',
    kind: { kind: 'number', unit: '课时', gap: 'null' },
  },
  'proof.examBesideCertificate': { label: '有了证书还要不要考试合格记录', kind: yesNo },
  'annex.mapping': { label: '附件的行归哪一条', kind: null },
  'annex.waterTreatment': { label: '水处理按哪里算', kind: null },
  'annex.gas': { label: '燃气按哪里算', kind: null },
  'annex.construction': { label: '“建筑”领域按哪里算', kind: null },
  'annex.outsideNamedFields': { label: '名单外的类按哪里算', kind: null },
  'sector.withoutRow': { label: '目录里没有的领域', kind: null },
  'insurance.months': { label: '失业保险最少几个月', kind: months },
  'insurance.mode': { label: '月数怎么算', kind: null },
  'insurance.asOf': { label: '算到哪个月', kind: null },
  'insurance.monthsForTechnicians': { label: '技师、高级技师失业保险最少几个月', kind: months },
  'period.levelCertificatesFrom': { label: '等级证书从哪天起', kind: date },
  'period.levelCertificatesUntil': { label: '等级证书到哪天止', kind: date },
  'period.highRiskBasis': { label: '高危岗位看哪个日期', kind: null },
  'period.undatedClauseFrom': { label: '没写日期的条款从哪天起', kind: date },
  'period.undatedClauseUntil': { label: '没写日期的条款到哪天止', kind: date },
  'apprenticeship.payPlan': { label: '学徒制怎么算', kind: null },
  'apprenticeship.prepayBasisPoints': { label: '学徒制最多预支多少', kind: share },
  'apprenticeship.payee': { label: '学徒制的钱发给谁', kind: null },
  'apprenticeship.modern': { label: '现代学徒制按什么标准', kind: null },
  'stacking.sameTradeSameLevelOnce': { label: '同工种同等级只领一次', kind: yesNo },
  'stacking.higherBlocksLower': { label: '领了高的不再领低的', kind: yesNo },
  'stacking.trainingAndCertificate': { label: '培训和证书能不能都领', kind: scope },
  'stacking.apprenticeshipAndOthers': { label: '学徒制和别的能不能都领', kind: scope },
  'stacking.sameTrainingEvent': {
    label: '同一次培训能领几样',
    kind: { kind: 'choice', options: ['one', 'allow'] },
  },
  'flags.severalOpen': { label: '够几条时用哪一处疑义的话', kind: null },
  'limits.perYear': { label: '每年最多几次', kind: { kind: 'number', unit: '次', gap: 'null' } },
  'limits.lifetime': { label: '一辈子最多几次', kind: { kind: 'number', unit: '次', gap: 'null' } },
  'claim.deadlineMonths': { label: '多少个月内要申领', kind: months },
  'claim.graceUntil': { label: '早拿证的人放宽到哪天', kind: date },
  'publicity.workingDays': {
    label: '名单公开几个工作日',
    kind: { kind: 'number', unit: '个工作日', gap: 'null' },
  },
  'payee.training': { label: '培训补贴发给谁', kind: null },
  'employment.proofs': { label: '企业职工用什么证明', kind: null },
  'place.trainedInCity': { label: '要不要在本市培训', kind: yesNo },
  'place.examinedInCity': { label: '要不要在本市考核', kind: yesNo },
  'levelCertificates.tradeRequired': { label: '等级证书限不限附件工种', kind: null },
  'online.shareBasisPoints': { label: '线上课时最多占多少', kind: share },
  'online.base': {
    label: '占的是什么',
    kind: { kind: 'choice', options: ['countedTotal', 'requiredHours'] },
  },
  'online.minutesPerHour': {
    label: '线上多少分钟算1课时',
    kind: { kind: 'number', unit: '分钟', gap: 'null' },
  },
}

/** A setting's words, or for one that we do not know its name and a field that fits its value. */
export function wordsOfSetting(name: string, value: unknown): SettingWords {
  return settingWords[name] ?? { label: name, kind: kindOf(value) }
}

function kindOf(value: unknown): FieldKind | null {
  if (typeof value === 'boolean') return yesNo
  if (typeof value === 'number') return { kind: 'number', unit: '', gap: 'null' }
  if (typeof value === 'string') {
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? date : { kind: 'line' }
  }
  return null
}
