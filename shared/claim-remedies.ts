import { dateOfDay, dayNumber } from './day-number'
import { addWorkingDays, type WorkingDayCalendar } from './working-days'

/**
 * What stands against a decision, and how long for. The notice says nothing about either: the days to appeal follow
 * 行政复议法（2023年修订）第二十条, those to answer an objection are what other cities' notices set (A20), the rest is ours.
 */
export const remedySettings = {
  /** Days after the refusal within which the worker can appeal, once. */
  appealDays: 60,
  /** Working days within which a bureau answers. */
  answerWorkingDays: { objection: 5, appeal: 15 },
} as const
export type RemedyKind = keyof typeof remedySettings.answerWorkingDays

/** The last day on which a refusal can be appealed. @param refusedOn day of the refusal */
export function lastDayToAppeal(refusedOn: string): string {
  return dateOfDay(dayNumber(refusedOn) + remedySettings.appealDays)
}

/** The day by which a bureau has to answer; null when the holidays of that year are not set yet. */
export function answerDueOn(calendar: WorkingDayCalendar, kind: RemedyKind, filedOn: string): string | null {
  return addWorkingDays(calendar, filedOn, remedySettings.answerWorkingDays[kind])
}

/**
 * The last day of a publicity: so many working days after the day on which it began, which does not count itself.
 * @returns null when the holidays of that year are not set yet: then it cannot be said to be over
 */
export function lastDayOfPublicity(calendar: WorkingDayCalendar, since: string, days: number): string | null {
  return addWorkingDays(calendar, since, days)
}
