/** A time in which a body was in a published list; both days included, null = still. */
export interface ListPeriod {
  readonly from: string
  readonly until: string | null
}

/**
 * `unknown`: no list that names the body was ever entered here. That is not the same as not being in the list, so it counts
 * against nobody; a person looks.
 */
export const listStandings = ['listed', 'unknown', 'outside'] as const
export type ListStanding = (typeof listStandings)[number]
export const listStandingLabels: Record<ListStanding, string> = {
  listed: '在目录里',
  unknown: '没有目录记录',
  outside: '不在目录里',
}

/** Whether a body was in its list on a day, clause （十二）: training and assessment are for bodies of the list. */
export function inListOn({ listPeriods }: { listPeriods: readonly ListPeriod[] }, day: string): ListStanding {
  if (listPeriods.length === 0) return 'unknown'
  return listPeriods.some(({ from, until }) => from <= day && (until === null || day <= until))
    ? 'listed'
    : 'outside'
}

/**
 * The first of the days on which a body was certainly not in its list; null where there is none. The days on which
 * something happened count, never the day on which somebody asks.
 */
export function firstDayOutside(
  body: { listPeriods: readonly ListPeriod[] },
  days: readonly string[],
): string | null {
  return [...days].sort().find((day) => inListOn(body, day) === 'outside') ?? null
}

/** The first day that two periods share; null when they share none. */
export function overlapOf(one: ListPeriod, other: ListPeriod): string | null {
  const from = one.from > other.from ? one.from : other.from
  const isShared = [one, other].every(({ until }) => until === null || from <= until)
  return isShared ? from : null
}
