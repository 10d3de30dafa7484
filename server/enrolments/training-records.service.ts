import type { EnterCertificateBody } from '#shared/certificate-kinds'
import type { ExamResultBody } from '#shared/classes'
import type { EnrolmentState } from '#shared/enrolments'
import { Problem } from '#shared/problem'
import { fileClassCertificate } from '../certificates/class-certificate.service'
import { classTakingRecords } from '../classes/class-life.service'
import { lessonOf, ownClassById, type TrainingClass } from '../classes/class.service'
import type { Command } from '../context'
import { notify } from '../notifications/notification.service'
import { findPerson } from '../people/person.service'
import { certificateKey } from './certificate-key'
import { certificateOf, trainingOf } from './class-certificates'
import { certificateTaken, changeEnrolment } from './enrolment-change'
import { Enrolments, type Enrolment } from './enrolment.model'

/**
 * Credits hours of one lesson to people on the roster. All entries are taken or none.
 * @throws Problem `not_in_this_state` before the day of the lesson or when a claim rests on the record
 */
export async function markAttendance(
  command: Command,
  place: { classId: string; lessonId: string },
  entries: readonly { enrolmentId: string; hoursTenths: number }[],
): Promise<TrainingClass> {
  const { actor, tx, moment } = command
  const own = await ownClassById(actor, place.classId, tx)
  const lesson = lessonOf(own, place.lessonId)
  if (lesson.heldOn > moment.today)
    throw new Problem('not_in_this_state', { detail: '这节课还没上，上完再登记' })
  const item = await classTakingRecords(command, own)
  for (const [index, entry] of entries.entries()) {
    if (entry.hoursTenths > lesson.hoursTenths) throw tooManyHours(index, lesson.hoursTenths)
    const enrolment = await onRoster(item, entry.enrolmentId, command)
    const marked = {
      lessonId: lesson.id,
      hoursTenths: entry.hoursTenths,
      markedAt: moment.programmeNow,
      markedBy: actor.personId,
    }
    const attendance = [...enrolment.attendance.filter((other) => other.lessonId !== lesson.id), marked]
    await changeEnrolment(enrolment, { attendance, state: stateWith(enrolment.state, attendance) }, tx)
  }
  return item
}

/** Hours make 上课中 of 已报名, and hours taken back make it 已报名 again; an exam result stays what it is. */
function stateWith(state: EnrolmentState, attendance: Enrolment['attendance']): EnrolmentState {
  if (state !== 'enrolled' && state !== 'attending') return state
  return attendance.some((lesson) => lesson.hoursTenths > 0) ? 'attending' : 'enrolled'
}

/** Enters the exam result of one person. @throws Problem `not_in_this_state`, `not_found` */
export async function enterExamResult(command: Command, enrolmentId: string, result: ExamResultBody) {
  const { enrolment, item } = await ofOwnInstitution(command, enrolmentId)
  refuseFuture(result.examinedOn, command, '/examinedOn', '考试日期不能晚于今天')
  if (result.examinedOn < item.startsOn) throw dateProblem('/examinedOn', '考试日期不能早于开班日期')
  const exam = { ...result, markedAt: command.moment.programmeNow, markedBy: command.actor.personId }
  const changed = await changeEnrolment(
    enrolment,
    { exam, state: result.passed ? 'passed' : 'failed' },
    command.tx,
  )
  if (enrolment.exam?.passed !== result.passed) {
    await notify(command, {
      personId: enrolment.workerId,
      kind: result.passed ? 'exam_passed' : 'exam_failed',
      enrolmentId: enrolment._id,
      values: { classTitle: item.title },
    })
  }
  return { enrolment: changed, item }
}

/** Enters the certificate of one person. @throws Problem `already_used` when the number stands elsewhere */
export async function enterCertificate(command: Command, enrolmentId: string, body: EnterCertificateBody) {
  const { enrolment, item } = await ofOwnInstitution(command, enrolmentId)
  refuseFuture(body.issuedOn, command, '/issuedOn', '发证日期不能晚于今天')
  const certificate = {
    ...body,
    numberKey: certificateKey(body.kind, body.number),
    markedAt: command.moment.programmeNow,
    markedBy: command.actor.personId,
  }
  const holder = await Enrolments.findOne({ 'certificate.numberKey': certificate.numberKey })
    .session(command.tx)
    .lean<Enrolment>()
  if (holder && !holder._id.equals(enrolment._id)) throw certificateTaken()
  const changed = await changeEnrolment(enrolment, { certificate }, command.tx)
  await fileClassCertificate(command, trainingOf(enrolment, item), certificateOf(certificate))
  await notify(command, {
    personId: enrolment.workerId,
    kind: 'certificate',
    enrolmentId: enrolment._id,
    values: { classTitle: item.title },
  })
  return { enrolment: changed, item }
}

async function ofOwnInstitution(command: Command, enrolmentId: string) {
  const found = await Enrolments.findById(enrolmentId).session(command.tx).lean<Enrolment>()
  if (!found) throw new Problem('not_found')
  if ((await findPerson(found.workerId, command.tx))?.isBlocked)
    throw new Problem('not_found', { detail: '这个人已经注销账号，不用再登记' })
  const own = await ownClassById(command.actor, found.classId, command.tx)
  const enrolment = await onRoster(own, enrolmentId, command)
  return { enrolment, item: await classTakingRecords(command, own) }
}

async function onRoster(item: TrainingClass, enrolmentId: string, command: Command): Promise<Enrolment> {
  const found = await Enrolments.findById(enrolmentId).session(command.tx).lean<Enrolment>()
  if (!found?.classId.equals(item._id) || found.state === 'dropped')
    throw new Problem('not_found', { detail: '名单里没有这个人，请刷新' })
  if (found.workerId.equals(command.actor.personId))
    throw new Problem('not_allowed', { detail: '自己的上课和考试记录要由别人登记' })
  if (found.lockedByClaimId) {
    throw new Problem('not_in_this_state', {
      detail: '这个人的记录正在审核补贴，不能改。确有差错请联系审核部门退回',
    })
  }
  return found
}

function refuseFuture(date: string, command: Command, pointer: string, detail: string): void {
  if (date > command.moment.today) throw dateProblem(pointer, detail)
}

function dateProblem(pointer: string, detail: string): Problem {
  return new Problem('invalid_fields', { detail, errors: [{ pointer, code: 'date', detail }] })
}

function tooManyHours(index: number, most: number): Problem {
  const detail = `这节课最多${most / 10}课时`
  return new Problem('invalid_fields', {
    detail,
    errors: [{ pointer: `/entries/${index}/hoursTenths`, code: 'max_value', detail }],
  })
}
