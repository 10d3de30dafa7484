import type { ClientSession, Types } from 'mongoose'
import { Problem } from '#shared/problem'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Actor } from '../context'
import { findEvaluationBodies, type EvaluationBody } from '../evaluation-bodies/evaluation-body.service'
import { outsideList } from '../institutions/listing-check'
import { beforeCursor } from '../notifications/inbox.service'
import { classById } from './class.service'
import { TrainingClasses, type TrainingClass } from './training-class.model'

const PAGE = 20

/**
 * The evaluation body of the list that examines a class: its own people enter results and certificates then, so that
 * whoever trains does not also grade (clause （十三）). Null where the filing names none of the list: the institution enters
 * what it, or an authority outside the list, has found.
 */
export async function examinerOf(
  { examPlan }: TrainingClass,
  tx: ClientSession | null = null,
): Promise<EvaluationBody | null> {
  const bodyId = examPlan?.bodyId
  if (!bodyId) return null
  const found = await findEvaluationBodies([bodyId], tx)
  return found.get(bodyId.toHexString()) ?? null
}

/** Why an exam of that day does not count, because its examiner was not in the list; null where nothing stands against it. */
export function outsideExaminersList(examiner: EvaluationBody | null, examinedOn: string): string | null {
  const outside = examiner && outsideList([examiner], [examinedOn])
  return outside && `“${outside.name}”${chineseDay(outside.day)}不在评价机构目录里，这天的考试不算`
}

/**
 * A class whose results the actor enters: for the body that examines it, or for its institution where no body of the list does.
 * @throws Problem `not_found` for somebody else's class, `not_allowed` for the institution of a class that a body examines
 */
export async function classToGrade(
  actor: Actor,
  id: Types.ObjectId | string,
  tx: ClientSession | null = null,
): Promise<TrainingClass> {
  const found = await classById(id, tx)
  const bodyId = found.examPlan?.bodyId
  if (bodyId && actor.evaluationBodyId?.equals(bodyId)) return found
  if (!actor.institutionId?.equals(found.institutionId)) throw new Problem('not_found')
  if (bodyId) throw await gradedBy(found, tx)
  return found
}

async function gradedBy(item: TrainingClass, tx: ClientSession | null): Promise<Problem> {
  const name = (await examinerOf(item, tx))?.name ?? item.examPlan?.body ?? ''
  return new Problem('not_allowed', { detail: `这个班由“${name}”考核，成绩和证书由它登记` })
}

/** One page of the classes that the actor's evaluation body examines, last approved first; cancelled ones are left out. */
export async function classesToExamine(
  { evaluationBodyId }: Actor,
  cursor: string | undefined,
): Promise<{ items: TrainingClass[]; nextCursor: string | null }> {
  if (!evaluationBodyId) throw new Problem('not_allowed', { detail: '您的账号还没有关联评价机构' })
  const found = await TrainingClasses.find({
    'examPlan.bodyId': evaluationBodyId,
    state: { $ne: 'cancelled' },
    ...beforeCursor(cursor),
  })
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<TrainingClass[]>()
  const items = found.slice(0, PAGE)
  const last = items.at(-1)
  return { items, nextCursor: found.length > PAGE && last ? last._id.toHexString() : null }
}
