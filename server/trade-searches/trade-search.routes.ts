import { demandQuery, demandView, unmetSearchesBody } from '#shared/trade-searches'
import { publicAction, query } from '../http/route'
import { DailySources } from './daily-sources'
import { countUnmetSearches, demandFor } from './trade-search.service'

const sources = new DailySources()

export const tradeSearchRoutes = [
  publicAction({
    method: 'post',
    path: '/trade-searches',
    summary: 'Count searches for which the annex has nothing; who searched is neither asked nor kept',
    access: 'public',
    body: unmetSearchesBody,
    handler: async (call) => {
      await countUnmetSearches(call.moment, call.body.searches, { sources, callerTag: call.callerTag })
      return { status: 204, body: undefined }
    },
  }),
  query({
    method: 'get',
    path: '/trade-searches/demand',
    summary: 'What workers look for and the annex lacks, most wanted first; rare terms are hidden',
    access: ['institution', 'housing', 'hr'],
    query: demandQuery,
    response: demandView,
    handler: async (call) => ({ body: await demandFor(call.moment, call.query) }),
  }),
]
