import type { ClientSession, Types } from 'mongoose'
import type { CertificateBody, ExamResultBody } from '#shared/classes'
import type { EnrolmentState } from '#shared/enrolments'
import { Problem } from '#shared/problem'
import {
  classById,
  freeSeat,
  lessonOf,
  ownClassById,
  takeSeat,
  type TrainingClass,
} from '../classes/class.service'
import type { Actor, Command } from '../context'
import { duplicateKeyOf } from '../mongo'
import { notify } from '../notifications/notification.service'
import { findPerson } from '../people/person.service'
import { Enrolments, type Enrolment } from './enrolment.model'

export type { Enrolment }

/** The enrolments of a worker, newest first. */
export function enrolmentsOfWorker(
  workerId: Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<Enrolment[]> {
  return Enrolments.find({ workerId }).session(tx).sort({ _id: -1 }).limit(100).lean<Enrolment[]>().exec()
}

/** Whether anything is on record that this person was taught, examined or certified: from then on it is about who they are. */
export async function hasTrainingRecords(workerId: Types.ObjectId, tx: ClientSession): Promise<boolean> {
  const recorded = [
    { exam: { $ne: null } },
    { certificate: { $ne: null } },
    { 'attendance.hoursTenths': { $gt: 0 } },
  ]
  return (await Enrolments.exists({ workerId, $or: recorded }).session(tx)) !== null
}

/** The people on a class's roster, in the order in which they enrolled. */
export function rosterOf(classId: Types.ObjectId, tx: ClientSession | null = null): Promise<Enrolment[]> {
  return Enrolments.find({ classId, state: { $ne: 'dropped' } })
    .session(tx)
    .sort({ _id: 1 })
    .limit(500)
    .lean<Enrolment[]>()
    .exec()
}

/** The rosters of several classes at once, by class. */
export async function rostersOf(classIds: readonly Types.ObjectId[]): Promise<Map<string, Enrolment[]>> {
  const found = await Enrolments.find({ classId: { $in: classIds }, state: { $ne: 'dropped' } }).lean<
    Enrolment[]
  >()
  const rosters = new Map(classIds.map((classId) => [classId.toHexString(), new Array<Enrolment>()]))
  for (const enrolment of found) rosters.get(enrolment.classId.toHexString())?.push(enrolment)
  return rosters
}

/** @throws Problem `not_found`, also for somebody else's enrolment */
export async function ownEnrolment(
  actor: Actor,
  id: string,
  tx: ClientSession | null = null,
): Promise<Enrolment> {
  const found = await Enrolments.findById(id).session(tx).lean<Enrolment>()
  if (!found?.workerId.equals(actor.personId)) throw new Problem('not_found')
  return found
}

/** An enrolment by id, for services that have checked the right to see it. */
export async function enrolmentById(id: Types.ObjectId, tx: ClientSession | null = null): Promise<Enrolment> {
  const found = await Enrolments.findById(id).session(tx).lean<Enrolment>()
  if (!found) throw new Problem('not_found')
  return found
}

/**
 * Enrols the signed-in worker. Asking again gives the same enrolment, so a double tap takes one seat.
 * @throws Problem `identity_needed`, `not_in_this_state` (too late), `class_full`
 */
export async function enrol(
  command: Command,
  classId: string,
): Promise<{ enrolment: Enrolment; isNew: boolean }> {
  const { actor, tx, moment } = command
  const item = await classById(classId, tx)
  const existing = await Enrolments.findOne({ classId: item._id, workerId: actor.personId })
    .session(tx)
    .lean<Enrolment>()
  if (existing && existing.state !== 'dropped') return { enrolment: existing, isNew: false }
  const person = await findPerson(actor.personId, tx)
  if (!person?.identity)
    throw new Problem('identity_needed', { detail: '填好姓名、身份证号和手机号就能报名' })
  if (moment.today > item.enrolUntil)
    throw new Problem('not_in_this_state', { detail: '这个班报名已截止，请看看别的班' })
  await takeSeat(item._id, tx)
  const enrolment = existing ? await rejoin(existing, item, command) : await join(item, command)
  return { enrolment, isNew: true }
}

/** Leaves a class before anything is on record. @throws Problem `not_in_this_state` */
export async function leave(command: Command, enrolmentId: string): Promise<Enrolment> {
  const enrolment = await ownEnrolment(command.actor, enrolmentId, command.tx)
  if (!mayLeave(enrolment)) {
    throw new Problem('not_in_this_state', {
      detail: '已经有上课、考试或证书记录，不能在这里退出。不想上了请告诉培训机构',
    })
  }
  await freeSeat(enrolment.classId, command.tx)
  return change(enrolment, { state: 'dropped' }, command.tx)
}

/** Whether the worker may still leave by themselves: no claim can rest on the records of somebody who left. */
export function mayLeave({ state, attendance, certificate }: Enrolment): boolean {
  return (
    state === 'enrolled' && certificate === null && attendance.every((lesson) => lesson.hoursTenths === 0)
  )
}

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
  const item = await ownClassById(actor, place.classId, tx)
  const lesson = lessonOf(item, place.lessonId)
  if (lesson.heldOn > moment.today)
    throw new Problem('not_in_this_state', { detail: '这节课还没上，上完再登记' })
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
    await change(enrolment, { attendance, state: stateWith(enrolment.state, attendance) }, tx)
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
  const changed = await change(enrolment, { exam, state: result.passed ? 'passed' : 'failed' }, command.tx)
  return { enrolment: changed, item }
}

