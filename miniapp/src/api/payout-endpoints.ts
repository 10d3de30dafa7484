import type {
  AllotmentBody,
  BudgetLineView,
  BudgetListView,
  CarryOverBody,
  FundEntryListView,
} from '#shared/budgets'
import type {
  BankFileFormat,
  BankFileView,
  BankResultFileView,
  BankResultsBody,
  BatchEventBody,
  BatchListView,
  BatchView,
  CreateBatchBody,
  FillBatchBody,
  LookAtAccountBody,
  PayableListView,
  TakeOutBody,
} from '#shared/payouts'
import type { FileSource } from '#shared/uploads'
import { send } from './client'
import { after, get, post } from './operations'

const batches = '/payout-batches'

/** Finance's work; apart from `api`, for its package alone. */
export const payoutApi = {
  payable: () => get<PayableListView>('/payouts/payable'),
  lookAtAccount: (key: string, body: LookAtAccountBody) => post('/payouts/account-looks', key, body),
  batches: (cursor: string | null) => get<BatchListView>(`${batches}${after(cursor)}`),
  batch: (id: string) => get<BatchView>(`${batches}/${id}`),
  create: (key: string, body: CreateBatchBody) => post<BatchView>(batches, key, body),
  fill: (key: string, id: string, body: FillBatchBody) =>
    post<BatchView>(`${batches}/${id}/claims`, key, body),
  takeOut: (key: string, id: string, body: TakeOutBody) =>
    post<BatchView>(`${batches}/${id}/removals`, key, body),
  takeEvent: (key: string, id: string, body: BatchEventBody) =>
    post<BatchView>(`${batches}/${id}/events`, key, body),
  bankFile: (id: string, format: BankFileFormat) =>
    send<BankFileView>({ method: 'POST', path: `${batches}/${id}/bank-files`, body: { format } }),
  readResultFile: (id: string, file: FileSource) =>
    send<BankResultFileView>({
      method: 'POST',
      path: `${batches}/${id}/result-files`,
      body: file,
    }),
  budgets: () => get<BudgetListView>('/budgets'),
  fundEntries: (lineId: string, cursor: string | null) =>
    get<FundEntryListView>(`/budgets/${lineId}/entries${after(cursor)}`),
  allot: (key: string, body: AllotmentBody) => post<BudgetLineView>('/budgets/allotments', key, body),
  carryOver: (key: string, lineId: string, body: CarryOverBody) =>
    post<BudgetLineView>(`/budgets/${lineId}/carry-over`, key, body),
  saveResults: (key: string, id: string, body: BankResultsBody) =>
    post<BatchView>(`${batches}/${id}/results`, key, body),
}
