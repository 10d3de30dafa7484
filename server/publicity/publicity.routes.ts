import * as v from 'valibot'
import {
  objectionBody,
  objectionCodeParams,
  objectionReceipt,
  objectionStanding,
  publicityList,
} from '#shared/objections'
import { pageQuery, recordId } from '#shared/primitives'
import { publicCommand, publicQuery, type Route } from '../http/route'
import { objectionByCode } from '../objections/objection.service'
import { objectTo, publicList } from './publicity.service'

export const publicityRoutes: Route[] = [
  publicQuery({
    method: 'get',
    path: '/public/publicity',
    summary:
      'One page of the approved claims that are public now: masked names, and no number of an account or a phone',
    access: 'public',
    query: v.strictObject(pageQuery),
    response: publicityList,
    handler: async (call) => ({ body: await publicList(call, call.query.cursor) }),
  }),
  publicCommand({
    method: 'post',
    path: '/public/publicity/:id/objections',
    summary: 'Object to a name on the public list; signed in or not, by name or not',
    access: 'public',
    params: v.strictObject({ id: recordId }),
    body: objectionBody,
    response: objectionReceipt,
    problems: ['not_found', 'changed_meanwhile', 'not_in_this_state'],
    handler: async (call) => ({ status: 201, body: await objectTo(call, call.params.id, call.body) }),
  }),
  publicQuery({
    method: 'get',
    path: '/public/objections/:code',
    summary: 'How an objection stands, for whoever holds its code',
    access: 'public',
    params: objectionCodeParams,
    response: objectionStanding,
    handler: async (call) => ({
      body: await objectionByCode(call.deployment.cipher, call.params.code),
    }),
  }),
]
