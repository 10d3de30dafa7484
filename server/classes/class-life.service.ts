import type { ClientSession, Types } from 'mongoose'
import {
  approvedClassStates,
  classStateLabels,
  classTransition,
  classTransitions,
  takesRecords,
  type ApprovedClassState,
  type ClassActor,
  type ClassEvent,
  type ClassPosition,
} from '#shared/class-machine'
import { Problem } from '#shared/problem'
import type { Moment } from '../context'
import { awaitsResults, rosterOf, type Enrolment } from '../enrolments/enrolment.service'
import type { ClassHistoryEntry } from './class-history'
import { classById, type TrainingClass } from './class.service'
import { lastDayOf } from './class-days'
import { rosterHash } from './roster-seal'
import { TrainingClasses } from './training-class.model'

/** What a step of a class needs: a transaction and a moment, but no actor, so that the day can take one, too. */
export interface ClassTurn {
  moment: Moment
  tx: ClientSession
}

/** A step to take, and what changes with it. */
export interface ClassMove {
  event: ClassEvent
  actor: ClassActor
  /** Null for the system. */
  actorId: Types.ObjectId | null
  detail?: string
  set?: Partial<TrainingClass>
}

const SYSTEM: ClassActor = { id: 'system', role: 'system', institutionId: null }
/** What the day and the results bring about, in the order in which a class goes through them. */
const TURNING = ['start', 'finish', 'examine', 'settle'] as const

/** The part of a class on which its next steps depend. */
export async function positionOfClass(
  item: TrainingClass,
  today: string,
  tx: ClientSession | null = null,
): Promise<ClassPosition> {
  const roster = await rosterOf(item._id, tx)
  return {
    state: item.state,
    institutionId: item.institutionId.toHexString(),
    partnerId: item.partnerId?.toHexString() ?? null,
    authorIds: item.authorIds.map((id) => id.toHexString()),
    firstReviewerId: null,
    suspendedFrom: item.suspendedFrom,
    results: {
      have: roster.filter(hasResult).length,
      of: roster.length,
    },
    day: { today, startsOn: item.startsOn, endsOn: lastDayOf(item) },
  }
}

/** Whether somebody's exam has come to anything: a certificate says so, too. */
export function hasResult({ exam, certificate }: Enrolment): boolean {
  return exam !== null || certificate !== null
}

/**
 * Moves a class by one row of the table, in one conditional write.
 * @throws Problem `not_allowed`, `not_in_this_state`, `changed_meanwhile`
 */
export async function moveClass(
  { moment, tx }: ClassTurn,
  item: TrainingClass,
  { event, actor, actorId, detail = '', set = {} }: ClassMove,
): Promise<TrainingClass> {
  const outcome = classTransition(await positionOfClass(item, moment.today, tx), event, actor)
  if (!outcome.allowed) throw refusalOf(item, outcome.because)
  const to = approvedStateOf(outcome.transition.to)
  const { state: from } = item
  const { role: actorRole } = actor
  const entry: ClassHistoryEntry = { at: moment.programmeNow, event, from, to, actorId, actorRole, detail }
  const moved = await TrainingClasses.findOneAndUpdate(
    { _id: item._id, state: from },
    { $set: { ...set, state: to }, $push: { history: entry } },
    { session: tx, returnDocument: 'after' },
  ).lean<TrainingClass>()
  if (!moved) throw new Problem('changed_meanwhile')
  return moved
}

/**
 * Takes the steps that the day and the results have brought about. Safe to repeat; the job does it for all classes, and what
 * depends on the state does it for its own class first, so that nothing waits for the job.
 */
export async function turnClass(turn: ClassTurn, item: TrainingClass): Promise<TrainingClass> {
  let turned = item
  for (const event of TURNING) {
    if (!isSystemStep(event, turned.state)) continue
    const position = await positionOfClass(turned, turn.moment.today, turn.tx)
    if (!classTransition(position, event, SYSTEM).allowed) continue
    const set = event === 'start' ? { rosterSeal: await sealOf(turned, turn) } : {}
    turned = await moveClass(turn, turned, { event, actor: SYSTEM, actorId: null, set })
  }
  return turned
}

/** Whether the table has such a step at all, before anything is read for it. */
function isSystemStep(event: ClassEvent, from: ApprovedClassState): boolean {
  return classTransitions.some((row) => row.event === event && row.from === from && row.role === 'system')
}

async function sealOf(
  { _id }: TrainingClass,
  { moment, tx }: ClassTurn,
): Promise<TrainingClass['rosterSeal']> {
  const enrolmentIds = (await rosterOf(_id, tx)).map((enrolment) => enrolment._id)
  return { sha256: rosterHash(_id, enrolmentIds), enrolmentIds, sealedOn: moment.today }
}

/** What the job works with. */
export interface TurnClassesDeps {
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
}

/**
 * Takes the steps of the day for every class, each in a transaction of its own, so that it can be cut off anywhere.
 * @returns how many classes moved
 */
export async function turnDueClasses(deps: TurnClassesDeps): Promise<number> {
  const { today } = deps.moment()
  const due = await TrainingClasses.find(
    {
      $or: [
        { state: 'enrolling', startsOn: { $lte: today } },
        { state: 'running', endsOn: { $lt: today } },
        { state: { $in: ['finished', 'examined'] } },
      ],
    },
    { _id: 1, state: 1 },
  ).lean()
  let count = 0
  for (const { _id, state } of due) {
    // Most classes that are over wait for somebody's result for weeks: one small question each, and no transaction.
    if ((state === 'finished' || state === 'examined') && (await awaitsResults(_id))) continue
    const moved = await deps.inTransaction(async (tx) => {
      const item = await classById(_id, tx)
      return (await turnClass({ moment: deps.moment(), tx }, item)).state !== item.state
    })
    if (moved) count += 1
  }
  return count
}

/**
 * The class as it stands today, if hours, results and certificates may be entered now.
 * @throws Problem `not_in_this_state`
 */
export async function classTakingRecords(turn: ClassTurn, item: TrainingClass): Promise<TrainingClass> {
  const turned = await turnClass(turn, item)
  if (takesRecords(turned.state)) return turned
  throw new Problem('not_in_this_state', { detail: whyNoRecords[turned.state] ?? '这个班现在不能登记' })
}

const whyNoRecords: Partial<Record<ApprovedClassState, string>> = {
  enrolling: '这个班还没开课，开课那天起才能登记',
  suspended: '这个班暂停了，恢复以后再登记',
  cancelled: '这个班取消了，不用登记',
  closed: '这个班已经结班，要改请联系人社部门重新打开',
}

function approvedStateOf(state: string): ApprovedClassState {
  const found = approvedClassStates.find((each) => each === state)
  if (!found) throw new Error(`The table leads an approved class to ${state}`)
  return found
}

function refusalOf(item: TrainingClass, because: string): Problem {
  if (because === 'not_your_role') return new Problem('not_allowed', { detail: '这一步要由别人来做' })
  if (because === 'not_party' || because === 'own_class')
    return new Problem('not_allowed', { detail: '这个班的这一步不归您办' })
  const detail =
    because === 'nobody_has_a_result'
      ? '已经有人登记了考试成绩，不能取消。要停下来请用“暂停”'
      : `这个班现在是“${classStateLabels[item.state]}”，不能这样操作`
  return new Problem('not_in_this_state', { detail })
}
