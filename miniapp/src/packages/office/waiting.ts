/**
 * How long a claim has been waiting, in days of the calendar in China: 今天交的 · 昨天交的 · 等了3天.
 * @param submittedAt instant, ISO 8601
 * @param today the programme's date, `YYYY-MM-DD`
 */
export function waitingText(submittedAt: string, today: string): string {
  const days = Math.round((Date.parse(today) - Date.parse(chinaDate(submittedAt))) / 86_400_000)
  if (days <= 0) return '今天交的'
  return days === 1 ? '昨天交的' : `等了${String(days)}天`
}

function chinaDate(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)
}
