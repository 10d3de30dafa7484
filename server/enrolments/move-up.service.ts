import type { ClientSession, Types } from 'mongoose'
import { Problem, problems } from '#shared/problem'
import { whyNotOpen } from '../classes/class.presenter'
import { classById, type TrainingClass } from '../classes/class.service'
import type { Deployment, Moment } from '../context'
import { notify, type NoticeCommand } from '../notifications/notification.service'
import { book } from './booking.service'
import { WaitingPlaces, type WaitingPlace } from './waiting-place.model'

/** What the job works with. */
export interface MoveUpDeps {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

/** So many in line are looked at for one free seat; the job goes on from there. */
const LOOKED_AT = 50

/**
 * Gives the free seats of a class to the line, first come first served. Who cannot be booked at this moment keeps the place
 * and is told why, once; the seat goes to the next.
 * @returns how many have moved up
 */
export async function moveUp(command: NoticeCommand, classId: Types.ObjectId): Promise<number> {
  const { tx, moment } = command
  let item = await classById(classId, tx)
  if (item.seatsLeft === 0 || whyNotOpen(item, moment.today) !== null) return 0
  const line = await WaitingPlaces.find({ classId, state: 'waiting' })
    .session(tx)
    .sort({ _id: 1 })
    .limit(LOOKED_AT)
    .lean<WaitingPlace[]>()
  let moved = 0
  for (const place of line) {
    if (item.seatsLeft === 0) break
    if (await movesUp(command, place, item)) moved += 1
    item = await classById(classId, tx)
  }
  return moved
}

async function movesUp(command: NoticeCommand, place: WaitingPlace, item: TrainingClass): Promise<boolean> {
  const { personId, acceptsNoSubsidy } = place
  try {
    await book(command, { personId, item, acceptsNoSubsidy, by: 'waiting_list' })
    return true
  } catch (error) {
    // Anything but a refusal of this one person, such as two transactions meeting, is for the caller to try again.
    if (!(error instanceof Problem) || error.code === 'changed_meanwhile' || error.code === 'class_full')
      throw error
    await passOver(command, { ...place, passedOver: error.extras.detail ?? problems[error.code].title }, item)
    return false
  }
}

async function passOver(
  command: NoticeCommand,
  { _id, personId, passedOver }: WaitingPlace,
  { title: classTitle }: TrainingClass,
): Promise<void> {
  await WaitingPlaces.updateOne({ _id }, { $set: { passedOver } }, { session: command.tx })
  await notify(command, {
    personId,
    kind: 'passed_over',
    values: { classTitle, reason: passedOver ?? '' },
    onceKey: `passed-over:${_id.toHexString()}`,
  })
}

/**
 * Goes through the lines of all classes: seats that became free without anybody leaving (a deleted account, more places)
 * are given away, and where enrolment is over, who still waits is told so.
 * @returns for how many people something happened
 */
export async function workOffLines(deps: MoveUpDeps): Promise<number> {
  const classIds: Types.ObjectId[] = await WaitingPlaces.distinct('classId', { state: 'waiting' })
  let count = 0
  for (const classId of classIds) {
    const moment = deps.moment()
    const item = await classById(classId)
    count += await deps.inTransaction((tx) => {
      const command = { deployment: deps.deployment, moment, tx }
      return moment.today > item.enrolUntil ? endLine(command, item) : moveUp(command, classId)
    })
  }
  return count
}

async function endLine(command: NoticeCommand, { _id: classId, title }: TrainingClass): Promise<number> {
  const { tx, moment } = command
  const line = await WaitingPlaces.find({ classId, state: 'waiting' })
    .session(tx)
    .sort({ _id: 1 })
    .limit(LOOKED_AT)
    .lean<WaitingPlace[]>()
  for (const { _id, personId } of line) {
    await WaitingPlaces.updateOne(
      { _id },
      { $set: { state: 'closed', settledAt: moment.now } },
      { session: tx },
    )
    await notify(command, { personId, kind: 'line_closed', values: { classTitle: title } })
  }
  return line.length
}
