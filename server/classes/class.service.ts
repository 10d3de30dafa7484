import { Types, type ClientSession } from 'mongoose'
import { takesEnrolments, approvedClassStates } from '#shared/class-machine'
import { Problem } from '#shared/problem'
import type { Actor } from '../context'
import { TrainingClasses, type Lesson, type TrainingClass } from './training-class.model'

export type { TrainingClass }

const PAGE = 20
const OPEN_STATES = approvedClassStates.filter(takesEnrolments)

/** One page of classes that one can still enrol in, soonest deadline first. */
export async function openClasses(filter: {
  tradeSeq?: number
  institutionId?: string
  today: string
  cursor?: string
}) {
  const after = filter.cursor ? cursorOf(filter.cursor) : null
  const found = await TrainingClasses.find({
    state: { $in: OPEN_STATES },
    ...(filter.tradeSeq === undefined ? {} : { tradeSeq: filter.tradeSeq }),
    ...(filter.institutionId === undefined
      ? {}
      : { institutionId: new Types.ObjectId(filter.institutionId) }),
    ...(after
      ? { $or: [{ enrolUntil: { $gt: after.date } }, { enrolUntil: after.date, _id: { $gt: after.id } }] }
      : { enrolUntil: { $gte: filter.today } }),
  })
    .sort({ enrolUntil: 1, _id: 1 })
    .limit(PAGE + 1)
    .lean<TrainingClass[]>()
  const items = found.slice(0, PAGE)
  const last = items.at(-1)
  return {
    items,
    nextCursor: found.length > PAGE && last ? `${last.enrolUntil}.${last._id.toHexString()}` : null,
  }
}

/** Every class that one can still enrol in on a day. */
export function classesOpenOn(today: string): Promise<TrainingClass[]> {
  return TrainingClasses.find({ state: { $in: OPEN_STATES }, enrolUntil: { $gte: today } })
    .sort({ enrolUntil: 1, _id: 1 })
    .lean<TrainingClass[]>()
    .exec()
}

/** One page of classes for the bureaux, newest first. @param state all when left out */
export async function classesByState(state: TrainingClass['state'] | undefined, cursor: string | undefined) {
  const found = await TrainingClasses.find({
    ...(state === undefined ? {} : { state }),
    ...(cursor === undefined ? {} : { _id: { $lt: idOf(cursor) } }),
  })
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<TrainingClass[]>()
  const items = found.slice(0, PAGE)
  const last = items.at(-1)
  return { items, nextCursor: found.length > PAGE && last ? last._id.toHexString() : null }
}

/** @throws Problem `not_found` */
export async function classById(
  id: Types.ObjectId | string,
  tx: ClientSession | null = null,
): Promise<TrainingClass> {
  const found = await TrainingClasses.findById(id).session(tx).lean<TrainingClass>()
  if (!found) throw new Problem('not_found', { detail: '这个班可能已经撤下，请返回看看别的班' })
  return found
}

/** Several classes at once, by id. */
export async function findClasses(ids: readonly Types.ObjectId[], tx: ClientSession | null = null) {
  const found = await TrainingClasses.find({ _id: { $in: ids } })
    .session(tx)
    .lean<TrainingClass[]>()
  return new Map(found.map((item) => [item._id.toHexString(), item]))
}

/** The classes of the actor's own institution, newest first. */
export function classesOfInstitution(actor: Actor): Promise<TrainingClass[]> {
  if (!actor.institutionId) throw new Problem('not_allowed')
  return TrainingClasses.find({ institutionId: actor.institutionId })
    .sort({ startsOn: -1, _id: 1 })
    .limit(200)
    .lean<TrainingClass[]>()
    .exec()
}

/** A class of the actor's own institution. Another institution's class does not exist for them. */
export async function ownClassById(
  actor: Actor,
  id: Types.ObjectId | string,
  tx: ClientSession | null = null,
) {
  const found = await classById(id, tx)
  if (!actor.institutionId?.equals(found.institutionId)) throw new Problem('not_found')
  return found
}

/** @throws Problem `not_found` */
export function lessonOf(item: TrainingClass, lessonId: string): Lesson {
  const lesson = item.lessons.find((candidate) => candidate.id === lessonId)
  if (!lesson) throw new Problem('not_found', { detail: '没有这节课，请刷新后再试' })
  return lesson
}

/**
 * Takes one seat, or refuses: two people can never take the last one.
 * @throws Problem `class_full`
 */
export async function takeSeat(id: Types.ObjectId, tx: ClientSession): Promise<void> {
  const taken = await TrainingClasses.updateOne(
    { _id: id, seatsLeft: { $gt: 0 } },
    { $inc: { seatsLeft: -1 } },
    { session: tx },
  )
  if (taken.modifiedCount === 0) throw new Problem('class_full', { detail: '这个班刚刚报满了，请看看别的班' })
}

/** Gives a seat back. */
export async function freeSeat(id: Types.ObjectId, tx: ClientSession): Promise<void> {
  await TrainingClasses.updateOne({ _id: id }, { $inc: { seatsLeft: 1 } }, { session: tx })
}

/** Hours that the class plans, by mode, in tenths. */
export function plannedHours(item: TrainingClass): { onsite: number; online: number } {
  const total = (mode: Lesson['mode']) =>
    item.lessons.filter((lesson) => lesson.mode === mode).reduce((sum, lesson) => sum + lesson.hoursTenths, 0)
  return { onsite: total('onsite'), online: total('online') }
}

function idOf(text: string): Types.ObjectId {
  if (!/^[0-9a-f]{24}$/.test(text)) throw new Problem('not_found', { detail: '列表已更新，请从头再看' })
  return new Types.ObjectId(text)
}

function cursorOf(text: string): { date: string; id: Types.ObjectId } {
  const match = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f]{24})$/.exec(text)
  if (!match?.[1] || !match[2]) throw new Problem('not_found', { detail: '列表已更新，请从头再看' })
  return { date: match[1], id: new Types.ObjectId(match[2]) }
}
