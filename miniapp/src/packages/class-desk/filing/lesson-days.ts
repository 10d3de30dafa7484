import type { ClassDraft } from '#shared/class-draft'

type Lesson = ClassDraft['lessons'][number]
const DAY_MS = 86_400_000

/** The lesson that most likely comes next: like the last one a day later, or a first one on the first day. */
export function nextLesson({ lessons, startsOn, teachers }: ClassDraft): Lesson {
  const last = lessons.at(-1)
  if (last) return { ...last, heldOn: dayAfter(last.heldOn) }
  const [teacher] = teachers
  return {
    heldOn: startsOn,
    startsAt: '08:30',
    endsAt: '17:30',
    mode: 'onsite',
    hoursTenths: 80,
    topic: '',
    teacher: teacher?.name ?? '',
  }
}

/** The first day with a lesson; empty while there is none. */
export function firstDayOf({ lessons }: ClassDraft): string {
  return daysOf(lessons)[0] ?? ''
}

/** The last day with a lesson, or the first day of the class while there is none. */
export function lastDayOf({ lessons, startsOn }: ClassDraft): string {
  return daysOf(lessons).at(-1) ?? startsOn
}

function daysOf(lessons: readonly Lesson[]): string[] {
  return lessons
    .map(({ heldOn }) => heldOn)
    .filter((day) => day !== '')
    .sort()
}

/** `2021-06-30` → `2021-07-01`; nothing of nothing. */
export function dayAfter(day: string): string {
  return day === '' ? '' : new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
}

/** The same class another time: what is taught and by whom stays, every day is to be chosen anew. */
export function sameClassAgain(draft: ClassDraft): ClassDraft {
  return {
    ...draft,
    startsOn: '',
    endsOn: '',
    enrolUntil: '',
    lessons: draft.lessons.map((lesson) => ({ ...lesson, heldOn: '' })),
    exam: { ...draft.exam, heldOn: '' },
  }
}
