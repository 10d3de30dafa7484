import * as v from 'valibot'
import {
  apprenticeAnswerBody,
  apprenticeLeavingBody,
  apprenticePlaceListView,
  apprenticeshipEventBody,
  apprenticeshipListView,
  apprenticeshipView,
  apprenticeYearBody,
  evidenceBody,
  newApprenticeBody,
  newApprenticeshipBody,
} from '#shared/apprenticeships'
import { recordId } from '#shared/primitives'
import { Problem } from '#shared/problem'
import { command, query, type Route } from '../http/route'
import { answerPlace, placesOfActor } from './apprentice-place.service'
import { addApprentice, noteLeaving, recordYear, removeApprentice } from './apprentice.service'
import { recordEvidence, takeStep } from './apprenticeship-steps.service'
import { presentApprenticeship, presentApprenticeships, presentPlaces } from './apprenticeship.presenter'
import { apprenticeshipsOf, visibleApprenticeship, waitingApprenticeships } from './apprenticeship.service'
import { beginApprenticeship } from './new-apprenticeship.service'

const byId = v.strictObject({ id: recordId })
const byApprentice = v.strictObject({ id: recordId, apprenticeId: recordId })
const shown = { response: apprenticeshipView, sight: 'apprentices' } as const

/** Programmes as the enterprise writes them and the bureaux decide on them. */
const programmeRoutes: Route[] = [
  query({
    method: 'get',
    path: '/institution/apprenticeships',
    summary: "The enterprise's own apprenticeship programmes, newest first",
    access: ['institution'],
    response: apprenticeshipListView,
    handler: async (call) => ({
      body: await presentApprenticeships(call, await apprenticeshipsOf(call.actor.institutionId)),
    }),
  }),
  command({
    method: 'post',
    path: '/institution/apprenticeships',
    summary: 'Write down an apprenticeship programme of one’s own enterprise with a training body',
    access: ['institution'],
    body: newApprenticeshipBody,
    ...shown,
    problems: ['not_in_this_state'],
    handler: async (call) => ({
      status: 201,
      ...(await presentApprenticeship(call, await beginApprenticeship(call, call.body), call)),
    }),
  }),
  query({
    method: 'get',
    path: '/review/apprenticeships',
    summary: 'The programmes with a stage that waits for this bureau, longest waiting first',
    access: ['housing', 'hr'],
    response: apprenticeshipListView,
    handler: async (call) => {
      const bureau = call.actor.roles.includes('housing') ? 'housing' : 'hr'
      return { body: await presentApprenticeships(call, await waitingApprenticeships(bureau)) }
    },
  }),
  query({
    method: 'get',
    path: '/apprenticeships/:id',
    summary: 'One programme: stages, evidence, apprentices masked, what each year comes to',
    access: ['institution', 'housing', 'hr'],
    params: byId,
    ...shown,
    handler: async (call) =>
      presentApprenticeship(call, await visibleApprenticeship(call.actor, call.params.id), call),
  }),
  command({
    method: 'post',
    path: '/apprenticeships/:id/events',
    summary: 'Take a step with the stage that is open: file, take_back, accept, return',
    access: ['institution', 'housing', 'hr'],
    params: byId,
    body: apprenticeshipEventBody,
    ...shown,
    problems: ['not_in_this_state', 'changed_meanwhile', 'same_reviewer'],
    // To whoever is no officer the event is refused anyway.
    needsSecondFactor: ({ actor, body }) =>
      body.event === 'accept' && (actor.roles.includes('housing') || actor.roles.includes('hr')),
    handler: async (call) => {
      const programme = await visibleApprenticeship(call.actor, call.params.id, call.tx)
      return presentApprenticeship(call, await takeStep(call, programme, call.body), call)
    },
  }),
]

/** What an enterprise writes into its programme. */
const contentRoutes: Route[] = [
  command({
    method: 'put',
    path: '/institution/apprenticeships/:id/evidence',
    summary: 'Write down a piece of evidence of the stage that is open; the same item again replaces it',
    access: ['institution'],
    params: byId,
    body: evidenceBody,
    ...shown,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    handler: async (call) => {
      const programme = await visibleApprenticeship(call.actor, call.params.id, call.tx)
      if (programme.revision !== call.body.revision) throw new Problem('changed_meanwhile')
      return presentApprenticeship(call, await recordEvidence(call, programme, call.body), call)
    },
  }),
  command({
    method: 'post',
    path: '/institution/apprenticeships/:id/apprentices',
    summary: 'Write down an apprentice, who then confirms on their own phone',
    access: ['institution'],
    params: byId,
    body: newApprenticeBody,
    ...shown,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    handler: async (call) => {
      const programme = await visibleApprenticeship(call.actor, call.params.id, call.tx)
      return presentApprenticeship(call, await addApprentice(call, programme, call.body), call)
    },
  }),
  command({
    method: 'delete',
    path: '/institution/apprenticeships/:id/apprentices/:apprenticeId',
    summary: 'Take somebody off the roster who has not confirmed',
    access: ['institution'],
    params: byApprentice,
    ...shown,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    handler: async (call) => {
      const programme = await visibleApprenticeship(call.actor, call.params.id, call.tx)
      const moved = await removeApprentice(call, programme, call.params.apprenticeId)
      return presentApprenticeship(call, moved, call)
    },
  }),
  command({
    method: 'put',
    path: '/institution/apprenticeships/:id/apprentices/:apprenticeId/year',
    summary: 'Write down what the year that is open was for one apprentice',
    access: ['institution'],
    params: byApprentice,
    body: apprenticeYearBody,
    ...shown,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    handler: async (call) => {
      const programme = await visibleApprenticeship(call.actor, call.params.id, call.tx)
      const moved = await recordYear(call, programme, { ...call.params, ...call.body })
      return presentApprenticeship(call, moved, call)
    },
  }),
  command({
    method: 'post',
    path: '/institution/apprenticeships/:id/apprentices/:apprenticeId/leaving',
    summary: 'Say from which day on somebody is not an apprentice here any more',
    access: ['institution'],
    params: byApprentice,
    body: apprenticeLeavingBody,
    ...shown,
    problems: ['not_in_this_state'],
    handler: async (call) => {
      const programme = await visibleApprenticeship(call.actor, call.params.id, call.tx)
      await noteLeaving(call, programme, { ...call.params, ...call.body })
      return presentApprenticeship(call, programme, call)
    },
  }),
]

/** What the apprentice sees and says. */
const placeRoutes: Route[] = [
  query({
    method: 'get',
    path: '/me/apprenticeships',
    summary: 'Where the worker is an apprentice, or is asked whether they are',
    access: ['worker'],
    response: apprenticePlaceListView,
    handler: async (call) => ({
      body: await presentPlaces(call, await placesOfActor(call.actor.personId)),
    }),
  }),
  command({
    method: 'post',
    path: '/me/apprenticeships/:id/answer',
    summary: 'Confirm or decline being an apprentice, or leave as from today',
    access: ['worker'],
    params: byId,
    body: apprenticeAnswerBody,
    response: apprenticePlaceListView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    handler: async (call) => {
      await answerPlace(call, call.params.id, call.body)
      return { body: await presentPlaces(call, await placesOfActor(call.actor.personId, call.tx), call.tx) }
    },
  }),
]

/** Apprenticeships of clause （九）: rights by the policy only; paying them is another matter. */
export const apprenticeshipRoutes: Route[] = [...programmeRoutes, ...contentRoutes, ...placeRoutes]
