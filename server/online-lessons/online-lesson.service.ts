import type { ClientSession, Types } from 'mongoose'
import {
  ANSWER_SECONDS,
  answerCheck,
  beat,
  freshProgress,
  onlineHours,
  type Chance,
  type OnlineLessonView,
  type OnlineProgress,
} from '#shared/online-lesson'
import { Problem } from '#shared/problem'
import { clockOf } from '../attendance/lesson-clock'
import { keepOnlineHours } from '../attendance/online-hours.service'
import { classTakingRecords } from '../classes/class-life.service'
import { classById, lessonOf, type TrainingClass } from '../classes/class.service'
import type { Command } from '../context'
import { enrolmentsOfWorker, type Enrolment } from '../enrolments/enrolment.service'
import { OnlineProgresses, OnlineSittings, type StoredProgress } from './online-lesson.model'

/** Which lesson of which class. */
export interface LessonPlace {
  classId: string
  lessonId: string
}

interface Learning {
  item: TrainingClass
  lesson: TrainingClass['lessons'][number]
  enrolment: Enrolment
  totalSeconds: number
}

/**
 * Sits down to an online lesson, on this device; a lesson that was going on elsewhere stops there.
 * @throws Problem `not_found`, `not_in_this_state`
 */
export async function sitDown(command: Command, place: LessonPlace): Promise<OnlineLessonView> {
  const { actor, tx, moment } = command
  const learning = await learningOf(command, place)
  const sitting = { sessionId: actor.sessionId, classId: learning.item._id, lessonId: learning.lesson.id }
  await OnlineSittings.updateOne(
    { _id: actor.personId },
    { $set: { ...sitting, since: moment.now } },
    { session: tx, upsert: true },
  )
  const stored = await progressOf(command, learning)
  // Whatever went on before this device: the time until its first beat counts for nothing.
  const progress = { ...stored.progress, lastBeatAtMs: null }
  return present(learning, await save(stored, progress, tx))
}

/** The phone says that its owner is learning. @throws Problem `learning_elsewhere`, as for sitting down */
export async function takeBeat(command: Command, place: LessonPlace): Promise<OnlineLessonView> {
  return go(command, place, (progress, { nowMs, totalSeconds, chance }) =>
    beat(progress, { nowMs, totalSeconds, chance }),
  )
}

/** Somebody tapped a figure. @throws Problem as for a beat */
export async function takeAnswer(
  command: Command,
  place: LessonPlace,
  tapped: number,
): Promise<OnlineLessonView> {
  return go(command, place, (progress, { nowMs, chance }) => answerCheck(progress, tapped, { nowMs, chance }))
}

type Step = (
  progress: OnlineProgress,
  moment: { nowMs: number; totalSeconds: number; chance: Chance },
) => OnlineProgress

async function go(command: Command, place: LessonPlace, step: Step): Promise<OnlineLessonView> {
  const { actor, tx, moment } = command
  const learning = await learningOf(command, place)
  const sitting = await OnlineSittings.findById(actor.personId).session(tx).lean()
  const isHere =
    sitting?.sessionId === actor.sessionId &&
    sitting.classId.equals(learning.item._id) &&
    sitting.lessonId === learning.lesson.id
  if (!isHere) throw new Problem('learning_elsewhere', { detail: '这里的计时停了。要在这儿学，点“接着学”' })
  const stored = await progressOf(command, learning)
  const { totalSeconds, lesson, enrolment } = learning
  const chance = chanceOf(command)
  const progress = step(stored.progress, { nowMs: moment.now.getTime(), totalSeconds, chance })
  const worth = { totalSeconds, hoursTenths: lesson.hoursTenths }
  const [before, after] = [onlineHours(stored.progress, worth), onlineHours(progress, worth)]
  if (after > before) await keepOnlineHours(command, { enrolment, lesson, hoursTenths: after })
  return present(learning, await save(stored, progress, tx))
}

async function learningOf(command: Command, { classId, lessonId }: LessonPlace): Promise<Learning> {
  const { actor, tx, moment } = command
  const known = await classById(classId, tx)
  const lesson = lessonOf(known, lessonId)
  if (lesson.mode !== 'online')
    throw new Problem('not_in_this_state', { detail: '这节课在现场上，到课堂扫码签到' })
  const enrolment = (await enrolmentsOfWorker(actor.personId, tx)).find(
    (each) => each.classId.equals(known._id) && each.state !== 'dropped',
  )
  if (!enrolment) throw new Problem('not_found', { detail: '您没有报这个班' })
  if (enrolment.lockedByClaimId)
    throw new Problem('not_in_this_state', { detail: '您的记录正在审核补贴，不用再学' })
  const { startsAtMs, endsAtMs } = clockOf(lesson)
  if (moment.programmeNow.getTime() < startsAtMs)
    throw new Problem('not_in_this_state', { detail: `${lesson.heldOn} ${lesson.startsAt}起可以学` })
  const item = await classTakingRecords(command, known)
  return { item, lesson, enrolment, totalSeconds: (endsAtMs - startsAtMs) / 1000 }
}

async function progressOf(command: Command, { item, lesson }: Learning): Promise<StoredProgress> {
  const { actor, tx, moment } = command
  const of = { personId: actor.personId, classId: item._id, lessonId: lesson.id }
  const found = await OnlineProgresses.findOne(of).session(tx).lean<StoredProgress>()
  if (found) return found
  const progress = freshProgress(moment.now.getTime(), chanceOf(command))
  const [made] = await OnlineProgresses.create([{ ...of, progress, revision: 0 }], { session: tx })
  if (!made) throw new Error('The store acknowledged a progress without returning it')
  return made.toObject<StoredProgress>()
}

async function save(
  stored: StoredProgress,
  progress: OnlineProgress,
  tx: ClientSession,
): Promise<OnlineProgress> {
  const saved = await OnlineProgresses.updateOne(
    { _id: stored._id, revision: stored.revision },
    { $set: { progress, revision: stored.revision + 1 } },
    { session: tx },
  )
  if (saved.modifiedCount === 0) throw new Problem('changed_meanwhile')
  return progress
}

/** Nobody can know when the next question comes: randomness of the server's own kind. */
function chanceOf({ deployment }: Command): Chance {
  return () => deployment.randomBytes(4).readUInt32BE() / 2 ** 32
}

function present({ item, lesson, totalSeconds }: Learning, progress: OnlineProgress): OnlineLessonView {
  const { rawSeconds, countedSeconds, pendingSeconds, missedChecks, check } = progress
  return {
    classId: item._id.toHexString(),
    lessonId: lesson.id,
    classTitle: item.title,
    topic: lesson.topic,
    hoursTenths: lesson.hoursTenths,
    countedTenths: onlineHours(progress, { totalSeconds, hoursTenths: lesson.hoursTenths }),
    rawSeconds: Math.round(rawSeconds),
    countedSeconds: Math.round(countedSeconds),
    pendingSeconds: Math.round(pendingSeconds),
    totalSeconds,
    missedChecks,
    check: check && {
      wanted: check.wanted,
      choices: [...check.choices],
      until: new Date(check.askedAtMs + ANSWER_SECONDS * 1000).toISOString(),
    },
    isDone: Math.round(countedSeconds) >= totalSeconds,
  }
}

/** Forgets where somebody learned and how far they were, when the account goes; the hours stay in the class. */
export async function forgetOnlineLessons(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await OnlineProgresses.deleteMany({ personId }, { session: tx })
  await OnlineSittings.deleteMany({ _id: personId }, { session: tx })
}
