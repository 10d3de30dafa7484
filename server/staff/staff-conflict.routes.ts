import * as v from 'valibot'
import { conflictBody, conflictListView } from '#shared/case-work'
import { recordId } from '#shared/primitives'
import { command, query, type Route } from '../http/route'
import { conflictsOf, declareConflict, endConflict } from './staff-conflict.service'

const access = ['housing', 'hr'] as const
const path = '/me/conflicts'

/** 回避: what an officer has to do with, declared by themselves. */
export const staffConflictRoutes: Route[] = [
  query({
    method: 'get',
    path,
    summary: 'The institutions with which this officer has declared to have to do',
    access,
    response: conflictListView,
    handler: async ({ actor }) => ({ body: await conflictsOf(actor) }),
  }),
  command({
    method: 'post',
    path,
    summary: 'Declare to have to do with an institution: from now on others decide its claims',
    access,
    body: conflictBody,
    handler: async (call) => {
      await declareConflict(call, call.body)
      return { status: 204, body: undefined }
    },
  }),
  command({
    method: 'post',
    path: `${path}/:id/end`,
    summary: 'Say that there is nothing between oneself and an institution any more',
    access,
    params: v.strictObject({ id: recordId }),
    needsSecondFactor: () => true,
    handler: async (call) => {
      await endConflict(call, call.params.id)
      return { status: 204, body: undefined }
    },
  }),
]
