import { statusView } from '#shared/session'
import { publicQuery } from './http/route'
import { standingOn } from './policies/policy-standing'

export const statusRoutes = [
  publicQuery({
    method: 'get',
    path: '/status',
    summary:
      'Which day it is for the programme, which policy is in force, and whether this is a demonstration',
    access: 'public',
    response: statusView,
    handler: async ({ deployment, moment }) => {
      const policy = deployment.policies.current
      const { status, sentence } = standingOn(deployment.policies, moment.today)
      const { code, version, preset, hash } = policy
      return {
        body: {
          mode: deployment.mode,
          programmeDate: moment.today,
          policy: { code, version, title: policy.file.title, preset, hash, status, statusText: sentence },
          subscribeTemplates: { payout: deployment.payoutTemplateId },
        },
      }
    },
  }),
]
