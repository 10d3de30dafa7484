import type { ClientSession, Types } from 'mongoose'
import { creditedHours, type AttendanceRecord } from '#shared/attendance-record'
import type { EnrolmentState } from '#shared/enrolments'
import type { TrainingClass } from '../classes/class.service'
import type { Command } from '../context'
import { changeEnrolment } from '../enrolments/enrolment-change'
import type { Enrolment } from '../enrolments/enrolment.service'
import { AttendanceRecords, type StoredAttendance } from './attendance-record.model'
import { clockOf } from './lesson-clock'

type Lesson = TrainingClass['lessons'][number]

/** What is on record of a lesson, in the order in which it came in. @param personId of one person only */
export async function recordsOfLesson(
  of: { classId: Types.ObjectId; lessonId: string; personId?: Types.ObjectId },
  tx: ClientSession | null = null,
): Promise<AttendanceRecord[]> {
  const found = await AttendanceRecords.find(of).session(tx).sort({ _id: 1 }).lean<StoredAttendance[]>()
  return found.map(asRecord)
}

/** A record as the rules read it. */
export function asRecord(stored: StoredAttendance): AttendanceRecord {
  const { classId, lessonId, personId, kind, method, isOffline, deviceTag, placeErrorMetres } = stored
  return {
    classId: classId.toHexString(),
    lessonId,
    personId: personId.toHexString(),
    ...{ kind, method, isOffline, deviceTag, placeErrorMetres },
    ...{ hoursTenths: stored.hoursTenths, reason: stored.reason },
    atMs: stored.at.getTime(),
    receivedAtMs: stored.receivedAt.getTime(),
  }
}

/** Puts the hours that the records of a lesson are worth on the enrolment, from which everything else reads them. */
export async function creditLesson(
  { actor, moment, tx }: Command,
  enrolment: Enrolment,
  lesson: Lesson,
): Promise<Enrolment> {
  const of = { classId: enrolment.classId, lessonId: lesson.id, personId: enrolment.workerId }
  const hoursTenths = creditedHours(clockOf(lesson), await recordsOfLesson(of, tx))
  if (hoursTenths === null) return enrolment
  const marked = { lessonId: lesson.id, hoursTenths, markedAt: moment.programmeNow, markedBy: actor.personId }
  const attendance = [...enrolment.attendance.filter((other) => other.lessonId !== lesson.id), marked]
  return changeEnrolment(enrolment, { attendance, state: stateWith(enrolment.state, attendance) }, tx)
}

/** Hours make 上课中 of 已报名, and hours taken back make it 已报名 again; an exam result stays what it is. */
function stateWith(state: EnrolmentState, attendance: Enrolment['attendance']): EnrolmentState {
  if (state !== 'enrolled' && state !== 'attending') return state
  return attendance.some((lesson) => lesson.hoursTenths > 0) ? 'attending' : 'enrolled'
}
