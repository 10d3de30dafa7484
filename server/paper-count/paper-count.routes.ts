import { paperCountView } from '#shared/papers-not-asked'
import { publicQuery } from '../http/route'
import { paperCount } from './paper-count.service'

export const paperCountRoutes = [
  publicQuery({
    method: 'get',
    path: '/public/papers-not-asked',
    summary: 'How many papers nobody had to hand in so far, over how many claims; counted once an hour',
    access: 'public',
    response: paperCountView,
    handler: async () => ({ body: await paperCount() }),
  }),
]
