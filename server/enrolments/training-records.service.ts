import type { EnterCertificateBody } from '#shared/certificate-kinds'
import type { ExamResultBody } from '#shared/classes'
import { Problem } from '#shared/problem'
import { fileClassCertificate } from '../certificates/class-certificate.service'
import { certificateOf, trainingOf } from './class-certificates'
import { classTakingRecords } from '../classes/class-life.service'
import type { TrainingClass } from '../classes/class.service'
import { classToGrade, examinerOf, outsideExaminersList } from '../classes/examined-class.service'
import type { Command } from '../context'
import { notify } from '../notifications/notification.service'
import { findPerson } from '../people/person.service'
import { certificateKey } from './certificate-key'
import { certificateTaken, changeEnrolment } from './enrolment-change'
import { Enrolments, type Enrolment } from './enrolment.model'

/**
 * Enters the exam result of one person.
 * @throws Problem `not_in_this_state`, `not_found`, `not_allowed`, `invalid_fields` also for a day on which the evaluation body
 *   was not in its list
 */
export async function enterExamResult(command: Command, enrolmentId: string, result: ExamResultBody) {
  const { enrolment, item, examiner } = await ofOwnRoster(command, enrolmentId)
  refuseFuture(result.examinedOn, command, '/examinedOn', '考试日期不能晚于今天')
  if (result.examinedOn < item.startsOn) throw dateProblem('/examinedOn', '考试日期不能早于开班日期')
  const outside = outsideExaminersList(examiner, result.examinedOn)
  if (outside !== null) throw dateProblem('/examinedOn', outside)
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
  const { enrolment, item, examiner } = await ofOwnRoster(command, enrolmentId)
  refuseFuture(body.issuedOn, command, '/issuedOn', '发证日期不能晚于今天')
  const certificate = {
    ...body,
    issuer: body.issuer ?? examiner?.name ?? null,
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

async function ofOwnRoster(command: Command, enrolmentId: string) {
  const found = await Enrolments.findById(enrolmentId).session(command.tx).lean<Enrolment>()
  if (!found) throw new Problem('not_found')
  if ((await findPerson(found.workerId, command.tx))?.isBlocked)
    throw new Problem('not_found', { detail: '这个人已经注销账号，不用再登记' })
  const own = await classToGrade(command.actor, found.classId, command.tx)
  const enrolment = await onRoster(own, enrolmentId, command)
  const examiner = await examinerOf(own, command.tx)
  return { enrolment, examiner, item: await classTakingRecords(command, own) }
}

/** Somebody on the roster whose records may be changed now. @throws Problem `not_found`, `not_allowed`, `not_in_this_state` */
export async function onRoster(
  item: TrainingClass,
  enrolmentId: string,
  command: Command,
): Promise<Enrolment> {
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
