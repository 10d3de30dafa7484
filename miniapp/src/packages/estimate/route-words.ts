import { formatAmount } from '#shared/money'
import { chineseDay } from '#shared/subsidy-calendar'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import type { Tone } from '../../components/status-tag'
import { isSettled } from './asked'
import type { RuleAnswer } from './estimate'

/** How one way stands, in a word and a line. */
export interface Standing {
  readonly tone: Tone
  readonly word: string
  /** What to do next, or what it means. */
  readonly line: string
}

/**
 * How a way stands. While questions are open it never sounds final: people stop reading at the first figure.
 * @param open number of questions that have not been answered
 */
export function standingOf(answer: RuleAnswer, open: number): Standing {
  switch (answer.outcome) {
    case 'payable':
      return {
        tone: 'ok',
        word: '条件都够了',
        line: answer.amount.kind === 'upTo' ? '这是最高数，实际金额审核时定' : '可以申领',
      }
    case 'not_met':
      return {
        tone: 'stop',
        word: isSettled(answer.failed) ? '这条领不了' : '现在还不能领',
        line: answer.next,
      }
    case 'needs_office':
      return { tone: 'wait', word: '要问窗口', line: '先问清楚再报名' }
    case 'possible':
      return open > 0
        ? { tone: 'wait', word: '还不一定', line: `还有${String(open)}个问题没答` }
        : { tone: 'wait', word: '还不一定', line: '有几样还不清楚，弄清了再来改' }
  }
}

/** What of the sum is sure, and what is only a most. */
export function sumLine({ outcome, amount }: RuleAnswer): string {
  const sum = formatAmount(amount)
  if (amount.kind === 'upTo') {
    return outcome === 'payable'
      ? `${sum}，不一定发满：发多少审核时才定。`
      : `条件都够的话，${sum}，不一定发满。`
  }
  if (outcome === 'payable') return `确定是${sum}。`
  return outcome === 'needs_office' ? `窗口认可的话，${sum}。` : `条件都够的话，${sum}。`
}

/** Which date decides, and between which days it has to lie: `看证书上的发证日期，要在…之间`. */
export function decidingDateLine(policy: SubsidyPolicy, answer: RuleAnswer): string | null {
  const rule = policy.rules.find((each) => each.id === answer.rule)
  if (!rule) return null
  const condition = rule.conditions.find((each) => each.fact === 'asOfDate')
  if (rule.asOf === 'notChecked' || condition === undefined) return '这一条不看日期。'
  const looks = rule.asOf === 'examinedOn' ? '看考试那天' : '看证书上写的发证日期'
  const isSaid = answer.lines.some((line) => line.condition === 'inPeriod')
  return `${looks}，不看报名和申领那天${isSaid ? '' : periodOf(condition.value)}。`
}

/** Until when the claim has to be made; in the policy's own words where it sets no time. */
export function lastDayLine(policy: SubsidyPolicy, answer: RuleAnswer): string {
  if (answer.lastClaimDay !== null) return `最晚${chineseDay(answer.lastClaimDay)}申领，当天也行。`
  const months = policy.settings['claim.deadlineMonths']
  if (months === null) return '原文没有写。够条件了就办，不要拖。'
  return `够条件后${String(months)}个月内申领；填了日期，就算得出最后一天。`
}

function periodOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('from' in value) || !('until' in value)) return ''
  const { from, until } = value
  if (typeof from === 'string' && typeof until === 'string')
    return `；要在${chineseDay(from)}到${chineseDay(until)}之间，头尾两天都算`
  if (typeof from === 'string') return `；要在${chineseDay(from)}（含当天）以后`
  return typeof until === 'string' ? `；要在${chineseDay(until)}（含当天）以前` : ''
}
