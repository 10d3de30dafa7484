import * as v from 'valibot'
import { attendanceBody, institutionClassListView, institutionClassView } from '#shared/classes'
import { line, recordId } from '#shared/primitives'
import { Problem } from '#shared/problem'
import { callRoll } from '../attendance/roll-call.service'
import type { Actor, Context } from '../context'
import { rostersOf, type Enrolment } from '../enrolments/enrolment.service'
import { command, query } from '../http/route'
import { findInstitution } from '../institutions/institution.service'
import { presentClassRoster } from './class-roster.presenter'
import { presentClass } from './class.presenter'
import { classesOfInstitution, ownClassById, type TrainingClass } from './class.service'

const byId = v.strictObject({ id: recordId })

/** What the institution has to do next in a class, in one line. */
function toDo(item: TrainingClass, roster: readonly Enrolment[], today: string): string {
  if (roster.length === 0) return '还没有人报名'
  const due = item.lessons.filter((lesson) => lesson.heldOn <= today)
  const unmarked = due.filter(
    (lesson) => !roster.some((person) => person.attendance.some((mark) => mark.lessonId === lesson.id)),
  )
  if (unmarked.length > 0) return `${unmarked.length}节课待登记考勤`
  const unexamined = item.examPlan?.bodyId ? 0 : roster.filter((person) => !person.exam).length
  if (item.examOn <= today && unexamined > 0) return `${unexamined}人待登记考试`
  return ''
}

async function presentOwnClasses(context: Context, actor: Actor) {
  const items = await classesOfInstitution(actor)
  const institution = actor.institutionId && (await findInstitution(actor.institutionId))
  if (!institution) throw new Problem('not_allowed', { detail: '您的账号还没有关联培训机构' })
  const { today } = context.moment
  const rosters = await rostersOf(items.map((item) => item._id))
  return items.map((item) => {
    const roster = rosters.get(item._id.toHexString()) ?? []
    return {
      ...presentClass(item, institution, { today, myEnrolmentId: null, noSubsidy: null }),
      enrolledCount: roster.length,
      toDoText: toDo(item, roster, today),
    }
  })
}

export const institutionClassRoutes = [
  query({
    method: 'get',
    path: '/institution/classes',
    summary: "The institution's own classes, newest first",
    access: ['institution'],
    response: institutionClassListView,
    handler: async (call) => ({ body: { items: await presentOwnClasses(call, call.actor) } }),
  }),
  query({
    method: 'get',
    path: '/institution/classes/:id',
    summary: "One of the institution's own classes with its roster, identities masked",
    access: ['institution'],
    params: byId,
    response: institutionClassView,
    sight: 'class_roster',
    handler: async (call) => presentClassRoster(call, await ownClassById(call.actor, call.params.id)),
  }),
  command({
    method: 'put',
    path: '/institution/classes/:id/lessons/:lessonId/attendance',
    summary: 'Credit the hours of one lesson to people on the roster',
    access: ['institution'],
    params: v.strictObject({ id: recordId, lessonId: line(40) }),
    body: attendanceBody,
    response: institutionClassView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    sight: 'class_roster',
    handler: async (call) => {
      const place = { classId: call.params.id, lessonId: call.params.lessonId }
      const item = await callRoll(call, place, call.body.entries)
      return presentClassRoster(call, item, call.tx)
    },
  }),
]
