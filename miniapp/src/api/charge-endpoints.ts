import type {
  ChargeClosingBody,
  ChargeReportBody,
  ChargeReportItem,
  ChargeReportListView,
  ChargeReportView,
} from '#shared/charge-reports'
import { after, get, post } from './operations'

/** Reports that somebody wanted money, and what the bureau found. */
export const chargeApi = {
  report: (key: string, body: ChargeReportBody) => post<ChargeReportView>('/charge-reports', key, body),
  list: (show: 'open' | 'closed', cursor?: string | null) =>
    get<ChargeReportListView>(`/charge-reports?show=${show}${after(cursor, '&')}`),
  close: (key: string, id: string, body: ChargeClosingBody) =>
    post<ChargeReportItem>(`/charge-reports/${id}/closing`, key, body),
}
