import { consentListView, consentPurposes } from '#shared/consents'
import { query } from '../http/route'
import { consentsOf } from './consent.service'

export const consentRoutes = [
  query({
    method: 'get',
    path: '/me/consents',
    summary:
      'To what the signed-in person agreed, in which words and when, and how each is taken back; newest first',
    access: ['worker'],
    response: consentListView,
    handler: async ({ actor }) => ({
      body: {
        items: (await consentsOf(actor.personId)).map(({ _id, purpose, words, at }) => ({
          id: _id.toHexString(),
          ...{ purpose, words, at: at.toISOString() },
          title: consentPurposes[purpose].title,
          takeBack: consentPurposes[purpose].takeBack,
        })),
      },
    }),
  }),
]
