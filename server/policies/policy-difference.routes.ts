import * as v from 'valibot'
import type { Role } from '#shared/people'
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
import { namesAtDesk } from './policy-desk'
import { differenceClaim, differenceClaims } from './policy-difference-lookup.service'
import { compareWithClaims, signDifference } from './policy-difference.service'
import { versionAt, visibleVersion } from './policy-lookup.service'
import { presentDifference } from './policy-version.presenter'
import { showVersion } from './policy-version.routes'

const byId = v.strictObject({ id: recordId })
const desk: readonly Role[] = ['policy_editor', 'policy_approver']
const stepProblems = ['not_in_this_state', 'changed_meanwhile', 'version_not_ready'] as const

export const policyDifferenceRoutes = [
  command({
    method: 'post',
    path: '/policies/:id/difference',
    summary: 'Work the existing claims out again under this content',
    access: desk,
    params: byId,
    body: revisionBody,
    response: policyVersionView,
    problems: stepProblems,
    handler: async (call) => {
      const { revision } = call.body
      const stored = await versionAt(call.actor, call.params.id, { revision, tx: call.tx })
      const compared = await compareWithClaims(call, stored)
      return { body: await showVersion(call, call.actor, compared, call.tx) }
    },
  }),
  query({
    method: 'get',
    path: '/policies/:id/difference',
    summary: 'What this content would change for existing claims, counted',
    access: desk,
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
    access: desk,
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
    access: desk,
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
    handler: async (call) => {
      const { revision } = call.body
      const stored = await versionAt(call.actor, call.params.id, { revision, tx: call.tx })
      const signed = await signDifference(call, stored, call.body)
      return { body: await showVersion(call, call.actor, signed, call.tx) }
    },
  }),
]
