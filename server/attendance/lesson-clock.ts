import type { LessonClock } from '#shared/attendance-record'
import { addDays } from '../programme-clock'

const SHANGHAI = '+08:00'

/** When a lesson begins and ends, and what it is worth. */
export function clockOf(lesson: {
  heldOn: string
  startsAt: string
  endsAt: string
  hoursTenths: number
}): LessonClock {
  const at = (time: string) => Date.parse(`${lesson.heldOn}T${time}:00${SHANGHAI}`)
  return { startsAtMs: at(lesson.startsAt), endsAtMs: at(lesson.endsAt), hoursTenths: lesson.hoursTenths }
}

/** The end of the day after a lesson: until then its key counts, and what was signed without a network can be handed in. */
export function endOfNextDay({ heldOn }: { heldOn: string }): Date {
  return new Date(`${addDays(heldOn, 2)}T00:00:00${SHANGHAI}`)
}
