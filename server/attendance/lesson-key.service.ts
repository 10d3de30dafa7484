import { createHmac } from 'node:crypto'
import { Types, type ClientSession } from 'mongoose'
import type { LessonKeyView } from '#shared/attendance'
import type { Mac } from '#shared/attendance-code'
import { Problem } from '#shared/problem'
import { lessonOf, ownClassById } from '../classes/class.service'
import type { Command } from '../context'
import type { FieldCipher } from '../personal-data/field-cipher'
import { addDays } from '../programme-clock'
import { endOfNextDay } from './lesson-clock'
import { LessonKeys, type LessonKey } from './lesson-key.model'

export type { LessonKey }

/** A device can fetch the key so many days before the lesson: a village may have no network on the day. */
const DAYS_AHEAD = 3

/**
 * Gives the teacher's device the key of a lesson of its own institution; again gives the same.
 * @throws Problem `not_found`, `not_in_this_state` too early or after the day that follows the lesson
 */
export async function openLesson(
  command: Command,
  place: { classId: string; lessonId: string },
): Promise<LessonKeyView> {
  const { actor, tx, moment, deployment } = command
  const item = await ownClassById(actor, place.classId, tx)
  const lesson = lessonOf(item, place.lessonId)
  if (moment.today < addDays(lesson.heldOn, -DAYS_AHEAD))
    throw new Problem('not_in_this_state', { detail: `课前${String(DAYS_AHEAD)}天起可以打开签到` })
  const validUntil = endOfNextDay(lesson)
  if (moment.programmeNow >= validUntil)
    throw new Problem('not_in_this_state', { detail: '这节课早就上完了，不能再签到。请登记课时，写明原因' })
  const of = { classId: item._id, lessonId: lesson.id, openedById: actor.personId }
  const known = await LessonKeys.findOne(of).session(tx).lean<LessonKey>()
  const found = known ?? (await makeKey(command, { ...of, validUntil }))
  return {
    keyId: found._id.toHexString(),
    key: secretOf(deployment.cipher, found),
    classTitle: item.title,
    topic: lesson.topic,
    heldOn: lesson.heldOn,
    startsAt: lesson.startsAt,
    endsAt: lesson.endsAt,
    validUntil: found.validUntil.toISOString(),
    serverNow: moment.now.toISOString(),
  }
}

async function makeKey(
  { deployment, moment, tx }: Command,
  of: Pick<LessonKey, 'classId' | 'lessonId' | 'openedById' | 'validUntil'>,
): Promise<LessonKey> {
  const _id = new Types.ObjectId()
  const key = deployment.randomBytes(32).toString('hex')
  const keyCipher = deployment.cipher.encrypt(key, placeOf(_id))
  const record = { _id, ...of, keyCipher, openedAt: moment.programmeNow }
  await LessonKeys.create([record], { session: tx })
  return record
}

/** The key that a code names; null when there is none, or it counts no longer. */
export async function keyById(id: string, now: Date, tx: ClientSession): Promise<LessonKey | null> {
  return LessonKeys.findOne({ _id: new Types.ObjectId(id), validUntil: { $gt: now } })
    .session(tx)
    .lean<LessonKey>()
    .exec()
}

/** The keys of classes that still count. */
export function keysOf(
  classIds: readonly Types.ObjectId[],
  now: Date,
  tx: ClientSession,
): Promise<LessonKey[]> {
  return LessonKeys.find({ classId: { $in: classIds }, validUntil: { $gt: now } })
    .session(tx)
    .lean<LessonKey[]>()
    .exec()
}

/** What makes and checks the codes of a lesson, as the teacher's device does it, too. */
export function macOf(cipher: FieldCipher, key: LessonKey): Mac {
  const secret = Buffer.from(secretOf(cipher, key), 'hex')
  return (message) => createHmac('sha256', secret).update(message).digest('hex')
}

function secretOf(cipher: FieldCipher, { _id, keyCipher }: LessonKey): string {
  return cipher.decrypt(keyCipher, placeOf(_id))
}

function placeOf(_id: Types.ObjectId): { collection: string; field: string; recordId: string } {
  return { collection: 'lesson_keys', field: 'key', recordId: _id.toHexString() }
}
