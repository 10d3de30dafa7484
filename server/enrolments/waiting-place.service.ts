import type { ClientSession, Types } from 'mongoose'
import type { EnrolBody, WaitingState } from '#shared/enrolments'
import { Problem } from '#shared/problem'
import { classById } from '../classes/class.service'
import type { Actor, Command } from '../context'
import { checkBooking } from './booking-check.service'
import { Enrolments } from './enrolment.model'
import { WaitingPlaces, type WaitingPlace } from './waiting-place.model'

export type { WaitingPlace }

/** In so many lines one person can stand: each seat that passes them by is one that somebody else waits for. */
const MOST_LINES = 5

/**
 * Puts the signed-in worker at the end of the line for a full class; again gives the same place.
 * @throws Problem `not_in_this_state` when there is a seat, the worker has one, or too many lines; else as for a booking
 */
export async function joinLine(
  command: Command,
  classId: string,
  body: EnrolBody,
): Promise<{ place: WaitingPlace; isNew: boolean }> {
  const { actor, tx, moment } = command
  const { personId } = actor
  const item = await classById(classId, tx)
  const acceptsNoSubsidy = body.acceptsNoSubsidy ?? false
  await checkBooking(command, { personId, item, acceptsNoSubsidy })
  const mine = await waitingOf(personId, tx)
  const existing = mine.find((place) => place.classId.equals(item._id))
  if (existing) return { place: existing, isNew: false }
  const seat = Enrolments.exists({ classId: item._id, workerId: personId, state: { $ne: 'dropped' } })
  if (await seat.session(tx)) throw refused('您已经报上这个班了，不用排队')
  if (item.seatsLeft > 0) throw refused('这个班还有名额，直接报名就行')
  if (mine.length >= MOST_LINES) throw refused(`最多同时排${String(MOST_LINES)}个班。先退出一个，再排这个`)
  const record = {
    ...{ classId: item._id, personId, acceptsNoSubsidy, state: 'waiting' as const },
    ...{ since: moment.programmeNow, settledAt: null, passedOver: null },
  }
  const [created] = await WaitingPlaces.create([record], { session: tx })
  if (!created) throw new Error('The store acknowledged a waiting place without returning it')
  return { place: created.toObject<WaitingPlace>(), isNew: true }
}

/** Leaves a line; again changes nothing. @throws Problem `not_found`, also for somebody else's place */
export async function leaveLine({ actor, tx, moment }: Command, placeId: string): Promise<void> {
  const found = await WaitingPlaces.findById(placeId).session(tx).lean<WaitingPlace>()
  if (!found?.personId.equals(actor.personId)) throw new Problem('not_found')
  await settleWaiting(found.classId, actor.personId, { state: 'left', at: moment.now }, tx)
}

/** Ends somebody's waiting for a class, if they wait. */
export async function settleWaiting(
  classId: Types.ObjectId,
  personId: Types.ObjectId,
  { state, at }: { state: Exclude<WaitingState, 'waiting'>; at: Date },
  tx: ClientSession,
): Promise<void> {
  await WaitingPlaces.updateOne(
    { classId, personId, state: 'waiting' },
    { $set: { state, settledAt: at } },
    { session: tx },
  )
}

/** The lines in which somebody stands, oldest first. */
export function waitingOf(
  personId: Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<WaitingPlace[]> {
  return WaitingPlaces.find({ personId, state: 'waiting' })
    .session(tx)
    .sort({ _id: 1 })
    .lean<WaitingPlace[]>()
    .exec()
}

/** The lines of whoever looks, as their class pages show them. */
export async function linesOf(actor: Actor): Promise<Map<string, { id: string; ahead: number }>> {
  const places = await waitingOf(actor.personId)
  const lines = places.map(async (place) => {
    const line = { id: place._id.toHexString(), ahead: await aheadOf(place) }
    return [place.classId.toHexString(), line] as const
  })
  return new Map(await Promise.all(lines))
}

/** How many stand in front. */
export function aheadOf({ classId, _id }: WaitingPlace, tx: ClientSession | null = null): Promise<number> {
  return WaitingPlaces.countDocuments({ classId, state: 'waiting', _id: { $lt: _id } })
    .session(tx)
    .exec()
}

/** Takes somebody out of every line, when their account goes. */
export async function forgetWaiting(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await WaitingPlaces.deleteMany({ personId }, { session: tx })
}

function refused(detail: string): Problem {
  return new Problem('not_in_this_state', { detail })
}
