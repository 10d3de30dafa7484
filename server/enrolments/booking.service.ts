import type { ClientSession } from 'mongoose'
import { chineseDay } from '#shared/subsidy-policy'
import { takeSeat, type TrainingClass } from '../classes/class.service'
import { notify, type NoticeCommand } from '../notifications/notification.service'
import { checkBooking, type WantedPlace } from './booking-check.service'
import { changeEnrolment } from './enrolment-change'
import { Enrolments, type Enrolment } from './enrolment.model'
import { settleWaiting } from './waiting-place.service'

/** A place, and how it came to be, which the message about it says. */
export interface Booking extends WantedPlace {
  by: 'person' | 'foreman' | 'waiting_list'
}

/**
 * Gives somebody a place in a class. Asking again gives the same enrolment, so a double tap takes one seat. A class is
 * worth attending without a subsidy, too; but who would be paid nothing takes a seat only after having read that.
 * @throws Problem `identity_needed`, `not_in_this_state` (too late), `class_clash`, `no_subsidy` until confirmed, `class_full`
 */
export async function book(
  command: NoticeCommand,
  booking: Booking,
): Promise<{ enrolment: Enrolment; isNew: boolean }> {
  const { tx, moment } = command
  const { personId, item } = booking
  const existing = await Enrolments.findOne({ classId: item._id, workerId: personId })
    .session(tx)
    .lean<Enrolment>()
  if (existing && existing.state !== 'dropped') return { enrolment: existing, isNew: false }
  const noSubsidy = await checkBooking(command, booking)
  await takeSeat(item._id, tx)
  const record = recordOf(item, command, noSubsidy)
  const enrolment = existing
    ? await changeEnrolment(existing, record, tx)
    : await join(booking, record, command)
  await settleWaiting(item._id, personId, { state: 'moved_up', at: moment.now }, tx)
  await tell(command, booking, enrolment)
  return { enrolment, isNew: true }
}

/** What a booking of this moment says, the first one and one after leaving. */
function recordOf(item: TrainingClass, { moment, deployment }: NoticeCommand, noSubsidy: string | null) {
  return {
    state: 'enrolled' as const,
    enrolledOn: moment.today,
    enrolledUnder: deployment.policies.current.hash,
    noSubsidy,
    joinedLate: moment.today > item.startsOn,
  }
}

async function join(
  { item, personId }: Booking,
  booking: ReturnType<typeof recordOf>,
  { tx }: { tx: ClientSession },
): Promise<Enrolment> {
  const { _id: classId, institutionId } = item
  const record = { classId, workerId: personId, institutionId, ...booking, attendance: [], revision: 0 }
  const [created] = await Enrolments.create([record], { session: tx })
  if (!created) throw new Error('The store acknowledged an enrolment without returning it')
  return created.toObject<Enrolment>()
}

async function tell(
  command: NoticeCommand,
  { item, personId, by }: Booking,
  { _id: enrolmentId, noSubsidy }: Enrolment,
): Promise<void> {
  const booked = noSubsidy === null ? 'enrolled' : 'enrolled_unpaid'
  await notify(command, {
    personId,
    kind: by === 'waiting_list' ? 'moved_up' : booked,
    enrolmentId,
    values: { classTitle: item.title, startsOn: chineseDay(item.startsOn) },
  })
}
