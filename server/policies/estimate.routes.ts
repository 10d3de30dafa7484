import {
  estimateBody,
  estimateDifferenceBody,
  estimateDifferenceListView,
  estimateDifferenceQuery,
  estimateView,
} from '#shared/policy-estimates'
import { publicAction, publicQuery, query } from '../http/route'
import { reportDifference, reportedDifferences } from './estimate-difference.service'
import { estimate } from './estimate.service'

export const estimateRoutes = [
  publicQuery({
    method: 'post',
    path: '/estimate',
    summary:
      "What the policy in force gives for these facts; changes nothing, and outweighs the phone's answer",
    access: 'public',
    body: estimateBody,
    response: estimateView,
    problems: ['unreadable_body', 'body_too_large'],
    handler: async (call) => ({ body: estimate(call, call.body) }),
  }),
  publicAction({
    method: 'post',
    path: '/estimate-differences',
    summary: "Report that the phone's answer was another than the server's: facts and answer, nobody's name",
    access: 'public',
    body: estimateDifferenceBody,
    handler: async (call) => {
      await reportDifference(call, call.body)
      return { status: 204, body: undefined }
    },
  }),
  query({
    method: 'get',
    path: '/estimate-differences',
    summary: 'One page of the questions that phone and server answered differently',
    access: ['policy_editor', 'policy_approver'],
    query: estimateDifferenceQuery,
    response: estimateDifferenceListView,
    handler: async (call) => ({ body: await reportedDifferences(call.query.cursor) }),
  }),
]
