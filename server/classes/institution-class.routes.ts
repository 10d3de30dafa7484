import type { ClientSession } from 'mongoose'
import * as v from 'valibot'
import { enterCertificateBody } from '#shared/certificate-kinds'
import {
  attendanceBody,
  certificateLabels,
  examResultBody,
  institutionClassListView,
  institutionClassView,
  rosterEntryView,
  type InstitutionClassView,
  type RosterEntryView,
} from '#shared/classes'
import { line, recordId } from '#shared/primitives'
import { Problem } from '#shared/problem'
import { callRoll } from '../attendance/roll-call.service'
import type { Actor, Context } from '../context'
import { presentRosterEntry } from '../enrolments/enrolment.presenter'
import { rosterOf, rostersOf, type Enrolment } from '../enrolments/enrolment.service'
import { enterCertificate, enterExamResult } from '../enrolments/training-records.service'
import { command, query, type Seen } from '../http/route'
import { findInstitution } from '../institutions/institution.service'
import { findPeople, findPerson, maskedIdentity } from '../people/person.service'
import { wantedCertificateOf } from '../policies/wanted-certificate'
import { presentClass, presentClassDetail } from './class.presenter'
import { classesOfInstitution, ownClassById, type TrainingClass } from './class.service'

const byId = v.strictObject({ id: recordId })

async function presentOwnClass(
  context: Context,
  item: TrainingClass,
  tx: ClientSession | null = null,
): Promise<{ body: InstitutionClassView; seen: Seen }> {
  const { moment, deployment } = context
  const [roster, institution] = await Promise.all([
    rosterOf(item._id, tx),
    findInstitution(item.institutionId),
  ])
  if (!institution) throw new Problem('not_found')
  const people = await findPeople(roster.map((enrolment) => enrolment.workerId))
  const kind = wantedCertificateOf(deployment.policies.current, item.tradeSeq)
  const body = {
    ...presentClassDetail(item, institution, { today: moment.today, myEnrolmentId: null, noSubsidy: null }),
    wantedCertificate: kind && { kind, label: certificateLabels[kind] },
    today: moment.today,
    roster: roster.map((enrolment) => {
      const person = people.get(enrolment.workerId.toHexString())
      return presentRosterEntry(enrolment, item, person ? maskedIdentity(deployment.cipher, person) : null)
    }),
  }
  return { body, seen: { personIds: roster.map(({ workerId }) => workerId), aboutId: item._id } }
}

async function presentEntry(
  context: Context,
  { enrolment, item }: { enrolment: Enrolment; item: TrainingClass },
): Promise<{ body: RosterEntryView; seen: Seen }> {
  const person = await findPerson(enrolment.workerId)
  const identity = person && maskedIdentity(context.deployment.cipher, person)
  return {
    body: presentRosterEntry(enrolment, item, identity),
    seen: { personIds: [enrolment.workerId], aboutId: item._id },
  }
}

/** What the institution has to do next in a class, in one line. */
function toDo(item: TrainingClass, roster: readonly Enrolment[], today: string): string {
  if (roster.length === 0) return '还没有人报名'
  const due = item.lessons.filter((lesson) => lesson.heldOn <= today)
  const unmarked = due.filter(
    (lesson) => !roster.some((person) => person.attendance.some((mark) => mark.lessonId === lesson.id)),
  )
  if (unmarked.length > 0) return `${unmarked.length}节课待登记考勤`
  const unexamined = roster.filter((person) => !person.exam).length
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
    handler: async (call) => presentOwnClass(call, await ownClassById(call.actor, call.params.id)),
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
      return presentOwnClass(call, item, call.tx)
    },
  }),
  command({
    method: 'put',
    path: '/enrolments/:id/exam-result',
    summary: 'Enter the exam result of one person',
    access: ['institution'],
    params: byId,
    body: examResultBody,
    response: rosterEntryView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    sight: 'class_roster',
    handler: async (call) => presentEntry(call, await enterExamResult(call, call.params.id, call.body)),
  }),
  command({
    method: 'put',
    path: '/enrolments/:id/certificate',
    summary: 'Enter the certificate of one person',
    access: ['institution'],
    params: byId,
    body: enterCertificateBody,
    response: rosterEntryView,
    problems: ['not_in_this_state', 'changed_meanwhile', 'already_used'],
    sight: 'class_roster',
    handler: async (call) => presentEntry(call, await enterCertificate(call, call.params.id, call.body)),
  }),
]
