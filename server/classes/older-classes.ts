import { stateByDays, type ClassDays } from './class-days'
import { TrainingClasses, type Lesson } from './training-class.model'

interface OlderClass extends ClassDays {
  lessons: (Omit<Lesson, 'endsAt' | 'teacher'> & Partial<Lesson>)[]
}

const MINUTES_PER_HOUR = 60
const LAST_MINUTE = 23 * 60 + 59

/**
 * Brings classes up to date that an earlier release wrote, before classes had states: what they are by their days, and for
 * each lesson an end. Their rosters were never sealed and are not sealed now, because that would say what nobody knows. Safe
 * to repeat, and by several servers at once.
 * @param today programme date
 */
export async function bringOlderClassesUpToDate(today: string): Promise<void> {
  const older = await TrainingClasses.find({ state: { $exists: false } }).lean()
  for (const item of older) {
    const { lessons, ...days }: OlderClass = item
    const set = {
      state: stateByDays(days, today),
      ...{ partnerId: null, syllabus: [], teachers: [], examPlan: null, authorIds: [] },
      ...{ rosterSeal: null, suspendedFrom: null, stopReason: null, history: [] },
      lessons: lessons.map((lesson) => ({
        ...lesson,
        endsAt: lesson.endsAt ?? endOf(lesson),
        teacher: lesson.teacher ?? '',
      })),
    }
    await TrainingClasses.updateOne({ _id: item._id, state: { $exists: false } }, { $set: set })
  }
}

/** An hour of the clock for each 课时, breaks included, within the day. */
function endOf({ startsAt, hoursTenths }: Pick<Lesson, 'startsAt' | 'hoursTenths'>): string {
  const [hours = 0, minutes = 0] = startsAt.split(':').map(Number)
  const end = Math.min(hours * 60 + minutes + (hoursTenths * MINUTES_PER_HOUR) / 10, LAST_MINUTE)
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0')
  return `${two(end / 60)}:${two(end % 60)}`
}
