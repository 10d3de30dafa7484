import type { StatusView } from '#shared/session'
import { chineseDay, policyStatusOn, type PolicyStatus } from '#shared/subsidy-policy'
import type { PhonePolicy } from './phone-policy'

/** Where the subsidy stands on a day, as far as the phone knows. */
export interface PhoneStanding extends PolicyStatus {
  /**
   * False before the first day and once it was stopped: whoever books then is paid nothing, so no sum is shown. After
   * the printed last day it stays true: exams and certificates of earlier days still count.
   */
  readonly mayPay: boolean
}

/**
 * The standing of the policy by which the phone reckons. What the server said last goes before the phone's own copy,
 * which may have been fetched before the policy was stopped.
 * @param today programme date
 */
export function phoneStanding(
  { policy, closedOn }: PhonePolicy,
  status: StatusView | null,
  today: string,
): PhoneStanding {
  const printed = policyStatusOn(policy, today)
  if (closedOn !== null && today > closedOn) return stopped(stoppedWords(closedOn))
  // Over by its own dates is not stopped; the server gives both the same name.
  if (status?.policy.status === 'closed' && printed.status === 'active')
    return stopped(status.policy.statusText)
  return { ...printed, mayPay: printed.status !== 'before' }
}

/** The standing when the server has answered that no rules hold for a booking of today. */
export function stopped(sentence: string): PhoneStanding {
  return { status: 'closed', sentence, mayPay: false }
}

/** Whether the server says that the policy was stopped and the phone's copy does not know it yet. */
export function isStopUnheard(phone: PhonePolicy, status: StatusView | null): boolean {
  if (status?.policy.status !== 'closed' || phone.closedOn !== null) return false
  return policyStatusOn(phone.policy, status.programmeDate).status === 'active'
}

function stoppedWords(closedOn: string): string {
  return `本办法${chineseDay(closedOn)}已停止，之后报名的没有补贴`
}
