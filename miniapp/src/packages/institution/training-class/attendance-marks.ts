import type { AttendanceBody, InstitutionClassView, LessonView, RosterEntryView } from '#shared/classes'

/** Hours of one lesson that have been marked here and not saved yet, in tenths, by enrolment; 0 = was not there. */
export type Marks = Readonly<Record<string, number>>

/** How a lesson stands on the day `today`: recorded, to be recorded (today or before), or not held yet. */
export type LessonStanding = 'done' | 'today' | 'due' | 'future'

/** One step of the stepper: half a 课时. */
export const step = 5

export function standingOf(
  lesson: LessonView,
  of: Pick<InstitutionClassView, 'roster' | 'today'>,
): LessonStanding {
  if (lesson.heldOn > of.today) return 'future'
  if (of.roster.some((entry) => entry.attendance[lesson.id] !== undefined)) return 'done'
  return lesson.heldOn === of.today ? 'today' : 'due'
}

/** The lesson that one most likely came for: the first that waits for its record, else the last that was held. */
export function lessonToMark(of: InstitutionClassView): LessonView | null {
  const waiting = of.lessons.find((lesson) => ['due', 'today'].includes(standingOf(lesson, of)))
  const held = of.lessons.filter((lesson) => lesson.heldOn <= of.today)
  return waiting ?? held.at(-1) ?? of.lessons[0] ?? null
}

/** What counts for a person now: what was marked here, else what is recorded; null = nobody has said yet. */
export function hoursFor(entry: RosterEntryView, lessonId: string, marks: Marks): number | null {
  return marks[entry.enrolmentId] ?? entry.attendance[lessonId] ?? null
}

/** Everybody was there for the whole lesson, except people whose record may not be changed. */
export function everybody(roster: readonly RosterEntryView[], lesson: LessonView): Marks {
  const open = roster.filter((entry) => !entry.locked)
  return Object.fromEntries(open.map((entry) => [entry.enrolmentId, lesson.hoursTenths]))
}

/** What has to be sent: only people whose hours differ from the record, so that nothing else is touched. */
export function changesOf(
  roster: readonly RosterEntryView[],
  lesson: LessonView,
  marks: Marks,
): AttendanceBody['entries'] {
  return roster.flatMap((entry) => {
    const hoursTenths = marks[entry.enrolmentId]
    const same =
      hoursTenths === entry.attendance[lesson.id] || (hoursTenths === 0 && !(lesson.id in entry.attendance))
    return hoursTenths === undefined || same || entry.locked
      ? []
      : [{ enrolmentId: entry.enrolmentId, hoursTenths }]
  })
}
