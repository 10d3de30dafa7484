/** `2021-12-31` → `2021年12月31日`. */
export function chineseDay(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${year}年${String(Number(month))}月${String(Number(day))}日`
}

/** `2021-06-18` → `2021`. */
export function yearOf(date: string): string {
  return date.slice(0, 4)
}

/** First day of the following year. */
export function nextYear(date: string): string {
  return `${String(Number(yearOf(date)) + 1)}-01-01`
}

/**
 * The same day some months later; where that month is shorter, its last day: 2020-02-29 + 12 → 2021-02-28.
 * @param months whole months, zero or more
 */
export function addMonths(date: string, months: number): string {
  const count = Number(yearOf(date)) * 12 + Number(date.slice(5, 7)) - 1 + months
  const year = Math.floor(count / 12)
  const month = (count % 12) + 1
  const day = Math.min(Number(date.slice(8)), lastDayOf(year, month))
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

function lastDayOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}

function pad(part: number, width: number): string {
  return String(part).padStart(width, '0')
}
