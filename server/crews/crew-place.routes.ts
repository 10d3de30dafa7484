import type { ClientSession } from 'mongoose'
import * as v from 'valibot'
import {
  crewInvitationListView,
  crewInvitationToken,
  crewJoinBody,
  crewOfferView,
  crewPlaceListView,
  crewPlaceView,
  newCrewInvitationView,
} from '#shared/crews'
import { recordId } from '#shared/primitives'
import type { Context } from '../context'
import type { WechatClient } from '../wechat/wechat.client'
import { action, command, query, type Route } from '../http/route'
import {
  crewOfToken,
  inviteToCrew,
  joinCrew,
  openInvitations,
  revokeCrewInvitation,
} from './crew-invitation.service'
import { confirmPlace, declinePlace, placesOf, type CrewPlace } from './crew-place.service'
import { foremanMasked } from './crew-telling.service'
import { presentOffer, presentPlace } from './crew.presenter'
import { ownCrew } from './crew.service'

const byId = v.strictObject({ id: recordId })

async function present(
  { deployment }: Pick<Context, 'deployment'>,
  place: CrewPlace,
  tx: ClientSession | null,
) {
  return presentPlace(place, await foremanMasked({ deployment }, place.crew, tx))
}

/** How people come into a crew by their row on its roster, or ask to by a code. */
export const crewPlaceRoutes: Route[] = [
  query({
    method: 'get',
    path: '/me/crew-places',
    summary: 'The crews that the signed-in person is asked into, or is in, by their own identity number',
    access: ['worker'],
    response: crewPlaceListView,
    handler: async (call) => ({
      body: {
        items: await Promise.all((await placesOf(call.actor)).map((place) => present(call, place, null))),
      },
    }),
  }),
  command({
    method: 'post',
    path: '/me/crew-places/:id/confirmation',
    summary: 'Say yes to one’s own row; somebody else’s is refused, and that is recorded',
    access: ['worker'],
    params: byId,
    response: crewPlaceView,
    problems: ['identity_needed', 'not_in_this_state', 'changed_meanwhile'],
    handler: async (call) => ({
      body: await present(call, await confirmPlace(call, call.params.id), call.tx),
    }),
  }),
  command({
    method: 'post',
    path: '/me/crew-places/:id/refusal',
    summary: 'Say no to one’s own row, or leave the crew',
    access: ['worker'],
    params: byId,
    response: crewPlaceView,
    problems: ['identity_needed', 'changed_meanwhile'],
    handler: async (call) => ({
      body: await present(call, await declinePlace(call, call.params.id), call.tx),
    }),
  }),
  query({
    method: 'get',
    path: '/crew-invitations/:token',
    summary: 'The crew that a code opens, before anybody asks to join',
    access: ['worker'],
    params: v.strictObject({ token: crewInvitationToken }),
    response: crewOfferView,
    handler: async (call) => {
      const { crew } = await crewOfToken(call, call.params.token)
      return { body: presentOffer(crew, await foremanMasked(call, crew, null)) }
    },
  }),
  command({
    method: 'post',
    path: '/crew-joins',
    summary: 'Ask to join by a code, under the identity on file; the foreman has to agree',
    access: ['worker'],
    body: crewJoinBody,
    response: crewPlaceView,
    problems: ['not_found', 'identity_needed', 'changed_meanwhile'],
    handler: async (call) => ({
      status: 201,
      body: await present(call, await joinCrew(call, call.body.token), call.tx),
    }),
  }),
]

/** The codes of a crew, for its foreman. @param wechat draws them */
export function crewInvitationRoutes(wechat: Pick<WechatClient, 'miniProgramCode'>): Route[] {
  return [
    action({
      method: 'post',
      path: '/crews/:id/invitations',
      summary: 'Make a code by which people ask to join; the code is given here and nowhere else',
      access: ['worker'],
      params: byId,
      response: newCrewInvitationView,
      problems: ['not_in_this_state', 'wechat_unavailable'],
      handler: async (call) => ({ status: 201, body: await inviteToCrew(call, call.params.id, wechat) }),
    }),
    query({
      method: 'get',
      path: '/crews/:id/invitations',
      summary: 'The codes of a crew that still open something',
      access: ['worker'],
      params: byId,
      response: crewInvitationListView,
      handler: async ({ actor, params, moment }) => {
        const open = await openInvitations(await ownCrew(actor, params.id), moment.now)
        const items = open.map(({ _id, createdAt, expiresAt, joined }) => ({
          ...{ id: _id.toHexString(), joined },
          ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
        }))
        return { body: { items } }
      },
    }),
    command({
      method: 'delete',
      path: '/crews/:id/invitations/:invitationId',
      summary: 'Take a code back; who has joined by it stays',
      access: ['worker'],
      params: v.strictObject({ id: recordId, invitationId: recordId }),
      handler: async (call) => {
        await revokeCrewInvitation(call, call.params)
        return { status: 204, body: undefined }
      },
    }),
  ]
}
