import * as v from 'valibot'
import {
  chargeClosingBody,
  chargeReportBody,
  chargeReportItem,
  chargeReportListQuery,
  chargeReportListView,
  chargeReportView,
} from '#shared/charge-reports'
import { recordId } from '#shared/primitives'
import { command, publicAction, query, type Route } from '../http/route'
import { chargeReports, closeReport, presentReport, report } from './charge-report.service'

const path = '/charge-reports'

export const chargeReportRoutes: Route[] = [
  publicAction({
    method: 'post',
    path,
    summary: 'Report that somebody wanted money for what costs nothing; signed in or not, by name or not',
    access: 'public',
    body: chargeReportBody,
    response: chargeReportView,
    handler: async (call) => {
      const { _id, at } = await report(call, call, call.body)
      return { status: 201, body: { id: _id.toHexString(), at: at.toISOString() } }
    },
  }),
  query({
    method: 'get',
    path,
    summary: 'One page of the reports that somebody wanted money, newest first; never who reported',
    access: ['housing'],
    query: chargeReportListQuery,
    response: chargeReportListView,
    handler: async (call) => ({ body: await chargeReports(call, call.query.show, call.query.cursor) }),
  }),
  command({
    method: 'post',
    path: `${path}/:id/closing`,
    summary: 'Write down what came of a report; who gave their name is told',
    access: ['housing'],
    params: v.strictObject({ id: recordId }),
    body: chargeClosingBody,
    response: chargeReportItem,
    problems: ['not_found', 'changed_meanwhile'],
    needsSecondFactor: () => true,
    handler: async (call) => ({
      body: presentReport(call.deployment.cipher, await closeReport(call, call.params.id, call.body)),
    }),
  }),
]
