import type { KeyObject } from 'node:crypto'
import * as v from 'valibot'
import { recordId } from '#shared/primitives'
import {
  beginVisitBody,
  visitListView,
  visitProofBody,
  visitSessionView,
  visitView,
} from '#shared/service-desk'
import { makingOf, openSession } from '../auth/session.service'
import { action, command, query, type Route } from '../http/route'
import { presentMe } from '../people/me.routes'
import type { SendSms } from '../sms/sms.client'
import {
  beginVisit,
  endVisit,
  presentVisit as present,
  presentVisits,
  proveVisit,
  refuseEndedMeanwhile,
  sendVisitCode,
  signInFor,
  visitsAtDesk,
  visitsOf,
  vouchForVisit,
} from './desk-visit.service'

const path = '/desk-visits'
const params = v.strictObject({ id: recordId })
const guarded = () => true

const visitsOfOneself = query({
  method: 'get',
  path: '/me/desk-visits',
  summary: 'Who acted for the signed-in person at a desk, when, and what was done',
  access: ['worker'],
  response: visitListView,
  assistedAct: null,
  handler: async (call) => ({
    body: { items: await presentVisits(call, await visitsOf(call.actor.personId)) },
  }),
})

/** People without a smartphone: a clerk of the desk acts for who stands there, by the person's own code. */
export function deskVisitRoutes(key: KeyObject, sendSms: SendSms | null): Route[] {
  return [
    query({
      method: 'get',
      path,
      summary: 'What is under way at the desk, and what this clerk did lately',
      access: ['desk'],
      response: visitListView,
      handler: async (call) => ({ body: { items: await presentVisits(call, await visitsAtDesk(call)) } }),
    }),
    command({
      method: 'post',
      path,
      summary: 'Begin to help somebody at the desk; who is not registered yet is registered',
      access: ['desk'],
      body: beginVisitBody,
      response: visitView,
      problems: ['already_used', 'not_found'],
      needsSecondFactor: guarded,
      handler: async (call) => ({
        status: 201,
        body: await present(call, await beginVisit(call, call.body), call.tx),
      }),
    }),
    ...proofRoutes(sendSms),
    action({
      method: 'post',
      path: `${path}/:id/sessions`,
      summary: 'Sign in for the person at the desk, for the steps that a desk may take',
      access: ['desk'],
      params,
      response: visitSessionView,
      handler: async (call) => {
        const { visit, signIn } = await signInFor(call, call.params.id)
        const { expiresAt, ...tokens } = await openSession(makingOf(key, call), signIn)
        await refuseEndedMeanwhile(visit)
        const me = await presentMe(call, { personId: signIn.person._id })
        const session = { ...tokens, expiresAt: expiresAt.toISOString(), me }
        return { status: 201, body: { visit: await present(call, visit), session } }
      },
    }),
    action({
      method: 'post',
      path: `${path}/:id/end`,
      summary: 'End the visit and what is open for the person',
      access: ['desk'],
      params,
      handler: async (call) => {
        await endVisit(call, call.params.id)
        return { status: 204, body: undefined }
      },
    }),
    visitsOfOneself,
  ]
}

/** How the person at the desk proves themselves: by a code on their own phone, or by their document before two clerks. */
function proofRoutes(sendSms: SendSms | null): Route[] {
  return [
    action({
      method: 'post',
      path: `${path}/:id/codes`,
      summary: 'Send a code to the phone of the person at the desk, three a day',
      access: ['desk'],
      params,
      problems: ['not_in_this_state'],
      handler: async (call) => {
        await sendVisitCode(call, sendSms, call.params.id)
        return { status: 204, body: undefined }
      },
    }),
    command({
      method: 'post',
      path: `${path}/:id/proof`,
      summary: 'The code that the person read off their phone opens the visit',
      access: ['desk'],
      params,
      body: visitProofBody,
      response: visitView,
      problems: ['already_used'],
      handler: async (call) => ({
        body: await present(call, await proveVisit(call, call.params.id, call.body.code), call.tx),
      }),
    }),
    command({
      method: 'post',
      path: `${path}/:id/vouching`,
      summary: 'A second clerk who saw the document opens the visit without a code',
      access: ['desk'],
      params,
      response: visitView,
      problems: ['already_used'],
      needsSecondFactor: guarded,
      handler: async (call) => ({
        body: await present(call, await vouchForVisit(call, call.params.id), call.tx),
      }),
    }),
  ]
}
