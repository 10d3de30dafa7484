import * as v from 'valibot'
import {
  acceptResultsBody,
  resultFileBody,
  resultImportView,
  resultTextBody,
  type ResultImportView,
} from '#shared/class-results'
import { recordId } from '#shared/primitives'
import { action, command, query, type Route, type Seen } from '../http/route'
import { presentResultImport } from './result-import.presenter'
import {
  acceptResults,
  ownResultImport,
  readPastedResults,
  readResultFile,
  type JudgedImport,
} from './result-import.service'

/** Whoever grades: which of the two it is in a class, the service says. */
const access = ['institution', 'evaluator'] as const
const byClass = v.strictObject({ id: recordId })
const byImport = v.strictObject({ id: recordId, importId: recordId })

/** The rows name people by their masked names: who is on the roster was seen. */
function shown(judged: JudgedImport): { body: ResultImportView; seen: Seen } {
  const personIds = judged.verdicts.flatMap(({ person }) => (person ? [person.enrolment.workerId] : []))
  return { body: presentResultImport(judged), seen: { personIds, aboutId: judged.item._id } }
}

/** Exam results and certificates of a whole class out of one sheet: looked at first, then entered in one go. */
export const resultImportRoutes: Route[] = [
  action({
    method: 'post',
    path: '/classes/:id/result-files',
    summary: 'Read results from an XLSX or CSV file of 5 MB at the most; nothing is entered by it',
    access,
    params: byClass,
    body: resultFileBody,
    bodyLimit: '7mb',
    response: resultImportView,
    problems: ['not_in_this_state'],
    sight: 'class_roster',
    handler: async (call) => ({
      status: 201,
      ...shown(await readResultFile(call, call.params.id, call.body)),
    }),
  }),
  action({
    method: 'post',
    path: '/classes/:id/result-texts',
    summary: 'The same out of a pasted text',
    access,
    params: byClass,
    body: resultTextBody,
    response: resultImportView,
    sight: 'class_roster',
    handler: async (call) => ({
      status: 201,
      ...shown(await readPastedResults(call, call.params.id, call.body)),
    }),
  }),
  query({
    method: 'get',
    path: '/classes/:id/result-imports/:importId',
    summary: 'What would become of each row of a sheet now',
    access,
    params: byImport,
    response: resultImportView,
    sight: 'class_roster',
    handler: async (call) => shown(await ownResultImport(call, call.params)),
  }),
  command({
    method: 'post',
    path: '/classes/:id/result-imports/:importId/acceptance',
    summary: 'Enter the rows of a sheet that can be, all of them or none; again changes nothing',
    access,
    params: byImport,
    body: acceptResultsBody,
    response: resultImportView,
    problems: ['not_in_this_state', 'changed_meanwhile', 'already_used'],
    sight: 'class_roster',
    handler: async (call) => shown(await acceptResults(call, call.params, call.body.digest)),
  }),
]
