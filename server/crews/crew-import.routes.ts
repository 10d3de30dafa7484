import * as v from 'valibot'
import { crewImportView, readImportView } from '#shared/crews'
import { recordId } from '#shared/primitives'
import { fileSourceBody } from '#shared/uploads'
import { action, command, query, type Route } from '../http/route'
import { ownImport, presentImport, readImport, takeImportStep } from './crew-import.service'

const byImport = v.strictObject({ id: recordId, importId: recordId })

/** A roster out of a file: read beside the crew, and taken over in steps once the foreman has seen what was found. */
export const crewImportRoutes: Route[] = [
  action({
    method: 'post',
    path: '/crews/:id/imports',
    summary: 'Read a roster from an XLSX or CSV file of 5 MB at the most; nobody is in the crew by it',
    access: ['worker'],
    params: v.strictObject({ id: recordId }),
    body: fileSourceBody,
    bodyLimit: '7mb',
    response: readImportView,
    problems: ['not_in_this_state'],
    handler: async (call) => {
      const { record, aside } = await readImport(call, call.params.id, call.body)
      return { status: 201, body: { ...presentImport(record), aside: [...aside] } }
    },
  }),
  query({
    method: 'get',
    path: '/crews/:id/imports/:importId',
    summary: 'How far an import is',
    access: ['worker'],
    params: byImport,
    response: crewImportView,
    handler: async ({ actor, params }) => ({ body: presentImport((await ownImport(actor, params)).record) }),
  }),
  command({
    method: 'post',
    path: '/crews/:id/imports/:importId/steps',
    summary: 'Take the next rows of an import over into the crew; repeat until all are done',
    access: ['worker'],
    params: byImport,
    response: crewImportView,
    problems: ['not_in_this_state', 'already_used', 'changed_meanwhile'],
    handler: async (call) => ({ body: presentImport(await takeImportStep(call, call.params)) }),
  }),
]
