import type { LessonView } from './classes'

/** When a lesson is, and whether one has to be there. */
export type LessonTime = Pick<LessonView, 'heldOn' | 'startsAt' | 'endsAt' | 'mode'>

/**
 * The first lesson of `wanted` during which somebody has to be in a lesson of `booked`, or null. Online lessons clash with
 * nothing, as they can be taken at another hour; neither do lessons up to today, which are over or about to be: being in two
 * places at once shows in the attendance.
 * @param today programme date
 */
export function clashingLesson<Lesson extends LessonTime>(
  wanted: readonly Lesson[],
  booked: readonly LessonTime[],
  today: string,
): Lesson | null {
  const toCome = (lesson: LessonTime) => lesson.mode === 'onsite' && lesson.heldOn > today
  const held = booked.filter(toCome)
  return wanted.find((lesson) => toCome(lesson) && held.some((other) => overlap(lesson, other))) ?? null
}

/** One that begins as the other ends does not overlap it. */
function overlap(one: LessonTime, other: LessonTime): boolean {
  return one.heldOn === other.heldOn && one.startsAt < other.endsAt && other.startsAt < one.endsAt
}
