import type { TrainingClass } from '../classes/class.service'
import { notify, type NoticeCommand } from '../notifications/notification.service'
import { changeEnrolment } from './enrolment-change'
import { rosterOf } from './enrolment.service'
import { WaitingPlaces, type WaitingPlace } from './waiting-place.model'

/** Tells everybody on the roster that the class is suspended; their places stay theirs. */
export async function tellSuspended(
  command: NoticeCommand,
  { _id, title: classTitle }: TrainingClass,
  reason: string,
): Promise<void> {
  for (const { workerId: personId, _id: enrolmentId } of await rosterOf(_id, command.tx))
    await notify(command, {
      personId,
      kind: 'class_suspended',
      enrolmentId,
      values: { classTitle, reason },
      typed: ['reason'],
    })
}

/** Tells everybody on the roster that the class goes on. */
export async function tellResumed(
  command: NoticeCommand,
  { _id, title: classTitle }: TrainingClass,
): Promise<void> {
  for (const { workerId: personId, _id: enrolmentId } of await rosterOf(_id, command.tx))
    await notify(command, { personId, kind: 'class_resumed', enrolmentId, values: { classTitle } })
}

/**
 * Ends every place in a class that is cancelled, and every place in the line for it, and tells each of them why. Hours that
 * were credited stay on record; nobody has a result (the table sees to that), so no claim rests on any of it.
 */
export async function endPlaces(
  command: NoticeCommand,
  { _id: classId, title: classTitle }: TrainingClass,
  reason: string,
): Promise<void> {
  const { tx, moment } = command
  const values = { classTitle, reason }
  for (const enrolment of await rosterOf(classId, tx)) {
    const { _id: enrolmentId, workerId: personId } = enrolment
    await changeEnrolment(enrolment, { state: 'dropped' }, tx)
    await notify(command, { personId, kind: 'class_cancelled', enrolmentId, values, typed: ['reason'] })
  }
  const line = await WaitingPlaces.find({ classId, state: 'waiting' }).session(tx).lean<WaitingPlace[]>()
  for (const { _id, personId } of line) {
    const set = { state: 'closed' as const, settledAt: moment.now }
    await WaitingPlaces.updateOne({ _id }, { $set: set }, { session: tx })
    await notify(command, { personId, kind: 'line_cancelled', values, typed: ['reason'] })
  }
}
