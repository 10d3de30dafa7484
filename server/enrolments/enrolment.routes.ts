import type { ClientSession, Types } from 'mongoose'
import * as v from 'valibot'
import { enrolBody, enrolmentListView, enrolmentView, type EnrolmentView } from '#shared/enrolments'
import { recordId } from '#shared/primitives'
import { findClasses } from '../classes/class.service'
import { claimsOfEnrolments } from '../claims/claim-lookup.service'
import { command, query } from '../http/route'
import { findInstitutions } from '../institutions/institution.service'
import { presentEnrolment } from './enrolment.presenter'
import { enrol, enrolmentsOfWorker, leave, type Enrolment } from './enrolment.service'

const byId = v.strictObject({ id: recordId })

/** Enrolments with their classes, institutions and claims, each loaded once. */
async function presentAll(
  enrolments: readonly Enrolment[],
  today: string,
  tx: ClientSession | null = null,
): Promise<EnrolmentView[]> {
  const ids = (key: 'classId' | 'institutionId' | '_id'): Types.ObjectId[] =>
    enrolments.map((enrolment) => enrolment[key])
  const classes = await findClasses(ids('classId'), tx)
  const institutions = await findInstitutions(ids('institutionId'))
  const claims = await claimsOfEnrolments(ids('_id'), tx)
  return enrolments.map((enrolment) => {
    const item = classes.get(enrolment.classId.toHexString())
    const institution = institutions.get(enrolment.institutionId.toHexString())
    if (!item || !institution) throw new Error(`Enrolment ${enrolment._id.toHexString()} points to no class`)
    const claim = claims.get(enrolment._id.toHexString()) ?? null
    return presentEnrolment(enrolment, { item, institution, claim, today })
  })
}

async function presentOne(enrolment: Enrolment, today: string, tx: ClientSession): Promise<EnrolmentView> {
  const [view] = await presentAll([enrolment], today, tx)
  if (!view) throw new Error('One enrolment in, none out')
  return view
}

export const enrolmentRoutes = [
  query({
    method: 'get',
    path: '/me/enrolments',
    summary: "The worker's own enrolments, newest first",
    access: ['worker'],
    response: enrolmentListView,
    assistedAct: null,
    handler: async (call) => ({
      body: { items: await presentAll(await enrolmentsOfWorker(call.actor.personId), call.moment.today) },
    }),
  }),
  command({
    method: 'post',
    path: '/classes/:id/enrolments',
    summary:
      'Enrol in a class; again gives the same enrolment. Where nothing would be paid, only who says so beforehand',
    access: ['worker'],
    params: byId,
    body: enrolBody,
    response: enrolmentView,
    problems: [
      'identity_needed',
      'no_subsidy',
      'class_clash',
      'class_full',
      'not_in_this_state',
      'changed_meanwhile',
    ],
    assistedAct: '报名',
    handler: async (call) => {
      const { enrolment, isNew } = await enrol(call, call.params.id, call.body)
      return { status: isNew ? 201 : 200, body: await presentOne(enrolment, call.moment.today, call.tx) }
    },
  }),
  command({
    method: 'post',
    path: '/enrolments/:id/leave',
    summary: 'Leave a class before anything is on record',
    access: ['worker'],
    params: byId,
    response: enrolmentView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    assistedAct: '退班',
    handler: async (call) => {
      const enrolment = await leave(call, call.params.id)
      return { body: await presentOne(enrolment, call.moment.today, call.tx) }
    },
  }),
]
