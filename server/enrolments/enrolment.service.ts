import type { ClientSession, Types } from 'mongoose'
import type { EnrolBody } from '#shared/enrolments'
import { Problem } from '#shared/problem'
import { chineseDay } from '#shared/subsidy-policy'
import { takeTurn } from '../claims/claim-turn'
import { classById, freeSeat, takeSeat, type TrainingClass } from '../classes/class.service'
import type { Actor, Command } from '../context'
import { notify } from '../notifications/notification.service'
import { findPerson } from '../people/person.service'
import { noSubsidyFor } from '../policies/booking-standing'
import { changeEnrolment } from './enrolment-change'
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
 * Enrols the signed-in worker. Asking again gives the same enrolment, so a double tap takes one seat. A class is worth
 * attending without a subsidy, too; but who would be paid nothing takes a seat only after having read that.
 * @throws Problem `identity_needed`, `not_in_this_state` (too late), `no_subsidy` until confirmed, `class_full`
 */
export async function enrol(
  command: Command,
  classId: string,
  { acceptsNoSubsidy }: EnrolBody,
): Promise<{ enrolment: Enrolment; isNew: boolean }> {
  const { actor, tx, moment } = command
  const item = await classById(classId, tx)
  const existing = await Enrolments.findOne({ classId: item._id, workerId: actor.personId })
    .session(tx)
    .lean<Enrolment>()
  if (existing && existing.state !== 'dropped') return { enrolment: existing, isNew: false }
  // An account that is deleted at this moment writes the same record: no seat is taken for somebody who is gone.
  await takeTurn(actor.personId, tx)
  const person = await findPerson(actor.personId, tx)
  if (!person?.identity)
    throw new Problem('identity_needed', { detail: '填好姓名、身份证号和手机号就能报名' })
  if (moment.today > item.enrolUntil)
    throw new Problem('not_in_this_state', { detail: '这个班报名已截止，请看看别的班' })
  const noSubsidy = noSubsidyFor(command.deployment.policies, item, moment.today)
  if (noSubsidy !== null && !acceptsNoSubsidy)
    throw new Problem('no_subsidy', { detail: `${noSubsidy}。还想学的，请确认“没有补贴也报名”` })
  await takeSeat(item._id, tx)
  const booking = bookingOf(item, command, noSubsidy)
  const enrolment = existing
    ? await changeEnrolment(existing, booking, tx)
    : await join(item, booking, command)
  await notify(command, {
    personId: actor.personId,
    kind: noSubsidy === null ? 'enrolled' : 'enrolled_unpaid',
    enrolmentId: enrolment._id,
    values: { classTitle: item.title, startsOn: chineseDay(item.startsOn) },
  })
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
  return changeEnrolment(enrolment, { state: 'dropped' }, command.tx)
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

/** What a booking of this moment says, the first one and one after leaving. */
function bookingOf(item: TrainingClass, { moment, deployment }: Command, noSubsidy: string | null) {
  return {
    state: 'enrolled' as const,
    enrolledOn: moment.today,
    enrolledUnder: deployment.policies.current.hash,
    noSubsidy,
    joinedLate: moment.today > item.startsOn,
  }
}

async function join(
  item: TrainingClass,
  booking: ReturnType<typeof bookingOf>,
  { actor, tx }: Command,
): Promise<Enrolment> {
  const { _id: classId, institutionId } = item
  const record = { classId, workerId: actor.personId, institutionId, ...booking, attendance: [], revision: 0 }
  const [created] = await Enrolments.create([record], { session: tx })
  if (!created) throw new Error('The store acknowledged an enrolment without returning it')
  return created.toObject<Enrolment>()
}
