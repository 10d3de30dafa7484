import { contactChangeBody, contactChangeView } from '#shared/contact-change'
import { command, query, type Route } from '../http/route'
import { askForContactChange, contactChangeOf, undoContactChange } from './contact-change.service'

/** Another mobile number: asked for with a proof, told to the old one, in force after the waiting time. */
export const contactChangeRoutes: Route[] = [
  query({
    method: 'get',
    path: '/me/contact-change',
    summary: 'The mobile number on file and the one that waits to replace it, masked',
    access: ['worker'],
    response: contactChangeView,
    handler: async (call) => ({ body: await contactChangeOf(call, call.actor) }),
  }),
  command({
    method: 'post',
    path: '/me/contact-change',
    summary:
      'Ask for another mobile number, with name and identity number on file; five tries a day; it waits',
    access: ['worker'],
    body: contactChangeBody,
    response: contactChangeView,
    problems: ['identity_needed', 'not_in_this_state'],
    handler: async (call) => {
      await askForContactChange(call, call.body)
      return { status: 201, body: await contactChangeOf(call, call.actor, call.tx) }
    },
  }),
  command({
    method: 'delete',
    path: '/me/contact-change',
    summary: 'Take the change of the mobile number back while it waits',
    access: ['worker'],
    response: contactChangeView,
    problems: ['changed_meanwhile'],
    handler: async (call) => {
      await undoContactChange(call)
      return { body: await contactChangeOf(call, call.actor, call.tx) }
    },
  }),
]
