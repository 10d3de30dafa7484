import { day, stretch } from '../../theme/dates'

/** The days of a class: `6月19日（周六）` where it has only one, else from when to when. */
export function classDays({ startsOn, endsOn }: { startsOn: string; endsOn: string }): string {
  return startsOn === endsOn ? day(startsOn) : stretch(startsOn, endsOn)
}
