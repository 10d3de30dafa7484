import { Types } from 'mongoose'
import { sightKinds, sightListQuery, sightListView, viewerLabels, type SightListView } from '#shared/sights'
import { query } from '../http/route'
import { findInstitutions } from '../institutions/institution.service'
import { sightsOf, type Sight } from './sight.service'

async function present(items: readonly Sight[]): Promise<SightListView['items']> {
  const institutions = await findInstitutions(items.flatMap(({ institutionId }) => institutionId ?? []))
  return items.map(({ _id, kind, role, institutionId, at }) => ({
    id: _id.toHexString(),
    who: (institutionId && institutions.get(institutionId.toHexString())?.name) ?? viewerLabels[role],
    ...sightKinds[kind],
    at: at.toISOString(),
  }))
}

export const sightRoutes = [
  query({
    method: 'get',
    path: '/me/sights',
    summary: 'One page of who saw the data of the signed-in person, what of it and what for, newest first',
    access: ['worker'],
    query: sightListQuery,
    response: sightListView,
    handler: async ({ actor, query: { cursor } }) => {
      const { items, nextCursor } = await sightsOf(
        actor.personId,
        cursor === undefined ? null : new Types.ObjectId(cursor),
      )
      return { body: { items: await present(items), nextCursor } }
    },
  }),
]
