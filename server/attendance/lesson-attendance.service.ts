import type { Types } from 'mongoose'
import { refusedSignings, type LessonAttendanceView, type LessonPersonView } from '#shared/attendance'
import { creditedHours, isPresent, type AttendanceRecord } from '#shared/attendance-record'
import { attendanceSigns } from '#shared/attendance-signs'
import { lessonOf, ownClassById } from '../classes/class.service'
import type { Actor, Context } from '../context'
import { rosterOf } from '../enrolments/enrolment.service'
import { maskedNamesOf } from '../people/person-contact.service'
import { signsIn } from './attendance-signs.service'
import { recordsOfLesson } from './credit.service'
import { clockOf } from './lesson-clock'
import { RefusedSignings, type RefusedSigningRecord } from './refused-signing.model'

const SHOWN_REFUSALS = 20

/**
 * A lesson of the own institution as its teacher sees it: who came and went, what asks for a look, what was refused.
 * @returns the view, and whom it shows
 * @throws Problem `not_found`
 */
export async function lessonAttendance(
  context: Context & { actor: Actor },
  place: { classId: string; lessonId: string },
): Promise<{ body: LessonAttendanceView; seen: { personIds: Types.ObjectId[]; aboutId: Types.ObjectId } }> {
  const item = await ownClassById(context.actor, place.classId)
  const lesson = lessonOf(item, place.lessonId)
  const of = { classId: item._id, lessonId: lesson.id }
  const [roster, records, signs, refused] = await Promise.all([
    rosterOf(item._id),
    recordsOfLesson(of),
    signsIn(item._id, lesson.id),
    RefusedSignings.find(of).sort({ _id: -1 }).limit(SHOWN_REFUSALS).lean<RefusedSigningRecord[]>(),
  ])
  const personIds = [...roster.map(({ workerId }) => workerId), ...refused.map(({ personId }) => personId)]
  const names = await maskedNamesOf(context.deployment.cipher, personIds)
  const nameOf = (personId: string) => names.get(personId) ?? '未实名'
  const people = roster.map(({ _id, workerId }) => {
    const own = records.filter(({ personId }) => personId === workerId.toHexString())
    const hoursTenths = creditedHours(clockOf(lesson), own)
    const nameMasked = nameOf(workerId.toHexString())
    return { enrolmentId: _id.toHexString(), nameMasked, hoursTenths, ...presentRecords(own) }
  })
  const { id, heldOn, startsAt, endsAt, topic, hoursTenths } = lesson
  const body = {
    lesson: { id, heldOn, startsAt, endsAt, topic, hoursTenths },
    people,
    presentCount: people.filter((person) => person.isPresent).length,
    signs: signs.map(({ sign, personIds: about }) => ({
      sign,
      ...attendanceSigns[sign],
      names: about.map(nameOf),
    })),
    refused: refused.map(({ at, personId, reason }) => ({
      at: at.toISOString(),
      nameMasked: nameOf(personId.toHexString()),
      reason: refusedSignings[reason],
    })),
  }
  return { body, seen: { personIds, aboutId: item._id } }
}

function presentRecords(
  records: readonly AttendanceRecord[],
): Pick<LessonPersonView, 'records' | 'isPresent'> {
  return {
    records: records.map(({ kind, method, isOffline, atMs, hoursTenths, reason }) => ({
      ...{ kind, method, isOffline, hoursTenths, reason },
      at: new Date(atMs).toISOString(),
    })),
    isPresent: isPresent(records),
  }
}
