import { Types } from 'mongoose'
import { sightKinds, sightListQuery, sightListView, viewerLabels, type SightListView } from '#shared/sights'
import { query } from '../http/route'
import { workplaceNames } from '../people/workplace'
import { sightsOf, type Sight } from './sight.service'

async function present(items: readonly Sight[]): Promise<SightListView['items']> {
  const workplaceOf = await workplaceNames(items)
  return items.map((item) => ({
    id: item._id.toHexString(),
    who: workplaceOf(item) ?? viewerLabels[item.role],
    ...sightKinds[item.kind],
    at: item.at.toISOString(),
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
