import * as v from 'valibot'
import {
  claimEventBody,
  claimListView,
  claimPreview,
  claimView,
  reviewQueueQuery,
  submitClaimBody,
  type ClaimEventBody,
  type ClaimListView,
  type ClaimView,
} from '#shared/claims'
import { claimReplayView } from '#shared/claim-replay'
import { papersNotAsked } from '#shared/papers-not-asked'
import { pageQuery, recordId } from '#shared/primitives'
import { Problem } from '#shared/problem'
import type { Actor, Command, Context } from '../context'
import { enrolmentById } from '../enrolments/enrolment.service'
import { command, query, type Seen } from '../http/route'
import { objectionsTo } from '../objections/objection.service'
import { findPeople, maskedIdentity } from '../people/person.service'
import type { ClientSession } from 'mongoose'
import { recordsOf } from './claim-assessment'
import { findingsOf } from './claim-checks.service'
import { listRefusal } from './claim-listing'
import {
  aheadInQueue,
  claimsOfWorker,
  decidedClaims,
  visibleClaim,
  waitingClaims,
  type Claim,
} from './claim-lookup.service'
import { previewClaim } from './claim-preview'
import { replayClaim } from './claim-replay'
import { presentSuspects } from './claim-suspects.service'
import { presentClaim, presentClaimSummary } from './claim.presenter'
import { submitClaim } from './claim.service'
import { forecastClaim } from './stage-times.service'
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

const byId = v.strictObject({ id: recordId })

async function show(
  context: Context,
  actor: Actor,
  claim: Claim,
  tx: ClientSession | null = null,
): Promise<{ body: ClaimView; seen: Seen }> {
  const { cipher } = context.deployment
  const records = await recordsOf(await enrolmentById(claim.enrolmentId, tx), tx)
  const policy = context.deployment.policies.pinned(claim.policy)
  const isOwner = claim.workerId.equals(actor.personId)
  const findings = isOwner ? null : await findingsOf(context, claim, records, tx)
  const about = {
    records,
    identity: maskedIdentity(cipher, records.person),
    ahead: await aheadInQueue(claim, tx),
    forecast: await forecastClaim(claim, context.moment.today, tx),
    papersNotAsked: papersNotAsked(policy, claim.rule.ruleId),
    listRefusal: listRefusal(policy, records),
    findings,
    suspects: findings && (await presentSuspects(cipher, claim, findings.suspects, tx)),
    objections: await objectionsTo(claim._id, tx),
    today: context.moment.today,
    cipher,
  }
  // Whoever a claim is held against is seen as well, masked like everybody.
  const others = findings?.suspects.map((suspect) => suspect.claim.workerId) ?? []
  return {
    body: presentClaim(claim, about, { actor, isOwner }),
    seen: { personIds: [claim.workerId, ...others], aboutId: claim._id },
  }
}

async function list(
  context: Context,
  page: { items: Claim[]; nextCursor: string | null },
): Promise<ClaimListView> {
  const people = await findPeople(page.items.map((claim) => claim.workerId))
  const nameOf = (claim: Claim) => {
    const person = people.get(claim.workerId.toHexString())
    return (person && maskedIdentity(context.deployment.cipher, person)?.nameMasked) ?? '未填姓名'
  }
  return {
    items: page.items.map((claim) => presentClaimSummary(claim, nameOf(claim))),
    nextCursor: page.nextCursor,
  }
}

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
      const { body } = await show(call, call.actor, claim, call.tx)
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
      return { body: await list(call, page), seen: { personIds, aboutId: null } }
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
      return show(call, call.actor, claim)
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
      const changed = await happen(call, claim, call.body.event, call.body)
      return show(call, call.actor, changed, call.tx)
    },
  }),
]
