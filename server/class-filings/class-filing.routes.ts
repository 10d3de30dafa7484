import * as v from 'valibot'
import {
  filingEventBody,
  filingListView,
  filingQueueQuery,
  filingView,
  newFilingBody,
  partnerListView,
  saveFilingBody,
} from '#shared/class-filings'
import { pageQuery, recordId } from '#shared/primitives'
import { Problem } from '#shared/problem'
import type { Actor } from '../context'
import { command, query } from '../http/route'
import { allInstitutions } from '../institutions/institution.service'
import { presentBody, presentFiling, presentFilings } from './class-filing.presenter'
import { createFiling, saveFiling } from './class-filing.service'
import { decidedFilings, filingsOfInstitution, visibleFiling, waitingFilings } from './filing-lookup.service'
import { happen } from './filing-steps.service'

const byId = v.strictObject({ id: recordId })

function isOfficer({ roles }: Actor): boolean {
  return roles.includes('housing') || roles.includes('hr')
}

export const classFilingRoutes = [
  query({
    method: 'get',
    path: '/institution/class-filings',
    summary: "One page of the institution's filings, and of those it is asked to hold jointly, newest first",
    access: ['institution'],
    query: v.strictObject(pageQuery),
    response: filingListView,
    handler: async (call) => ({
      body: await presentFilings(call, await filingsOfInstitution(call.actor, call.query.cursor)),
    }),
  }),
  query({
    method: 'get',
    path: '/institution/partners',
    summary: 'Training bodies with which a class can be held jointly, by name',
    access: ['institution'],
    response: partnerListView,
    handler: async ({ actor }) => {
      const others = (await allInstitutions()).filter(({ _id }) => !actor.institutionId?.equals(_id))
      return { body: { items: others.map(presentBody) } }
    },
  }),
  command({
    method: 'post',
    path: '/institution/class-filings',
    summary: 'Begin to write down a class that is to be filed',
    access: ['institution'],
    body: newFilingBody,
    response: filingView,
    problems: ['not_in_this_state'],
    handler: async (call) => {
      const filing = await createFiling(call, call.body.draft)
      return { status: 201, body: await presentFiling(call, filing, call) }
    },
  }),
  command({
    method: 'put',
    path: '/institution/class-filings/:id',
    summary: 'Keep what has been written so far; the same again changes nothing',
    access: ['institution'],
    params: byId,
    body: saveFilingBody,
    response: filingView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    handler: async (call) => ({
      body: await presentFiling(call, await saveFiling(call, call.params.id, call.body), call),
    }),
  }),
  query({
    method: 'get',
    path: '/review/class-filings',
    summary: 'One page of the filings that wait for this bureau, or that this officer decided on',
    access: ['housing', 'hr'],
    query: filingQueueQuery,
    response: filingListView,
    handler: async (call) => {
      const { actor } = call
      const { show, cursor } = call.query
      const bureau = actor.roles.includes('housing') ? 'housing' : 'hr'
      const page = await (show === 'decided' ? decidedFilings(actor, cursor) : waitingFilings(bureau, cursor))
      return { body: await presentFilings(call, page) }
    },
  }),
  query({
    method: 'get',
    path: '/class-filings/:id',
    summary: 'One filing with its content, what stands against it, and what this person may do',
    access: ['institution', 'housing', 'hr'],
    params: byId,
    response: filingView,
    handler: async (call) => ({
      body: await presentFiling(call, await visibleFiling(call.actor, call.params.id), call),
    }),
  }),
  command({
    method: 'post',
    path: '/class-filings/:id/events',
    summary: 'Take a step with a filing: file, agree, decline, take_back, pass, return, cancel',
    access: ['institution', 'housing', 'hr'],
    params: byId,
    body: filingEventBody,
    response: filingView,
    problems: ['not_in_this_state', 'changed_meanwhile', 'same_reviewer'],
    // Both reviews approve. To whoever is no officer the event is refused anyway.
    needsSecondFactor: ({ actor, body }) => body.event === 'pass' && isOfficer(actor),
    handler: async (call) => {
      const filing = await visibleFiling(call.actor, call.params.id, call.tx)
      if (filing.revision !== call.body.revision) throw new Problem('changed_meanwhile')
      return { body: await presentFiling(call, await happen(call, filing, call.body), call) }
    },
  }),
]
