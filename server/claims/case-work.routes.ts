import * as v from 'valibot'
import { claimView } from '#shared/claims'
import { assignBody, caseNoteBody, colleagueListView } from '#shared/case-work'
import { recordId } from '#shared/primitives'
import { command, query, type Route } from '../http/route'
import { assignClaim, colleaguesFor, noteOnClaim } from './case-work.service'
import { visibleClaim } from './claim-lookup.service'
import { showClaim } from './claim-view'

const byId = v.strictObject({ id: recordId })

/** What officers do with a claim beside deciding on it. */
export const caseWorkRoutes: Route[] = [
  query({
    method: 'get',
    path: '/claims/:id/colleagues',
    summary: 'Officers of the same bureau who reach a claim and may be given it',
    access: ['housing', 'hr'],
    params: byId,
    response: colleagueListView,
    handler: async ({ actor, params }) => ({
      body: await colleaguesFor(actor, await visibleClaim(actor, params.id)),
    }),
  }),
  command({
    method: 'put',
    path: '/claims/:id/assignee',
    summary: 'Take a claim in hand, give it to a colleague, or give it back to everybody',
    access: ['housing', 'hr'],
    params: byId,
    body: assignBody,
    response: claimView,
    problems: ['changed_meanwhile'],
    sight: 'claim',
    handler: async (call) => {
      const claim = await visibleClaim(call.actor, call.params.id, call.tx)
      return showClaim(call, call.actor, await assignClaim(call, claim, call.body), call.tx)
    },
  }),
  command({
    method: 'post',
    path: '/claims/:id/notes',
    summary: 'Write a word for the next officer; the worker does not read it',
    access: ['housing', 'hr'],
    params: byId,
    body: caseNoteBody,
    response: claimView,
    problems: ['changed_meanwhile', 'not_in_this_state'],
    sight: 'claim',
    handler: async (call) => {
      const claim = await visibleClaim(call.actor, call.params.id, call.tx)
      return showClaim(call, call.actor, await noteOnClaim(call, claim, call.body.text), call.tx)
    },
  }),
]
