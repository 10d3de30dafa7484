import { chineseDay, policyStatusOn, type PolicyStatus } from '#shared/subsidy-policy'
import type { PolicyBook } from './policy-book'

/**
 * What everybody reads about the version in force: its own dates, unless it was stopped before they were over.
 * Bookings of the day on which it was stopped still count, so it is over from the next day on.
 * @param today programme date
 */
export function standingOn({ inForce }: Pick<PolicyBook, 'inForce'>, today: string): PolicyStatus {
  const { policy, closedOn } = inForce
  const printed = policyStatusOn(policy, today)
  if (closedOn === null || today <= closedOn || printed.status === 'closed') return printed
  return { status: 'closed', sentence: `本办法${chineseDay(closedOn)}已停止，之后报名的没有补贴` }
}
