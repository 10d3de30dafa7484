import * as v from 'valibot'
import { recordId } from '#shared/primitives'
import {
  listCorrectionBody,
  listedDetailsBody,
  listEndBody,
  listEntryBody,
  newEvaluationBodyBody,
  newInstitutionBody,
} from '#shared/public-lists'
import type { Command } from '../context'
import {
  describeEvaluationBody,
  enterEvaluationBody,
  evaluationList,
} from '../evaluation-bodies/evaluation-list.service'
import { command, type Route } from '../http/route'
import {
  describeInstitution,
  enterInstitution,
  institutionList,
} from '../institutions/institution-list.service'
import { addEntry, correctEntry, endEntry, type ListKeeper } from '../institutions/list-keeping'

const access = ['housing', 'hr'] as const
const entered = v.object({ id: recordId })
const byId = v.strictObject({ id: recordId })
const guarded = () => true
const lists = {
  institutions: '/public-lists/training-institutions',
  evaluation: '/public-lists/evaluation-bodies',
} as const

interface KeptList {
  path: string
  what: string
  keeper: ListKeeper
  describe: (command: Command, id: string, details: v.InferOutput<typeof listedDetailsBody>) => Promise<void>
}

/** What is the same for both lists: details, and one time in the list after the other, each with its document. */
function keeping({ path, what, keeper, describe }: KeptList): Route[] {
  return [
    command({
      method: 'put',
      path: `${path}/:id`,
      summary: `Write down what the list says of ${what} beside its name and its time`,
      access,
      params: byId,
      body: listedDetailsBody,
      needsSecondFactor: guarded,
      handler: async (call) => {
        await describe(call, call.params.id, call.body)
        return { status: 204, body: undefined }
      },
    }),
    command({
      method: 'post',
      path: `${path}/:id/entries`,
      summary: `Put ${what} in its list from a day on, with the document that says so`,
      access,
      params: byId,
      body: listEntryBody,
      needsSecondFactor: guarded,
      handler: async (call) => {
        await addEntry(keeper, call, call.params.id, call.body)
        return { status: 204, body: undefined }
      },
    }),
    command({
      method: 'post',
      path: `${path}/:id/entries/:entryId/end`,
      summary: `Take ${what} out of its list after a day; the time in it stays on record`,
      access,
      params: v.strictObject({ id: recordId, entryId: recordId }),
      body: listEndBody,
      problems: ['not_in_this_state'],
      needsSecondFactor: guarded,
      handler: async (call) => {
        await endEntry(keeper, call, call.params, call.body)
        return { status: 204, body: undefined }
      },
    }),
    command({
      method: 'put',
      path: `${path}/:id/entries/:entryId`,
      summary: `Put right a time of ${what} in its list; what stood there before is shown with the reason`,
      access,
      params: v.strictObject({ id: recordId, entryId: recordId }),
      body: listCorrectionBody,
      needsSecondFactor: guarded,
      handler: async (call) => {
        await correctEntry(keeper, call, call.params, call.body)
        return { status: 204, body: undefined }
      },
    }),
  ]
}

/** Keeping the lists of training institutions and of evaluation bodies, for the two bureaux; nothing in them is deleted. */
export const listDeskRoutes: Route[] = [
  command({
    method: 'post',
    path: lists.institutions,
    summary: 'Enter a training institution that a list names for the first time',
    access,
    body: newInstitutionBody,
    response: entered,
    needsSecondFactor: guarded,
    handler: async (call) => ({ status: 201, body: { id: await enterInstitution(call, call.body) } }),
  }),
  ...keeping({
    path: lists.institutions,
    what: 'a training institution',
    keeper: institutionList,
    describe: describeInstitution,
  }),
  command({
    method: 'post',
    path: lists.evaluation,
    summary: 'Enter an evaluation body that a list names for the first time',
    access,
    body: newEvaluationBodyBody,
    response: entered,
    needsSecondFactor: guarded,
    handler: async (call) => ({ status: 201, body: { id: await enterEvaluationBody(call, call.body) } }),
  }),
  ...keeping({
    path: lists.evaluation,
    what: 'an evaluation body',
    keeper: evaluationList,
    describe: describeEvaluationBody,
  }),
]
