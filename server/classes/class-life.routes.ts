import * as v from 'valibot'
import { classEventBody, classLifeListQuery, classLifeListView, classLifeView } from '#shared/class-life'
import { recordId } from '#shared/primitives'
import { command, query } from '../http/route'
import { presentClassLife, presentClassLives } from './class-life.presenter'
import { classesByState } from './class.service'
import { classInHand, happenToClass } from './class-steps.service'

const byId = v.strictObject({ id: recordId })

export const classLifeRoutes = [
  query({
    method: 'get',
    path: '/review/classes',
    summary: 'One page of the approved classes, newest first, all or those in one state',
    access: ['housing', 'hr'],
    query: classLifeListQuery,
    response: classLifeListView,
    handler: async ({ query: { state, cursor } }) => ({
      body: await presentClassLives(await classesByState(state, cursor)),
    }),
  }),
  query({
    method: 'get',
    path: '/classes/:id/life',
    summary: 'How far an approved class is: state, sealed roster, history, and what this person may do',
    access: ['institution', 'housing', 'hr'],
    params: byId,
    response: classLifeView,
    handler: async (call) => ({
      body: await presentClassLife(call, await classInHand(call.actor, call.params.id), call),
    }),
  }),
  command({
    method: 'post',
    path: '/classes/:id/events',
    summary: 'Take a step with an approved class: examine, settle, close, reopen, suspend, resume, cancel',
    access: ['institution', 'housing', 'hr'],
    params: byId,
    body: classEventBody,
    response: classLifeView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    // What a bureau does to a running class is a decision; what the institution does to its own is its work.
    needsSecondFactor: ({ actor }) => actor.roles.includes('housing') || actor.roles.includes('hr'),
    handler: async (call) => {
      const item = await happenToClass(call, call.params.id, call.body)
      return { body: await presentClassLife(call, item, call) }
    },
  }),
]
