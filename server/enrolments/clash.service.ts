import type { ClientSession, Types } from 'mongoose'
import { clashingLesson } from '#shared/class-clash'
import { Problem } from '#shared/problem'
import { chineseDay } from '#shared/subsidy-policy'
import { findClasses, type TrainingClass } from '../classes/class.service'
import { Enrolments, type Enrolment } from './enrolment.model'

/**
 * Refuses a booking beside another that the person cannot attend as well, or that teaches the same trade.
 * @param today programme date
 * @throws Problem `class_clash`
 */
export async function refuseClash(
  personId: Types.ObjectId,
  wanted: TrainingClass,
  { today, tx }: { today: string; tx: ClientSession },
): Promise<void> {
  for (const booked of await bookedClasses(personId, tx)) {
    if (booked._id.equals(wanted._id) || booked.endsOn < today) continue
    if (booked.tradeSeq === wanted.tradeSeq)
      throw clash(`您已报了同一工种的“${booked.title}”。想换班，请先退掉那个班`)
    const lesson = clashingLesson(wanted.lessons, booked.lessons, today)
    if (lesson) {
      const time = `${chineseDay(lesson.heldOn)}${lesson.startsAt}`
      throw clash(`${time}您在“${booked.title}”有课，两边撞了。想上这个班，请先退掉那个班`)
    }
  }
}

/** Classes in which somebody has a place and no result yet. */
async function bookedClasses(personId: Types.ObjectId, tx: ClientSession): Promise<TrainingClass[]> {
  const live = await Enrolments.find({ workerId: personId, state: { $in: ['enrolled', 'attending'] } })
    .session(tx)
    .lean<Enrolment[]>()
  const classes = await findClasses(
    live.map(({ classId }) => classId),
    tx,
  )
  return [...classes.values()]
}

function clash(detail: string): Problem {
  return new Problem('class_clash', { detail })
}
