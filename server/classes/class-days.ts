import type { ApprovedClassState } from '#shared/class-machine'
import type { TrainingClass } from './training-class.model'

/** The days on which a class's state rests. */
export type ClassDays = Pick<TrainingClass, 'startsOn' | 'endsOn' | 'enrolUntil'>

/** What a class is by its days alone. */
export function stateByDays(days: ClassDays, today: string): ApprovedClassState {
  if (today < days.startsOn) return 'enrolling'
  return today <= lastDayOf(days) ? 'running' : 'finished'
}

/** Nobody can file it so any more, but a class of before may take people after its last lesson: until then it is not over. */
export function lastDayOf({ endsOn, enrolUntil }: Pick<ClassDays, 'endsOn' | 'enrolUntil'>): string {
  return endsOn > enrolUntil ? endsOn : enrolUntil
}
