import type { TrainingClass } from '../classes/class.service'
import type { Command } from '../context'
import type { Enrolment } from '../enrolments/enrolment.service'
import { AttendanceRecords } from './attendance-record.model'
import { creditLesson } from './credit.service'

const REASON = '线上学习计时'

/** Records the hours that an online lesson has come to so far, and credits them. */
export async function keepOnlineHours(
  command: Command,
  {
    enrolment,
    lesson,
    hoursTenths,
  }: { enrolment: Enrolment; lesson: TrainingClass['lessons'][number]; hoursTenths: number },
): Promise<void> {
  const { actor, tx, moment } = command
  const record = {
    ...{ classId: enrolment.classId, lessonId: lesson.id, personId: enrolment.workerId },
    ...{ kind: 'hours' as const, method: 'online' as const, isOffline: false, hoursTenths, reason: REASON },
    ...{ at: moment.programmeNow, receivedAt: moment.programmeNow, day: moment.today },
    recordedById: actor.personId,
  }
  await AttendanceRecords.create([record], { session: tx })
  await creditLesson(command, enrolment, lesson)
}
