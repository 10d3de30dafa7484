import type { ClientSession, Types } from 'mongoose'
import type { EnrolBody } from '#shared/enrolments'
import { Problem } from '#shared/problem'
import { classById, freeSeat } from '../classes/class.service'
import type { Actor, Command } from '../context'
import { book } from './booking.service'
import { changeEnrolment } from './enrolment-change'
import { Enrolments, type Enrolment } from './enrolment.model'
import { moveUp } from './move-up.service'

export type { Enrolment }

/** The enrolments of a worker, newest first. */
export function enrolmentsOfWorker(
  workerId: Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<Enrolment[]> {
  return Enrolments.find({ workerId }).session(tx).sort({ _id: -1 }).limit(100).lean<Enrolment[]>().exec()
}

/** Whether anything is on record that this person was taught, examined or certified: from then on it is about who they are. */
export async function hasTrainingRecords(
  workerId: Types.ObjectId,
  tx: ClientSession | null,
): Promise<boolean> {
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

/** Whether anybody on a class's roster has neither result nor certificate. */
export async function awaitsResults(classId: Types.ObjectId): Promise<boolean> {
  const without = { state: { $ne: 'dropped' as const }, exam: null, certificate: null }
  return (await Enrolments.exists({ classId, ...without })) !== null
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
 * Enrols the signed-in worker; again gives the same enrolment.
 * @throws Problem as `book`
 */
export async function enrol(command: Command, classId: string, body: EnrolBody) {
  const item = await classById(classId, command.tx)
  const { personId } = command.actor
  const acceptsNoSubsidy = body.acceptsNoSubsidy ?? false
  return book(command, { personId, item, acceptsNoSubsidy, by: 'person' })
}

/** Leaves a class before anything is on record; the seat goes to the line. @throws Problem `not_in_this_state` */
export async function leave(command: Command, enrolmentId: string): Promise<Enrolment> {
  const enrolment = await ownEnrolment(command.actor, enrolmentId, command.tx)
  if (!mayLeave(enrolment)) {
    throw new Problem('not_in_this_state', {
      detail: '已经有上课、考试或证书记录，不能在这里退出。不想上了请告诉培训机构',
    })
  }
  const left = await changeEnrolment(enrolment, { state: 'dropped' }, command.tx)
  await freeSeat(enrolment.classId, command.tx)
  await moveUp(command, enrolment.classId)
  return left
}

/** Whether the worker may still leave by themselves: no claim can rest on the records of somebody who left. */
export function mayLeave({ state, attendance, certificate }: Enrolment): boolean {
  return (
    state === 'enrolled' && certificate === null && attendance.every((lesson) => lesson.hoursTenths === 0)
  )
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
