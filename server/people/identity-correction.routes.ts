import { Types } from 'mongoose'
import * as v from 'valibot'
import {
  correctionBody,
  correctionDecisionBody,
  correctionListView,
  correctionPapersView,
  correctionView,
} from '#shared/identity-correction'
import { pageQuery, recordId } from '#shared/primitives'
import { action, command, query, type Route } from '../http/route'
import { decideCorrection, lookAtPapers, waitingCorrections } from './identity-correction-desk.service'
import {
  askForCorrection,
  correctionOf,
  presentCorrection,
  withdrawCorrection,
} from './identity-correction.service'

const own = '/me/identity-correction'
const desk = '/identity-corrections'
const params = v.strictObject({ id: recordId })

/** Putting right who somebody is once trainings or claims rest on it: asked for by the person, decided by the bureau. */
export const identityCorrectionRoutes: Route[] = [
  query({
    method: 'get',
    path: own,
    summary: 'Whether one’s identity has to be put right by a request, and how the latest one stands',
    access: ['worker'],
    response: correctionView,
    assistedAct: null,
    handler: async (call) => ({ body: await correctionOf(call) }),
  }),
  command({
    method: 'post',
    path: own,
    summary: 'Ask for another name or number on file',
    access: ['worker'],
    body: correctionBody,
    response: correctionView,
    problems: ['identity_needed', 'not_in_this_state', 'already_used'],
    assistedAct: '申请更正身份信息',
    isDeskOnly: true,
    handler: async (call) => {
      await askForCorrection(call, call.body)
      return { status: 201, body: await correctionOf(call, call.tx) }
    },
  }),
  command({
    method: 'delete',
    path: own,
    summary: 'Take the request back while it waits',
    access: ['worker'],
    response: correctionView,
    problems: ['changed_meanwhile'],
    handler: async (call) => {
      await withdrawCorrection(call)
      return { body: await correctionOf(call, call.tx) }
    },
  }),
  query({
    method: 'get',
    path: desk,
    summary: 'One page of the requests that wait for the housing bureau, masked, longest waiting first',
    access: ['housing'],
    query: v.strictObject(pageQuery),
    response: correctionListView,
    sight: 'correction_queue',
    handler: async (call) => {
      const { items, nextCursor } = await waitingCorrections(call.query.cursor)
      const seen = { personIds: items.map(({ personId }) => personId), aboutId: null }
      return { body: { items: items.map(presentCorrection), nextCursor }, seen }
    },
  }),
  action({
    method: 'post',
    path: `${desk}/:id/looks`,
    summary: 'Unmask both papers, to compare them with the document; who looked is kept',
    access: ['housing'],
    params,
    response: correctionPapersView,
    problems: ['not_found'],
    needsSecondFactor: () => true,
    sight: 'identity_papers',
    handler: async (call) => {
      const { papers, personId } = await lookAtPapers(call, call.params.id)
      return { body: papers, seen: { personIds: [personId], aboutId: new Types.ObjectId(call.params.id) } }
    },
  }),
  command({
    method: 'post',
    path: `${desk}/:id/decision`,
    summary: 'Put the identity right, or say why not',
    access: ['housing'],
    params,
    body: correctionDecisionBody,
    problems: ['not_found', 'changed_meanwhile', 'not_in_this_state', 'already_used'],
    needsSecondFactor: () => true,
    handler: async (call) => {
      await decideCorrection(call, call.params.id, call.body)
      return { status: 204, body: undefined }
    },
  }),
]
