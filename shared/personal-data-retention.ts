import { addMonths, yearOf } from './subsidy-calendar'

/** What the law makes us keep although somebody deletes their account, for how long, and by which words. Data. */
export const retentionRules = {
  payment: {
    what: '已经到账的补贴：申领和付款记录',
    /** What of it stays readable. */
    how: '姓名和证件号码单独加密封存，只供查账和防止重复领；用工证明随申领留着；卡号只留后四位；手机号、微信、消息都删掉',
    years: 30,
    citation: {
      law: '《会计档案管理办法》（财政部、国家档案局令第79号）',
      article: '第十四条及附表二',
      inForceSince: '2016-01-01',
    },
  },
  refusal: {
    what: '没有通过的申领',
    how: '不留卡号和用工资料，只留到不能再起诉为止',
    months: 6,
    citation: {
      law: '《中华人民共和国行政诉讼法》',
      article: '第四十六条',
      inForceSince: '2015-05-01',
    },
  },
} as const

export type RetentionKind = keyof typeof retentionRules

/** That we may and must keep what another law sets a time for, and do nothing else with it. */
export const retentionBasis = '《中华人民共和国个人信息保护法》第四十七条'

/** How deletion goes. */
export const deletionSettings = {
  /** So long somebody can take it back. */
  waitingDays: 7,
  /**
   * So many working days an operator of an app has at most (《App违法违规收集使用个人信息行为认定方法》六); the waiting
   * time lies within it.
   */
  legalWorkingDays: 15,
} as const

/**
 * The last day on which a record is kept.
 * Accounts count from the end of their year: what was paid in 2021 stays until 2051-12-31.
 * @param settledOn day of the payment or of the refusal, `YYYY-MM-DD`
 */
export function keptUntil(kind: RetentionKind, settledOn: string): string {
  if (kind === 'refusal') return addMonths(settledOn, retentionRules.refusal.months)
  return `${Number(yearOf(settledOn)) + retentionRules.payment.years}-12-31`
}
