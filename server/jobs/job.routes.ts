import { jobListView } from '#shared/jobs'
import { query } from '../http/route'
import { jobStates } from './job.service'
import { jobTable } from './job-table'

export const jobRoutes = [
  query({
    method: 'get',
    path: '/jobs',
    summary: 'What the server does by itself: last run, next run, failures',
    access: ['housing', 'hr'],
    response: jobListView,
    handler: async ({ moment }) => ({ body: { items: await jobStates(jobTable, moment.now) } }),
  }),
]
