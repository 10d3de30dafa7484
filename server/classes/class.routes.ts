import * as v from 'valibot'
import { classDetailView, classListQuery, classListView } from '#shared/classes'
import { recordId } from '#shared/primitives'
import { Problem } from '#shared/problem'
import type { Actor, Context } from '../context'
import { enrolmentsOfWorker } from '../enrolments/enrolment.service'
import { linesOf } from '../enrolments/waiting-place.service'
import { publicQuery } from '../http/route'
import { findInstitutions, type Institution } from '../institutions/institution.service'
import { noSubsidyFor } from '../policies/booking-standing'
import { holderIds, unlistedNote } from './class-listing'
import { presentClass, presentClassDetail, type Viewer } from './class.presenter'
import { classById, openClasses, type TrainingClass } from './class.service'

/** What the viewer has to do with a class: their live enrolment, and what a booking of today would bring. */
async function viewerOf(
  { actor, deployment, moment }: Viewing,
  holders: Holders,
): Promise<(item: TrainingClass) => Viewer> {
  const mine = actor ? await enrolmentsOfWorker(actor.personId) : []
  const live = mine.filter((enrolment) => enrolment.state !== 'dropped')
  const lines = actor ? await linesOf(actor) : null
  const byClass = new Map(live.map((enrolment) => [enrolment.classId.toHexString(), enrolment]))
  return (item) => {
    const { today } = moment
    const booked = byClass.get(item._id.toHexString())
    return booked
      ? { today, myEnrolmentId: booked._id.toHexString(), noSubsidy: booked.noSubsidy ?? null }
      : {
          today,
          myEnrolmentId: null,
          noSubsidy:
            noSubsidyFor(deployment.policies, item, today) ?? unlistedNote(item, holders.allOf(item)),
          waiting: lines?.get(item._id.toHexString()) ?? null,
        }
  }
}

type Viewing = Context & { actor: Actor | null }

/** The bodies behind some classes. */
interface Holders {
  /** The one whose class it is. @throws Problem `not_found` */
  of(item: TrainingClass): Institution
  /** The same, and the other body of a joint class. */
  allOf(item: TrainingClass): Institution[]
}

async function holdersOf(items: readonly TrainingClass[]): Promise<Holders> {
  const found = await findInstitutions(items.flatMap(holderIds))
  const allOf = (item: TrainingClass) => holderIds(item).flatMap((id) => found.get(id.toHexString()) ?? [])
  return {
    allOf,
    of(item) {
      const institution = found.get(item.institutionId.toHexString())
      if (!institution) throw new Problem('not_found')
      return institution
    },
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
    handler: async (call) => {
      const { moment, query } = call
      const { tradeSeq, institutionId, cursor } = query
      const page = await openClasses({
        today: moment.today,
        ...(tradeSeq === undefined ? {} : { tradeSeq }),
        ...(institutionId === undefined ? {} : { institutionId }),
        ...(cursor === undefined ? {} : { cursor }),
      })
      const holders = await holdersOf(page.items)
      const viewer = await viewerOf(call, holders)
      const items = page.items.map((item) => presentClass(item, holders.of(item), viewer(item)))
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
    handler: async (call) => {
      const item = await classById(call.params.id)
      const holders = await holdersOf([item])
      const viewer = await viewerOf(call, holders)
      return { body: presentClassDetail(item, holders.of(item), viewer(item)) }
    },
  }),
]
