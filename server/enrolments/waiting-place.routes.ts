import type { ClientSession } from 'mongoose'
import * as v from 'valibot'
import { enrolBody, waitingPlaceListView, waitingPlaceView, type WaitingPlaceView } from '#shared/enrolments'
import { recordId } from '#shared/primitives'
import { presentClass } from '../classes/class.presenter'
import { findClasses } from '../classes/class.service'
import { command, query } from '../http/route'
import { findInstitutions } from '../institutions/institution.service'
import { aheadOf, joinLine, leaveLine, waitingOf, type WaitingPlace } from './waiting-place.service'

const byId = v.strictObject({ id: recordId })

async function presentAll(
  places: readonly WaitingPlace[],
  today: string,
  tx: ClientSession | null = null,
): Promise<WaitingPlaceView[]> {
  const classes = await findClasses(
    places.map(({ classId }) => classId),
    tx,
  )
  const institutions = await findInstitutions([...classes.values()].map(({ institutionId }) => institutionId))
  return Promise.all(
    places.map(async (place) => {
      const item = classes.get(place.classId.toHexString())
      const institution = item && institutions.get(item.institutionId.toHexString())
      if (!item || !institution) throw new Error(`Place ${place._id.toHexString()} points to no class`)
      const id = place._id.toHexString()
      const ahead = await aheadOf(place, tx)
      const viewer = { today, myEnrolmentId: null, noSubsidy: null, waiting: { id, ahead } }
      return {
        ...{ id, ahead, class: presentClass(item, institution, viewer) },
        passedOver: place.passedOver,
      }
    }),
  )
}

export const waitingPlaceRoutes = [
  query({
    method: 'get',
    path: '/me/waiting-places',
    summary: 'The lines for full classes in which the worker stands, oldest first',
    access: ['worker'],
    response: waitingPlaceListView,
    assistedAct: null,
    handler: async ({ actor, moment }) => ({
      body: { items: await presentAll(await waitingOf(actor.personId), moment.today) },
    }),
  }),
  command({
    method: 'post',
    path: '/classes/:id/waiting-places',
    summary:
      'Stand in line for a full class; again gives the same place. A seat that becomes free is booked by itself',
    access: ['worker'],
    params: byId,
    body: enrolBody,
    response: waitingPlaceView,
    problems: ['identity_needed', 'no_subsidy', 'class_clash', 'not_in_this_state'],
    assistedAct: '排队候补',
    handler: async (call) => {
      const { place, isNew } = await joinLine(call, call.params.id, call.body)
      const [body] = await presentAll([place], call.moment.today, call.tx)
      if (!body) throw new Error('One place in, none out')
      return { status: isNew ? 201 : 200, body }
    },
  }),
  command({
    method: 'delete',
    path: '/me/waiting-places/:id',
    summary: 'Leave the line for a class; again changes nothing',
    access: ['worker'],
    params: byId,
    response: waitingPlaceListView,
    assistedAct: '退出候补',
    handler: async (call) => {
      await leaveLine(call, call.params.id)
      const left = await waitingOf(call.actor.personId, call.tx)
      return { body: { items: await presentAll(left, call.moment.today, call.tx) } }
    },
  }),
]
