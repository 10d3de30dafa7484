import type { Types } from 'mongoose'
import * as v from 'valibot'
import { pageQuery, recordId } from '#shared/primitives'
import {
  invitationBody,
  invitationCodeBody,
  invitationListView,
  invitationOfferView,
  invitingBodiesView,
  newInvitationView,
  staffListView,
  type InvitingBodiesView,
} from '#shared/staff-invitations'
import { allEvaluationBodies } from '../evaluation-bodies/evaluation-body.service'
import { action, command, query } from '../http/route'
import { allInstitutions } from '../institutions/institution.service'
import { acceptInvitation, inviteStaff, offerOf, revokeInvitation } from './staff-invitation.service'
import { endStaffRole, invitationList, staffList } from './staff-roster.service'

const access = ['admin'] as const
const page = v.strictObject(pageQuery)
const params = v.strictObject({ id: recordId })
const guarded = () => true

function choiceOf(bodies: readonly { _id: Types.ObjectId; name: string }[]): InvitingBodiesView {
  return { items: bodies.map(({ _id, name }) => ({ id: _id.toHexString(), name })) }
}

/** Who may work here: invitations, bound to the WeChat account that accepts them, and the list of staff. */
export const staffInvitationRoutes = [
  query({
    method: 'get',
    path: '/staff',
    summary: 'One page of everybody who works here',
    access,
    query: page,
    response: staffListView,
    handler: async (call) => ({ body: await staffList(call.actor, call.query.cursor) }),
  }),
  command({
    method: 'post',
    path: '/staff/:id/end',
    summary: 'End somebody’s role at once: sign-ins and second factor go with it',
    access,
    params,
    problems: ['not_in_this_state'],
    needsSecondFactor: guarded,
    handler: async (call) => {
      await endStaffRole(call, call.params.id)
      return { status: 204, body: undefined }
    },
  }),
  query({
    method: 'get',
    path: '/staff-invitations',
    summary: 'One page of invitations and what became of them, newest first',
    access,
    query: page,
    response: invitationListView,
    handler: async (call) => ({ body: await invitationList(call.moment.now, call.query.cursor) }),
  }),
  query({
    method: 'get',
    path: '/staff-invitations/institutions',
    summary: 'The institutions whose people may be invited',
    access,
    response: invitingBodiesView,
    handler: async () => ({ body: choiceOf(await allInstitutions()) }),
  }),
  query({
    method: 'get',
    path: '/staff-invitations/evaluation-bodies',
    summary: 'The evaluation bodies whose people may be invited',
    access,
    response: invitingBodiesView,
    handler: async () => ({ body: choiceOf(await allEvaluationBodies()) }),
  }),
  command({
    method: 'post',
    path: '/staff-invitations',
    summary: 'Invite somebody to work here; the code is shown this once',
    access,
    body: invitationBody,
    response: newInvitationView,
    needsSecondFactor: guarded,
    handler: async (call) => {
      const { deployment, moment, actor, tx } = call
      const { cipher, randomBytes } = deployment
      const inviting = { cipher, randomBytes, now: moment.now, invitedById: actor.personId, tx }
      return { status: 201, body: await inviteStaff(inviting, call.body) }
    },
  }),
  command({
    method: 'post',
    path: '/staff-invitations/:id/revocation',
    summary: 'Take an invitation back that nobody has accepted',
    access,
    params,
    problems: ['not_in_this_state'],
    needsSecondFactor: guarded,
    handler: async (call) => {
      await revokeInvitation(call, call.params.id)
      return { status: 204, body: undefined }
    },
  }),
  action({
    method: 'post',
    path: '/staff-invitations/look-up',
    summary: 'What an invitation offers, for whoever has its code',
    access: 'signed_in',
    body: invitationCodeBody,
    response: invitationOfferView,
    problems: ['not_found'],
    handler: async (call) => ({ body: await offerOf(call, call.body.code) }),
  }),
  command({
    method: 'post',
    path: '/staff-invitations/acceptance',
    summary:
      'Accept an invitation with this WeChat account; every sign-in of it ends, the next one is staff’s',
    access: 'signed_in',
    body: invitationCodeBody,
    problems: ['not_found', 'already_used'],
    handler: async (call) => {
      await acceptInvitation(call, call.body.code)
      return { status: 204, body: undefined }
    },
  }),
]
