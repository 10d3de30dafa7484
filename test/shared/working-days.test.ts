import * as v from 'valibot'
import seed from '#seeds/working-days.json'
import { dateOfDay, dayNumber, weekdayOf } from '../../shared/day-number'
import {
  addWorkingDays,
  isWorkingDay,
  workingDayCalendar,
  workingDaysBetween,
} from '../../shared/working-days'

const calendar = v.parse(workingDayCalendar, seed)
const DAY_MS = 86_400_000

describe('the number of a day', () => {
  it('agrees with the platform’s calendar for every day from 1899 to 2101, there and back', () => {
    const wrong: string[] = []
    for (let number = dayNumber('1899-01-01'); number <= dayNumber('2101-12-31'); number += 1) {
      const date = new Date(number * DAY_MS)
      const text = date.toISOString().slice(0, 10)
      if (dateOfDay(number) !== text || dayNumber(text) !== number || weekdayOf(text) !== date.getUTCDay())
        wrong.push(text)
    }
    expect(wrong).toEqual([])
  })
})

describe('the official calendar of working days', () => {
  it('names the documents of each year, and in each year weekends that are worked lie on weekends', () => {
    expect(calendar.years.map(({ year }) => year)).toEqual(
      expect.arrayContaining(['2019', '2020', '2021', '2022', '2026']),
    )
    for (const { year, documents, daysOff, workedWeekends } of calendar.years) {
      expect(documents.every((number) => /^国办发明电〔20\d\d〕\d+号$/.test(number))).toBe(true)
      expect(
        workedWeekends.filter((date) => ![0, 6].includes(weekdayOf(date)) || !date.startsWith(year)),
      ).toEqual([])
      expect(daysOff.filter(({ from, until }) => from > until || !from.startsWith(year))).toEqual([])
    }
  })

  it.each([
    ['2021-02-11', false, '除夕, a Thursday'],
    ['2021-02-20', true, 'a Saturday that is worked for 春节'],
    ['2020-01-31', false, 'the spring of 2020 went on to 2 February'],
    ['2020-02-01', false, 'and its Saturday was worked no longer'],
    ['2020-02-03', true, 'the first day after it'],
    ['2019-05-02', false, '劳动节 of 2019 was lengthened'],
    ['2022-10-08', true, 'a Saturday after 国庆节'],
    ['2026-02-23', false, 'the ninth day of 春节'],
    ['2026-11-21', false, 'an ordinary Saturday'],
    ['2026-11-23', true, 'an ordinary Monday'],
  ])('says of %s: %s, %s', (date, works) => {
    expect(isWorkingDay(calendar, date)).toBe(works)
  })

  it('counts working days over a holiday, the first day not counted', () => {
    expect(addWorkingDays(calendar, '2021-06-11', 1)).toBe('2021-06-15')
    expect(addWorkingDays(calendar, '2021-09-30', 5)).toBe('2021-10-13')
    expect(addWorkingDays(calendar, '2021-06-12', 0)).toBe('2021-06-12')
    expect(workingDaysBetween(calendar, '2021-09-30', '2021-10-13')).toBe(5)
    expect(workingDaysBetween(calendar, '2021-10-13', '2021-09-30')).toBe(0)
  })

  it('goes both ways: so many days on, and so many between', () => {
    for (let number = dayNumber('2019-01-01'); number < dayNumber('2022-12-01'); number += 13) {
      const from = dateOfDay(number)
      for (const count of [1, 7, 20]) {
        const until = addWorkingDays(calendar, from, count)
        expect(until && workingDaysBetween(calendar, from, until)).toBe(count)
        expect(until && isWorkingDay(calendar, until)).toBe(true)
      }
    }
  })

  it('gives no day for a year whose holidays nobody has set yet', () => {
    expect(isWorkingDay(calendar, '2027-01-04')).toBeNull()
    expect(addWorkingDays(calendar, '2026-12-30', 5)).toBeNull()
    expect(workingDaysBetween(calendar, '2026-12-30', '2027-01-05')).toBeNull()
  })
})
