import type { ClientSession } from 'mongoose'
import * as v from 'valibot'
import { recordId } from '#shared/primitives'
import type { Role } from '#shared/people'
import {
  createPolicyVersionBody,
  currentPolicyView,
  editPolicyVersionBody,
  policyChangesView,
  policyEventBody,
  policyVersionListView,
  policyVersionView,
  revisionBody,
  type PolicyVersionView,
} from '#shared/policy-versions'
import type { Actor, Context } from '../context'
import { command, publicQuery, query } from '../http/route'
import { namesAtDesk } from './policy-desk'
import { changesOf } from './policy-changes.service'
import { createDraft, editDraft } from './policy-drafting.service'
import { versionAt, visibleVersion, visibleVersions, type PolicyVersion } from './policy-lookup.service'
import { proveVersion } from './policy-proof.service'
import { happenToVersion } from './policy-review.service'
import { presentCurrent, presentVersion, presentVersionSummary } from './policy-version.presenter'

const byId = v.strictObject({ id: recordId })
const desk: readonly Role[] = ['policy_editor', 'policy_approver']
const stepProblems = ['not_in_this_state', 'changed_meanwhile', 'version_not_ready'] as const

/** A version as this person sees it. */
export async function showVersion(
  context: Context,
  actor: Actor | null,
  stored: PolicyVersion,
  tx: ClientSession | null = null,
): Promise<PolicyVersionView> {
  return presentVersion(context, stored, { actor, nameOf: await namesAtDesk(stored, tx) })
}

export const policyVersionRoutes = [
  publicQuery({
    method: 'get',
    path: '/policies/current',
    summary: 'The policy version in force with its catalogue; 304 while the ETag is the same',
    access: 'public',
    response: currentPolicyView,
    handler: async ({ deployment }) => {
      const body = presentCurrent(deployment.policies.inForce, deployment.policies.next)
      return { body, etag: [body.hash, body.state, body.next?.version, body.next?.activeFrom].join('.') }
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
      return { body: { items: found.map(presentVersionSummary) } }
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
    response: policyVersionView,
    problems: [...stepProblems, 'already_used'],
    handler: async (call) => {
      const { revision } = call.body
      const stored = await versionAt(call.actor, call.params.id, { revision, tx: call.tx })
      const edited = await editDraft(call, stored, call.body)
      return { body: await showVersion(call, call.actor, edited, call.tx) }
    },
  }),
  command({
    method: 'post',
    path: '/policies/:id/events',
    summary:
      'Take a step with a version: review, return_to_draft, approve, schedule, unschedule, activate, close',
    access: desk,
    params: byId,
    body: policyEventBody,
    response: policyVersionView,
    problems: stepProblems,
    handler: async (call) => {
      const { revision } = call.body
      const stored = await versionAt(call.actor, call.params.id, { revision, tx: call.tx })
      const moved = await happenToVersion(call, stored, call.body)
      return { body: await showVersion(call, call.actor, moved, call.tx) }
    },
  }),
  command({
    method: 'post',
    path: '/policies/:id/cases',
    summary: 'Work out the cases of a version on the server and keep what came out',
    access: desk,
    params: byId,
    body: revisionBody,
    response: policyVersionView,
    problems: stepProblems,
    handler: async (call) => {
      const { revision } = call.body
      const stored = await versionAt(call.actor, call.params.id, { revision, tx: call.tx })
      const proved = await proveVersion(call, stored)
      return { body: await showVersion(call, call.actor, proved, call.tx) }
    },
  }),
  query({
    method: 'get',
    path: '/policies/:id/changes',
    summary: 'Every place where a version differs from the one that it was copied from',
    access: desk,
    params: byId,
    response: policyChangesView,
    handler: async (call) => ({
      body: await changesOf(call.actor, await visibleVersion(call.actor, call.params.id)),
    }),
  }),
]
