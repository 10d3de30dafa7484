const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** `2021-06-25` → `6月25日（周五）`; another year than that of `today` is named: `2020年6月25日（周四）`. */
export function day(date: string, today = date): string {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  const weekday = weekdays[new Date(Date.UTC(year, month - 1, dayOfMonth)).getUTCDay()] ?? ''
  const named = today.slice(0, 4) === date.slice(0, 4) ? '' : `${String(year)}年`
  return `${named}${String(month)}月${String(dayOfMonth)}日（${weekday}）`
}

/** Two days as one stretch: `6月14日（周一）到18日（周五）`, across months `6月28日（周一）到7月2日（周五）`. */
export function stretch(from: string, until: string): string {
  const end = day(until, from)
  return `${day(from)}到${from.slice(0, 7) === until.slice(0, 7) ? end.replace(/^\d+月/, '') : end}`
}

/** An instant as the clock on the wall in China shows it: `6月25日（周五）09:30`. */
export function dayAndTime(instant: string): string {
  const there = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString()
  return `${day(there.slice(0, 10))}${there.slice(11, 16)}`
}

/** Hours in tenths of 课时 as people read them: 400 → `40课时`, 395 → `39.5课时`. */
export function hours(tenths: number): string {
  return `${String(tenths / 10)}课时`
}
