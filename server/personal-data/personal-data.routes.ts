import { accountDeletionView, dataCopyBody, dataCopyView, personalDataView } from '#shared/personal-data'
import { Problem } from '#shared/problem'
import { action, command, query, type Route } from '../http/route'
import { proveIdentity } from '../people/identity-proof.service'
import { findPerson } from '../people/person.service'
import { askForDeletion, deletionOf, undoDeletion } from './account-deletion.service'
import { dataSections } from './data-sections'

/** What a person may ask of whoever keeps their data: to see it, to take it along, to have it deleted. */
export const personalDataRoutes: Route[] = [
  query({
    method: 'get',
    path: '/me/data',
    summary: 'All that is stored about the person, masked, with purpose and readers',
    access: 'signed_in',
    response: personalDataView,
    handler: async (call) => {
      const person = await findPerson(call.actor.personId)
      if (!person) throw new Problem('not_signed_in')
      return { body: { sections: await dataSections(call, person, 'masked') } }
    },
  }),
  action({
    method: 'post',
    path: '/me/data-copies',
    summary: 'The same in full, for who says the identity number on file; five tries a day',
    access: 'signed_in',
    body: dataCopyBody,
    response: dataCopyView,
    handler: async (call) => {
      const person = await proveIdentity(call, call.body.identityNumber)
      call.log.info({ personId: call.actor.id }, 'a copy of all personal data was handed out')
      const sections = await dataSections(call, person, 'full')
      return { body: { madeAt: call.moment.now.toISOString(), sections } }
    },
  }),
  query({
    method: 'get',
    path: '/me/deletion',
    summary:
      'What stands against deleting the account, what is kept by which law, and until when it can be taken back',
    access: 'signed_in',
    response: accountDeletionView,
    handler: async (call) => ({ body: await deletionOf(call.actor) }),
  }),
  command({
    method: 'post',
    path: '/me/deletion',
    summary: 'Ask for the deletion of the account; again is the same',
    access: 'signed_in',
    response: accountDeletionView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    handler: async (call) => {
      await askForDeletion(call)
      return { status: 201, body: await deletionOf(call.actor, call.tx) }
    },
  }),
  command({
    method: 'delete',
    path: '/me/deletion',
    summary: 'Take the deletion of the account back',
    access: 'signed_in',
    response: accountDeletionView,
    problems: ['changed_meanwhile'],
    handler: async (call) => {
      await undoDeletion(call)
      return { body: await deletionOf(call.actor, call.tx) }
    },
  }),
]
