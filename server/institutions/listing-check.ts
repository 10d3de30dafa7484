import { firstDayOutside, inListOn } from '#shared/list-period'
import type { ListedBody } from './listed-body'

type Named = Pick<ListedBody, 'listPeriods'> & { name: string }

/** A body that was not in its list, and the first of the days on which it was not. */
export interface OutsideList {
  name: string
  day: string
}

/** The first of the bodies that was certainly not in its list on one of the days; null where there is none. */
export function outsideList(bodies: readonly Named[], days: readonly string[]): OutsideList | null {
  for (const body of bodies) {
    const day = firstDayOutside(body, days)
    if (day !== null) return { name: body.name, day }
  }
  return null
}

/** Names of the bodies about whose list nobody knows anything: a person has to look. */
export function unknownInList(bodies: readonly Named[], day: string): string[] {
  return bodies.filter((body) => inListOn(body, day) === 'unknown').map(({ name }) => name)
}
