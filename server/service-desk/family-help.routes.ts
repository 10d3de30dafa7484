import type { KeyObject } from 'node:crypto'
import * as v from 'valibot'
import { familyVisitBody, helperCodeBody, helperCodeView } from '#shared/family-help'
import { recordId } from '#shared/primitives'
import { visitListView, visitSessionView, visitView } from '#shared/service-desk'
import { makingOf, openSession } from '../auth/session.service'
import { action, command, query, type Route } from '../http/route'
import { presentMe } from '../people/me.routes'
import { presentVisit, presentVisits, refuseEndedMeanwhile } from './desk-visit.service'
import {
  beginFamilyVisit,
  dropHelperCode,
  endHelp,
  makeHelperCode,
  signInAsFamily,
  visitsAsFamily,
} from './family-help.service'

const params = v.strictObject({ id: recordId })

/** Somebody in the family acts for a worker, by the worker's own code: never the account, never who they are. */
export function familyHelpRoutes(key: KeyObject): Route[] {
  return [
    command({
      method: 'post',
      path: '/me/helper-code',
      summary:
        'Make the code by which somebody in the family may act for the signed-in worker, once, within half an hour',
      access: ['worker'],
      body: helperCodeBody,
      response: helperCodeView,
      handler: async (call) => ({ status: 201, body: await makeHelperCode(call) }),
    }),
    command({
      method: 'delete',
      path: '/me/helper-code',
      summary: 'Make the code that was handed out worthless',
      access: ['worker'],
      handler: async (call) => {
        await dropHelperCode(call)
        return { status: 204, body: undefined }
      },
    }),
    action({
      method: 'post',
      path: '/me/desk-visits/:id/end',
      summary: 'End what somebody does for the signed-in worker, at a desk or in the family',
      access: ['worker'],
      params,
      handler: async (call) => {
        await endHelp(call, call.params.id, 'person')
        return { status: 204, body: undefined }
      },
    }),
    ...helperRoutes(key),
  ]
}

function helperRoutes(key: KeyObject): Route[] {
  const path = '/family-visits'
  return [
    query({
      method: 'get',
      path,
      summary: 'Whom the signed-in person helps at this moment',
      access: ['worker'],
      response: visitListView,
      handler: async (call) => ({ body: { items: await presentVisits(call, await visitsAsFamily(call)) } }),
    }),
    command({
      method: 'post',
      path,
      summary: 'Begin to act for a worker in the family, by their code; for two hours',
      access: ['worker'],
      body: familyVisitBody,
      response: visitView,
      problems: ['not_found', 'changed_meanwhile'],
      handler: async (call) => ({
        status: 201,
        body: await presentVisit(call, await beginFamilyVisit(call, call.body.code), call.tx),
      }),
    }),
    action({
      method: 'post',
      path: `${path}/:id/sessions`,
      summary: 'Sign in for the worker, for the steps that somebody in the family may take',
      access: ['worker'],
      params,
      response: visitSessionView,
      handler: async (call) => {
        const { visit, signIn } = await signInAsFamily(call, call.params.id)
        const { expiresAt, ...tokens } = await openSession(makingOf(key, call), signIn)
        await refuseEndedMeanwhile(visit)
        const me = await presentMe(call, { personId: signIn.person._id })
        const session = { ...tokens, expiresAt: expiresAt.toISOString(), me }
        return { status: 201, body: { visit: await presentVisit(call, visit), session } }
      },
    }),
    action({
      method: 'post',
      path: `${path}/:id/end`,
      summary: 'End the help',
      access: ['worker'],
      params,
      handler: async (call) => {
        await endHelp(call, call.params.id, 'helper')
        return { status: 204, body: undefined }
      },
    }),
  ]
}
