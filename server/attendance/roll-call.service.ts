import { ROLL_CALL_REASON } from '#shared/attendance-record'
import type { AttendanceBody } from '#shared/classes'
import { Problem } from '#shared/problem'
import { classTakingRecords } from '../classes/class-life.service'
import { lessonOf, ownClassById, type TrainingClass } from '../classes/class.service'
import type { Command } from '../context'
import { onRoster } from '../enrolments/training-records.service'
import { AttendanceRecords } from './attendance-record.model'
import { creditLesson } from './credit.service'

/**
 * The teacher says how long people were there, in a lesson of the own institution: one record each, with its reason. Said
 * again it is a correction, and the last word counts. All entries are taken or none.
 * @throws Problem `not_in_this_state` before the day of the lesson or when a claim rests on the record
 */
export async function callRoll(
  command: Command,
  place: { classId: string; lessonId: string },
  entries: AttendanceBody['entries'],
): Promise<TrainingClass> {
  const { actor, tx, moment } = command
  const own = await ownClassById(actor, place.classId, tx)
  const lesson = lessonOf(own, place.lessonId)
  if (lesson.heldOn > moment.today)
    throw new Problem('not_in_this_state', { detail: '这节课还没上，上完再登记' })
  const item = await classTakingRecords(command, own)
  for (const [index, { enrolmentId, hoursTenths, reason }] of entries.entries()) {
    if (hoursTenths > lesson.hoursTenths) throw tooManyHours(index, lesson.hoursTenths)
    const enrolment = await onRoster(item, enrolmentId, command)
    const record = {
      ...{ classId: item._id, lessonId: lesson.id, personId: enrolment.workerId },
      ...{ kind: 'hours' as const, method: 'teacher_tick' as const, isOffline: false, hoursTenths },
      reason: reason ?? ROLL_CALL_REASON,
      ...{ at: moment.programmeNow, receivedAt: moment.programmeNow, day: moment.today },
      recordedById: actor.personId,
    }
    await AttendanceRecords.create([record], { session: tx })
    await creditLesson(command, enrolment, lesson)
  }
  return item
}

function tooManyHours(index: number, most: number): Problem {
  const detail = `这节课最多${most / 10}课时`
  return new Problem('invalid_fields', {
    detail,
    errors: [{ pointer: `/entries/${index}/hoursTenths`, code: 'max_value', detail }],
  })
}
