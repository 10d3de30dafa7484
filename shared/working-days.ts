import * as v from 'valibot'
import { dateOfDay, dayNumber, weekdayOf } from './day-number'
import { isoDate } from './primitives'

/** The holidays of the State Council year by year, each with the documents that set them. */
export const workingDayCalendar = v.object({
  title: v.string(),
  years: v.array(
    v.object({
      year: v.pipe(v.string(), v.regex(/^\d{4}$/)),
      documents: v.pipe(v.array(v.string()), v.minLength(1)),
      daysOff: v.array(v.object({ name: v.string(), from: isoDate, until: isoDate })),
      /** Saturdays and Sundays on which work goes on (调休). */
      workedWeekends: v.array(isoDate),
    }),
  ),
})
export type WorkingDayCalendar = v.InferOutput<typeof workingDayCalendar>

/** Whether offices work on that day; null for a year whose holidays nobody has set yet. */
export function isWorkingDay({ years }: WorkingDayCalendar, date: string): boolean | null {
  const found = years.find(({ year }) => date.startsWith(year))
  if (!found) return null
  if (found.daysOff.some(({ from, until }) => from <= date && date <= until)) return false
  const isWeekend = [0, 6].includes(weekdayOf(date))
  return !isWeekend || found.workedWeekends.includes(date)
}

/**
 * The day that lies so many working days after another, which is not counted itself: Friday + 1 → Monday.
 * @param count whole days, zero or more; zero gives the day itself
 * @returns null when the way leads into a year whose holidays are not set yet
 */
export function addWorkingDays(calendar: WorkingDayCalendar, from: string, count: number): string | null {
  let day = dayNumber(from)
  let left = count
  while (left > 0) {
    day += 1
    const works = isWorkingDay(calendar, dateOfDay(day))
    if (works === null) return null
    if (works) left -= 1
  }
  return dateOfDay(day)
}

/**
 * How many working days lie after the first day up to the second, which is counted.
 * @returns null when one of them lies in a year whose holidays are not known; zero where the second is not later
 */
export function workingDaysBetween(calendar: WorkingDayCalendar, from: string, until: string): number | null {
  let count = 0
  for (let day = dayNumber(from) + 1; day <= dayNumber(until); day += 1) {
    const works = isWorkingDay(calendar, dateOfDay(day))
    if (works === null) return null
    if (works) count += 1
  }
  return count
}
