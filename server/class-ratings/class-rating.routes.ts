import * as v from 'valibot'
import { classRatingBody, classRatingView, ownRatingView, ratingWordsView } from '#shared/class-ratings'
import { recordId } from '#shared/primitives'
import { classById, ownClassById } from '../classes/class.service'
import { command, publicQuery, query, type Route } from '../http/route'
import { ownRating, rateClass, ratingFiguresOf, ratingWordsOf } from './class-rating.service'

const params = v.strictObject({ id: recordId })

export const classRatingRoutes: Route[] = [
  query({
    method: 'get',
    path: '/enrolments/:id/rating',
    summary: "The worker's own rating of a class, and until when it can be given or changed",
    access: ['worker'],
    params,
    response: ownRatingView,
    handler: async (call) => ({ body: await ownRating(call, call.actor, call.params.id) }),
  }),
  command({
    method: 'put',
    path: '/enrolments/:id/rating',
    summary: 'Rate a class that is over, or change the rating',
    access: ['worker'],
    params,
    body: classRatingBody,
    response: ownRatingView,
    problems: ['not_found', 'not_in_this_state', 'changed_meanwhile'],
    handler: async (call) => ({ body: await rateClass(call, call.params.id, call.body) }),
  }),
  publicQuery({
    method: 'get',
    path: '/classes/:id/rating',
    summary: 'What those who went think of a class: means over whole steps of five ratings, null below five',
    access: 'public',
    params,
    response: classRatingView,
    handler: async (call) => ({ body: { figures: await ratingFiguresOf(call.params.id) } }),
  }),
  query({
    method: 'get',
    path: '/institution/classes/:id/rating-words',
    summary: 'What was written with the ratings of a class, without names; nothing below five ratings',
    access: ['institution', 'housing'],
    params,
    response: ratingWordsView,
    handler: async ({ actor, params: { id }, deployment }) => {
      const item = actor.roles.includes('housing')
        ? await classById(id, null)
        : await ownClassById(actor, id, null)
      return { body: await ratingWordsOf(deployment.cipher, item._id) }
    },
  }),
]
