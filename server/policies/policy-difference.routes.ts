import * as v from 'valibot'
import {
  claimDifferenceDetail,
  differenceClaimsQuery,
  differenceClaimsView,
  differenceView,
  policyVersionView,
  revisionBody,
  signDifferenceBody,
} from '#shared/policy-versions'
import { recordId } from '#shared/primitives'
import { Problem } from '#shared/problem'
import { command, query } from '../http/route'
import { namesAtDesk, stepProblems, takeStep } from './policy-desk'
import { differenceClaim, differenceClaims } from './policy-difference-lookup.service'
import { compareWithClaims, signDifference } from './policy-difference.service'
import { policyDesk, visibleVersion } from './policy-lookup.service'
import { presentDifference } from './policy-version.presenter'

const byId = v.strictObject({ id: recordId })

export const policyDifferenceRoutes = [
  command({
    method: 'post',
    path: '/policies/:id/difference',
    summary: 'Work the existing claims out again under this content',
    access: policyDesk,
    params: byId,
    body: revisionBody,
    response: policyVersionView,
    problems: stepProblems,
    handler: (call) => takeStep(call, 'compare', (stored) => compareWithClaims(call, stored)),
  }),
  query({
    method: 'get',
    path: '/policies/:id/difference',
    summary: 'What this content would change for existing claims, counted',
    access: policyDesk,
    params: byId,
    response: differenceView,
    handler: async (call) => {
      const stored = await visibleVersion(call.actor, call.params.id)
      if (!stored.difference) throw new Problem('not_found', { detail: '这一版还没比对过' })
      const inForceHash = call.deployment.policies.current.hash
      return { body: presentDifference(stored.difference, inForceHash, await namesAtDesk(stored)) }
    },
  }),
  query({
    method: 'get',
    path: '/policies/:id/difference/claims',
    summary: 'One page of the claims that would come out otherwise',
    access: policyDesk,
    params: byId,
    query: differenceClaimsQuery,
    response: differenceClaimsView,
    handler: async (call) => ({
      body: await differenceClaims(await visibleVersion(call.actor, call.params.id), call.query),
    }),
  }),
  query({
    method: 'get',
    path: '/policies/:id/difference/claims/:claimId',
    summary: 'One claim under both versions, line by line',
    access: policyDesk,
    params: v.strictObject({ id: recordId, claimId: recordId }),
    response: claimDifferenceDetail,
    handler: async (call) => ({
      body: await differenceClaim(await visibleVersion(call.actor, call.params.id), call.params.claimId),
    }),
  }),
  command({
    method: 'post',
    path: '/policies/:id/difference/signature',
    summary: 'Sign the comparison that was seen',
    access: ['policy_approver'],
    params: byId,
    body: signDifferenceBody,
    response: policyVersionView,
    problems: stepProblems,
    needsSecondFactor: () => true,
    handler: (call) => takeStep(call, 'sign_difference', (stored) => signDifference(call, stored, call.body)),
  }),
]
