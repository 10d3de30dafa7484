import type { Types } from 'mongoose'
import * as v from 'valibot'
import { classDetailView, classListQuery, classListView } from '#shared/classes'
import { recordId } from '#shared/primitives'
import { Problem } from '#shared/problem'
import type { Actor } from '../context'
import { enrolmentsOfWorker } from '../enrolments/enrolment.service'
import { publicQuery } from '../http/route'
import { findInstitutions, type Institution } from '../institutions/institution.service'
import { presentClass, presentClassDetail } from './class.presenter'
import { classById, openClasses, type TrainingClass } from './class.service'

/** The viewer's live enrolments, by class. */
async function myEnrolments(actor: Actor | null): Promise<Map<string, string>> {
  if (!actor) return new Map()
  const mine = await enrolmentsOfWorker(actor.personId)
  const live = mine.filter((enrolment) => enrolment.state !== 'dropped')
  return new Map(live.map((enrolment) => [enrolment.classId.toHexString(), enrolment._id.toHexString()]))
}

async function institutionsOf(items: readonly TrainingClass[]): Promise<(id: Types.ObjectId) => Institution> {
  const found = await findInstitutions(items.map((item) => item.institutionId))
  return (id) => {
    const institution = found.get(id.toHexString())
    if (!institution) throw new Problem('not_found')
    return institution
  }
}

export const classRoutes = [
  publicQuery({
    method: 'get',
    path: '/classes',
    summary: 'One page of classes that are open for enrolment, soonest deadline first',
    access: 'public',
    query: classListQuery,
    response: classListView,
    handler: async ({ query: { tradeSeq, cursor }, moment, actor }) => {
      const page = await openClasses({
        today: moment.today,
        ...(tradeSeq === undefined ? {} : { tradeSeq }),
        ...(cursor === undefined ? {} : { cursor }),
      })
      const [mine, institution] = await Promise.all([myEnrolments(actor), institutionsOf(page.items)])
      const items = page.items.map((item) => {
        const viewer = { today: moment.today, myEnrolmentId: mine.get(item._id.toHexString()) ?? null }
        return presentClass(item, institution(item.institutionId), viewer)
      })
      return { body: { items, nextCursor: page.nextCursor } }
    },
  }),
  publicQuery({
    method: 'get',
    path: '/classes/:id',
    summary: 'One class with its lessons',
    access: 'public',
    params: v.strictObject({ id: recordId }),
    response: classDetailView,
    handler: async ({ params, moment, actor }) => {
      const item = await classById(params.id)
      const [mine, institution] = await Promise.all([myEnrolments(actor), institutionsOf([item])])
      const viewer = { today: moment.today, myEnrolmentId: mine.get(params.id) ?? null }
      return { body: presentClassDetail(item, institution(item.institutionId), viewer) }
    },
  }),
]
