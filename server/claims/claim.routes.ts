import * as v from 'valibot'
import {
  claimEventBody,
  claimListView,
  claimPreview,
  claimView,
  reviewQueueQuery,
  submitClaimBody,
  type ClaimEventBody,
} from '#shared/claims'
import { claimReplayView } from '#shared/claim-replay'
import { pageQuery, recordId } from '#shared/primitives'
import { Problem } from '#shared/problem'
import type { Actor, Command } from '../context'
import { command, query, type Seen } from '../http/route'
import { refuseForeignHands } from './case-work.service'
import {
  claimsOfWorker,
  decidedClaims,
  visibleClaim,
  waitingClaims,
  type Claim,
} from './claim-lookup.service'
import { previewClaim } from './claim-preview'
import { replayClaim } from './claim-replay'
import { presentClaimSummary } from './claim.presenter'
import { submitClaim } from './claim.service'
import { changeAccount, supply, withdraw } from './mend.service'
import {
  appealRefusal,
  dismissObjections,
  holdClaim,
  keepRefusal,
  reopenClaim,
  resumeClaim,
} from './remedy.service'
import { passReview, refuseClaim, returnClaim } from './review.service'
import { listClaims, recordsBehind, showClaim } from './claim-view'

const byId = v.strictObject({ id: recordId })

function seenIn({ workerId, _id }: Claim): Seen {
  return { personIds: [workerId], aboutId: _id }
}

type Event = ClaimEventBody['event']
type BodyOf<E extends Event> = Extract<ClaimEventBody, { event: E }>

/** One event, one service: the table decides whether it may happen. */
const services: { [E in Event]: (call: Command, claim: Claim, body: BodyOf<E>) => Promise<Claim> } = {
  pass: passReview,
  return: returnClaim,
  refuse: refuseClaim,
  supply: (call, claim, { cardLastFour }) => supply(call, claim, cardLastFour),
  withdraw,
  change_account: (call, claim, { cardLastFour }) => changeAccount(call, claim, cardLastFour),
  hold: holdClaim,
  resume: resumeClaim,
  appeal: appealRefusal,
  keep_refusal: keepRefusal,
  reopen: reopenClaim,
  dismiss_objection: dismissObjections,
}

function happen<E extends Event>(call: Command, claim: Claim, event: E, body: BodyOf<E>): Promise<Claim> {
  return services[event](call, claim, body)
}

const approvingEvents: ReadonlySet<Event> = new Set(['pass', 'reopen', 'dismiss_objection'])

function isOfficer({ roles }: Actor): boolean {
  return roles.includes('housing') || roles.includes('hr')
}

export const claimRoutes = [
  query({
    method: 'get',
    path: '/enrolments/:id/claim-preview',
    summary: 'What a claim for this enrolment would say: amount, each condition, what is missing',
    access: ['worker'],
    params: byId,
    response: claimPreview,
    assistedAct: null,
    handler: async (call) => ({ body: await previewClaim(call, call.actor, call.params.id) }),
  }),
  command({
    method: 'post',
    path: '/claims',
    summary: 'Claim for an enrolment',
    access: ['worker'],
    body: submitClaimBody,
    response: claimView,
    problems: [
      'not_found',
      'already_claimed',
      'claim_blocked',
      'conditions_not_met',
      'amount_changed',
      'account_needed',
      'changed_meanwhile',
    ],
    assistedAct: '提交申领',
    handler: async (call) => {
      const claim = await submitClaim(call, call.body)
      const { body } = await showClaim(call, call.actor, claim, call.tx)
      return { status: 201, body }
    },
  }),
  query({
    method: 'get',
    path: '/me/claims',
    summary: "One page of the worker's own claims, newest first",
    access: ['worker'],
    query: v.strictObject(pageQuery),
    response: claimListView,
    assistedAct: null,
    handler: async (call) => {
      const page = await claimsOfWorker(call.actor, call.query.cursor)
      return {
        body: {
          items: page.items.map((claim) => presentClaimSummary(claim, null)),
          nextCursor: page.nextCursor,
        },
      }
    },
  }),
  query({
    method: 'get',
    path: '/review/claims',
    summary: 'One page of the claims that wait for this bureau, or that this officer decided on',
    access: ['housing', 'hr'],
    query: reviewQueueQuery,
    response: claimListView,
    sight: 'review_queue',
    handler: async (call) => {
      const bureau = call.actor.roles.includes('housing') ? 'housing' : 'hr'
      const { show: which = 'waiting', cursor } = call.query
      const page =
        which === 'decided'
          ? await decidedClaims(call.actor, cursor)
          : await waitingClaims(call.actor, bureau, which, cursor)
      const personIds = page.items.map(({ workerId }) => workerId)
      return { body: await listClaims(call, page), seen: { personIds, aboutId: null } }
    },
  }),
  query({
    method: 'get',
    path: '/claims/:id',
    summary: 'One claim with its explanation, timeline and permitted events',
    access: ['worker', 'housing', 'hr'],
    params: byId,
    response: claimView,
    assistedAct: null,
    sight: 'claim',
    handler: async (call) => {
      const claim = await visibleClaim(call.actor, call.params.id)
      return showClaim(call, call.actor, claim)
    },
  }),
  query({
    method: 'get',
    path: '/claims/:id/replay',
    summary: 'A claim asked again under the policy version of its day, with its frozen facts',
    access: ['worker', 'housing', 'hr'],
    params: byId,
    response: claimReplayView,
    sight: 'claim',
    handler: async (call) => {
      const claim = await visibleClaim(call.actor, call.params.id)
      return { body: replayClaim(call, claim), seen: seenIn(claim) }
    },
  }),
  command({
    method: 'post',
    path: '/claims/:id/events',
    summary: 'Take a step with a claim: one of its permitted events',
    access: ['worker', 'housing', 'hr'],
    params: byId,
    body: claimEventBody,
    response: claimView,
    problems: [
      'not_in_this_state',
      'changed_meanwhile',
      'same_reviewer',
      'already_used',
      'already_claimed',
      'claim_blocked',
      'conditions_not_met',
      'account_needed',
      'amount_changed',
    ],
    // Both reviews approve, and so does what brings a refused or contested claim back. To whoever is no officer the event is
    // refused anyway.
    needsSecondFactor: ({ actor, body }) => approvingEvents.has(body.event) && isOfficer(actor),
    assistedAct: '办理申领',
    sight: 'claim',
    handler: async (call) => {
      const claim = await visibleClaim(call.actor, call.params.id, call.tx)
      if (claim.revision !== call.body.revision) throw new Problem('changed_meanwhile')
      if (!claim.workerId.equals(call.actor.personId))
        await refuseForeignHands(call, claim, await recordsBehind(call, claim))
      const changed = await happen(call, claim, call.body.event, call.body)
      return showClaim(call, call.actor, changed, call.tx)
    },
  }),
]
