import * as v from 'valibot'
import { recordId } from '#shared/primitives'
import {
  createPolicyVersionBody,
  currentPolicyView,
  editPolicyVersionBody,
  policyChangesView,
  policyEventBody,
  policyVersionListView,
  policyVersionView,
  revisionBody,
} from '#shared/policy-versions'
import { command, publicQuery, query } from '../http/route'
import { namesOf, showVersion, stepProblems, takeStep } from './policy-desk'
import { changesOf } from './policy-changes.service'
import { createDraft, editDraft } from './policy-drafting.service'
import { isAtDesk, policyDesk, visibleVersion, visibleVersions } from './policy-lookup.service'
import { proveVersion } from './policy-proof.service'
import { happenToVersion } from './policy-review.service'
import { peopleOf, presentCurrent, presentListed } from './policy-version.presenter'

const byId = v.strictObject({ id: recordId })

/** What only gives a version back to its author; every other step decides about policy. */
const harmless: readonly string[] = ['return_to_draft']

export const policyVersionRoutes = [
  publicQuery({
    method: 'get',
    path: '/policies/current',
    summary: 'The policy version in force with its catalogue; 304 while the ETag is the same',
    access: 'public',
    response: currentPolicyView,
    handler: async ({ deployment }) => {
      const body = presentCurrent(deployment.policies.inForce, deployment.policies.next)
      const { hash, state, next } = body
      return { body, etag: [hash, state, next?.version, next?.activeFrom, next?.hash].join('.') }
    },
  }),
  publicQuery({
    method: 'get',
    path: '/policies',
    summary: 'The policy versions: those that decide, decided or will decide; for the policy desk all',
    access: 'public',
    response: policyVersionListView,
    handler: async (call) => {
      const found = await visibleVersions(call.actor)
      const nameOf = isAtDesk(call.actor) ? await namesOf(found.flatMap(peopleOf)) : null
      return { body: { items: found.map((each) => presentListed(each, nameOf)) } }
    },
  }),
  publicQuery({
    method: 'get',
    path: '/policies/:id',
    summary: 'One policy version, and for the policy desk how far it has come',
    access: 'public',
    params: byId,
    response: policyVersionView,
    handler: async (call) => ({
      body: await showVersion(call, call.actor, await visibleVersion(call.actor, call.params.id)),
    }),
  }),
  command({
    method: 'post',
    path: '/policies',
    summary: 'Begin a draft: a copy of the version in force, or of the one named',
    access: ['policy_editor'],
    body: createPolicyVersionBody,
    response: policyVersionView,
    problems: ['not_found', 'already_used'],
    handler: async (call) => {
      const draft = await createDraft(call, call.body.basedOn)
      return { status: 201, body: await showVersion(call, call.actor, draft, call.tx) }
    },
  }),
  command({
    method: 'put',
    path: '/policies/:id',
    summary: 'Replace the content of a draft; of a reviewed or approved version it makes a draft again',
    access: ['policy_editor'],
    params: byId,
    body: editPolicyVersionBody,
    bodyLimit: '4mb',
    response: policyVersionView,
    problems: [...stepProblems, 'already_used'],
    handler: (call) => takeStep(call, 'edit', (stored) => editDraft(call, stored, call.body)),
  }),
  command({
    method: 'post',
    path: '/policies/:id/events',
    summary:
      'Take a step with a version: review, return_to_draft, approve, schedule, unschedule, activate, close',
    access: policyDesk,
    params: byId,
    body: policyEventBody,
    response: policyVersionView,
    problems: stepProblems,
    needsSecondFactor: ({ body }) => !harmless.includes(body.event),
    handler: (call) => takeStep(call, call.body.event, (stored) => happenToVersion(call, stored, call.body)),
  }),
  command({
    method: 'post',
    path: '/policies/:id/cases',
    summary: 'Work out the cases of a version on the server and keep what came out',
    access: policyDesk,
    params: byId,
    body: revisionBody,
    response: policyVersionView,
    problems: stepProblems,
    handler: (call) => takeStep(call, 'run_cases', (stored) => proveVersion(call, stored)),
  }),
  query({
    method: 'get',
    path: '/policies/:id/changes',
    summary: 'Every place where a version differs from the one that it was copied from',
    access: policyDesk,
    params: byId,
    response: policyChangesView,
    handler: async (call) => ({
      body: await changesOf(call.actor, await visibleVersion(call.actor, call.params.id)),
    }),
  }),
]