/** Enters the certificate of one person. @throws Problem `already_used` when the number stands elsewhere */
export async function enterCertificate(command: Command, enrolmentId: string, body: CertificateBody) {
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
  const changed = await change(enrolment, { certificate }, command.tx)
  await notify(command, {
    personId: enrolment.workerId,
    kind: 'certificate',
    title: '证书已登记',
    body: `${item.title}的证书已登记，去看看能不能申领补贴`,
  })
  return { enrolment: changed, item }
}

/** Ties the records to a claim, or unties them: while tied they are read-only. */
export async function lockForClaim(
  enrolmentId: Types.ObjectId,
  claimId: Types.ObjectId | null,
  tx: ClientSession,
) {
  await Enrolments.updateOne(
    { _id: enrolmentId },
    { $set: { lockedByClaimId: claimId }, $inc: { revision: 1 } },
    { session: tx },
  )
}

/** Kind and canonical number of a certificate: the same paper gives the same text, however it is typed. */
export function certificateKey(kind: string, number: string): string {
  return `${kind}:${number.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()}`
}

async function join(item: TrainingClass, command: Command): Promise<Enrolment> {
  const { actor, tx, moment } = command
  const record = {
    classId: item._id,
    workerId: actor.personId,
    institutionId: item.institutionId,
    state: 'enrolled' as const,
    enrolledOn: moment.today,
    joinedLate: moment.today > item.startsOn,
    attendance: [],
    revision: 0,
  }
  const [created] = await Enrolments.create([record], { session: tx })
  if (!created) throw new Error('The store acknowledged an enrolment without returning it')
  return created.toObject<Enrolment>()
}

function rejoin(existing: Enrolment, item: TrainingClass, command: Command): Promise<Enrolment> {
  const { today } = command.moment
  return change(
    existing,
    { state: 'enrolled', enrolledOn: today, joinedLate: today > item.startsOn },
    command.tx,
  )
}

async function change(enrolment: Enrolment, set: Partial<Enrolment>, tx: ClientSession): Promise<Enrolment> {
  try {
    const changed = await Enrolments.findOneAndUpdate(
      { _id: enrolment._id, revision: enrolment.revision },
      { $set: set, $inc: { revision: 1 } },
      { session: tx, returnDocument: 'after' },
    ).lean<Enrolment>()
    if (!changed) throw new Problem('changed_meanwhile')
    return changed
  } catch (error) {
    if (duplicateKeyOf(error)) throw certificateTaken()
    throw error
  }
}

async function ofOwnInstitution(command: Command, enrolmentId: string) {
  const found = await Enrolments.findById(enrolmentId).session(command.tx).lean<Enrolment>()
  if (!found) throw new Problem('not_found')
  const item = await ownClassById(command.actor, found.classId, command.tx)
  return { enrolment: await onRoster(item, enrolmentId, command), item }
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

function certificateTaken(): Problem {
  const detail = '这个证书编号已经登记在别人名下，请核对'
  return new Problem('already_used', {
    detail,
    errors: [{ pointer: '/number', code: 'already_used', detail }],
  })
}
