import * as v from 'valibot'
import { enterCertificateBody } from '#shared/certificate-kinds'
import {
  examinedClassListQuery,
  examinedClassListView,
  examResultBody,
  institutionClassView,
  rosterEntryView,
  type ExaminedClassListView,
} from '#shared/classes'
import { recordId } from '#shared/primitives'
import type { Actor, Context } from '../context'
import { rostersOf, type Enrolment } from '../enrolments/enrolment.service'
import { enterCertificate, enterExamResult } from '../enrolments/training-records.service'
import { command, query, type Route } from '../http/route'
import { findInstitutions } from '../institutions/institution.service'
import { wantedCertificateOf } from '../policies/wanted-certificate'
import { presentClassRoster, presentRosterLine } from './class-roster.presenter'
import { presentClass } from './class.presenter'
import { classesToExamine, classToGrade } from './examined-class.service'
import type { TrainingClass } from './training-class.model'

const byId = v.strictObject({ id: recordId })
/** Which of the two grades a class, the service says. */
const graders = ['institution', 'evaluator'] as const

/** What the evaluation body has to enter next in a class, in one line. */
function toEnter(
  { deployment, moment }: Context,
  { examOn, tradeSeq }: TrainingClass,
  roster: readonly Enrolment[],
): string {
  if (roster.length === 0 || examOn > moment.today) return ''
  const unexamined = roster.filter(({ exam }) => !exam).length
  if (unexamined > 0) return `${unexamined}人待登记成绩`
  if (wantedCertificateOf(deployment.policies.current, tradeSeq) === null) return ''
  const without = roster.filter(({ exam, certificate }) => exam?.passed && !certificate).length
  return without > 0 ? `${without}人待登记证书` : ''
}

async function presentToExamine(
  context: Context,
  actor: Actor,
  cursor: string | undefined,
): Promise<ExaminedClassListView> {
  const { items, nextCursor } = await classesToExamine(actor, cursor)
  const [institutions, rosters] = await Promise.all([
    findInstitutions(items.map(({ institutionId }) => institutionId)),
    rostersOf(items.map(({ _id }) => _id)),
  ])
  const viewer = { today: context.moment.today, myEnrolmentId: null, noSubsidy: null }
  return {
    items: items.flatMap((item) => {
      const institution = institutions.get(item.institutionId.toHexString())
      if (!institution) return []
      const roster = rosters.get(item._id.toHexString()) ?? []
      const toDoText = toEnter(context, item, roster)
      return [{ ...presentClass(item, institution, viewer), enrolledCount: roster.length, toDoText }]
    }),
    nextCursor,
  }
}

/** Exam results and certificates of one person at a time, and what an evaluation body sees of the classes it examines. */
export const gradingRoutes: Route[] = [
  query({
    method: 'get',
    path: '/examined-classes',
    summary: 'One page of the classes that the actor’s evaluation body examines',
    access: ['evaluator'],
    query: examinedClassListQuery,
    response: examinedClassListView,
    handler: async (call) => ({ body: await presentToExamine(call, call.actor, call.query.cursor) }),
  }),
  query({
    method: 'get',
    path: '/examined-classes/:id',
    summary: 'One of them with its roster, identities masked; of attendance only the sums',
    access: ['evaluator'],
    params: byId,
    response: institutionClassView,
    sight: 'class_roster',
    handler: async (call) => {
      const { body, seen } = await presentClassRoster(call, await classToGrade(call.actor, call.params.id))
      return { body: { ...body, roster: body.roster.map((each) => ({ ...each, attendance: {} })) }, seen }
    },
  }),
  command({
    method: 'put',
    path: '/enrolments/:id/exam-result',
    summary: 'Enter the exam result of one person',
    access: graders,
    params: byId,
    body: examResultBody,
    response: rosterEntryView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    sight: 'class_roster',
    handler: async (call) => presentRosterLine(call, await enterExamResult(call, call.params.id, call.body)),
  }),
  command({
    method: 'put',
    path: '/enrolments/:id/certificate',
    summary: 'Enter the certificate of one person',
    access: graders,
    params: byId,
    body: enterCertificateBody,
    response: rosterEntryView,
    problems: ['not_in_this_state', 'changed_meanwhile', 'already_used'],
    sight: 'class_roster',
    handler: async (call) => presentRosterLine(call, await enterCertificate(call, call.params.id, call.body)),
  }),
]
