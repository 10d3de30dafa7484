import type { ClientSession } from 'mongoose'
import * as v from 'valibot'
import {
  crewBody,
  crewBookingBody,
  crewBookingView,
  crewListView,
  crewMemberBody,
  crewMemberListView,
  crewMembersQuery,
  crewMemberView,
  crewTradeBody,
  crewView,
  rosterPasteBody,
  rosterPasteView,
  type CrewMemberView,
} from '#shared/crews'
import { recordId } from '#shared/primitives'
import { readRosterText } from '#shared/roster'
import type { Context } from '../context'
import { command, query, type Route } from '../http/route'
import { bookCrew } from './crew-booking.service'
import {
  approveMember,
  memberPage,
  mendMember,
  removeMember,
  setMemberTrade,
  type CrewMember,
} from './crew-member.service'
import { addRows } from './crew-roster.service'
import { crewStanding, memberStandings } from './crew-standing.service'
import { crewsOf, makeCrew, ownCrew } from './crew.service'
import { findTrade } from './trade-words'

const byId = v.strictObject({ id: recordId })
const byMember = v.strictObject({ id: recordId, memberId: recordId })

async function presentOne(
  call: Context & { tx: ClientSession },
  member: CrewMember,
): Promise<CrewMemberView> {
  const [view] = await memberStandings(call, [member])
  if (!view) throw new Error('A row was presented as none')
  return view
}

/** Crews as their foreman has them: the roster, who is on it, and classes for all at once. */
export const crewRoutes: Route[] = [
  query({
    method: 'get',
    path: '/crews',
    summary: 'The crews of the signed-in person with the coverage of each site',
    access: ['worker'],
    response: crewListView,
    handler: async (call) => {
      const crews = await crewsOf(call.actor)
      return {
        body: { items: await Promise.all(crews.map((crew) => crewStanding(crew, { moment: call.moment }))) },
      }
    },
  }),
  command({
    method: 'post',
    path: '/crews',
    summary: 'Make a crew; its maker is the foreman',
    access: ['worker'],
    body: crewBody,
    response: crewView,
    problems: ['identity_needed', 'not_in_this_state'],
    handler: async (call) => ({
      status: 201,
      body: await crewStanding(await makeCrew(call, call.body), call),
    }),
  }),
  query({
    method: 'get',
    path: '/crews/:id',
    summary: 'One crew of one’s own with the coverage of its site',
    access: ['worker'],
    params: byId,
    response: crewView,
    handler: async ({ actor, params, moment }) => ({
      body: await crewStanding(await ownCrew(actor, params.id), { moment }),
    }),
  }),
  query({
    method: 'get',
    path: '/crews/:id/members',
    summary:
      'The rows of a crew, numbers masked: who is stuck and why, who may not work yet, who is in a class',
    access: ['worker'],
    params: byId,
    query: crewMembersQuery,
    response: crewMemberListView,
    handler: async ({ actor, deployment, moment, params, query: filter }) => {
      const { items, nextCursor } = await memberPage(await ownCrew(actor, params.id), filter)
      return { body: { items: await memberStandings({ deployment, moment }, items), nextCursor } }
    },
  }),
  command({
    method: 'post',
    path: '/crews/:id/roster-pastes',
    summary: 'Put the people of a pasted text into a crew; the same text again adds nobody',
    access: ['worker'],
    params: byId,
    body: rosterPasteBody,
    response: rosterPasteView,
    problems: ['not_in_this_state', 'already_used', 'changed_meanwhile'],
    handler: async (call) => {
      const crew = await ownCrew(call.actor, call.params.id, call.tx)
      const { rows, aside } = readRosterText(call.body.text, findTrade)
      const outcome = await addRows(call, crew, rows)
      const repeated = rows.filter(({ lines }) => lines.length > 1).length
      const body = { ...outcome, repeated, aside: [...aside], crew: await crewStanding(crew, call) }
      return { status: 201, body }
    },
  }),
  command({
    method: 'put',
    path: '/crews/:id/members/:memberId',
    summary: 'Mend a row that its person has not answered; without a number, the good one on the row stays',
    access: ['worker'],
    params: byMember,
    body: crewMemberBody,
    response: crewMemberView,
    problems: ['not_in_this_state', 'already_used', 'changed_meanwhile'],
    handler: async (call) => ({
      body: await presentOne(call, await mendMember(call, call.params, call.body)),
    }),
  }),
  command({
    method: 'put',
    path: '/crews/:id/members/:memberId/trade',
    summary: 'Say what somebody of the crew works as',
    access: ['worker'],
    params: byMember,
    body: crewTradeBody,
    response: crewMemberView,
    problems: ['changed_meanwhile'],
    handler: async (call) => ({
      body: await presentOne(call, await setMemberTrade(call, call.params, call.body.trade)),
    }),
  }),
  command({
    method: 'delete',
    path: '/crews/:id/members/:memberId',
    summary: 'Take a row out of a crew; bookings that the person has stay theirs',
    access: ['worker'],
    params: byMember,
    response: crewView,
    handler: async (call) => ({
      body: await crewStanding(await removeMember(call, call.params), call),
    }),
  }),
  command({
    method: 'post',
    path: '/crews/:id/members/:memberId/approval',
    summary: 'Let somebody in who came by a code',
    access: ['worker'],
    params: byMember,
    response: crewMemberView,
    problems: ['not_in_this_state'],
    handler: async (call) => ({ body: await presentOne(call, await approveMember(call, call.params)) }),
  }),
  command({
    method: 'post',
    path: '/crews/:id/class-enrolments',
    summary: 'Book confirmed people into a class, each told apart; what only they can agree to stays theirs',
    access: ['worker'],
    params: byId,
    body: crewBookingBody,
    response: crewBookingView,
    handler: async (call) => ({ body: await bookCrew(call, call.params.id, call.body) }),
  }),
]
