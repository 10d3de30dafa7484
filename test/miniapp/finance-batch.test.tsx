import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import Taro from '@tarojs/taro'
import * as v from 'valibot'
import {
  batchView,
  payableListView,
  type BatchView,
  type PayableListView,
  type PaymentView,
} from '#shared/payouts'
import BatchPage from '../../miniapp/src/packages/finance/batch/index'
import PayoutsPage from '../../miniapp/src/packages/finance/payouts/index'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const [first, second] = ['1', '2'].map((digit) => digit.repeat(24)) as [string, string]
const batchId = 'b'.repeat(24)
const results = `/payout-batches/${batchId}/results`

type Payable = PayableListView['items'][number]

function payable(
  claimId: string,
  claimantMasked: string,
  amountFen: number,
  changes: Partial<Payable> = {},
): Payable {
  return {
    claimId,
    claimNo: `210618-${claimId.slice(0, 4)}`,
    claimantMasked,
    tradeSeq: 41,
    bankName: '演示银行',
    cardMasked: '***************0012',
    amountFen,
    payableSince: '2021-06-18T02:00:00.000Z',
    stops: [],
    accountChange: null,
    ...changes,
  }
}

function payment(id: string, claimantMasked: string, changes: Partial<PaymentView> = {}) {
  return {
    id,
    paymentNo: `P210618-01-00${id.slice(0, 1)}`,
    lines: [{ claimId: id, claimNo: `210618-${id.slice(0, 4)}`, amountFen: 50_000, attempt: 1 }],
    claimantMasked,
    bankName: '演示银行',
    cardMasked: '***************0012',
    amountFen: 50_000,
    outcome: 'pending',
    failureText: null,
    bankReference: null,
    ...changes,
  }
}

function batchOf(payments: ReturnType<typeof payment>[], changes: Partial<BatchView> = {}): BatchView {
  const sum = (outcome: string) =>
    payments.filter((each) => each.outcome === outcome).reduce((total, each) => total + each.amountFen, 0)
  return v.parse(batchView, {
    id: batchId,
    batchNo: 'P210618-01',
    county: null,
    state: 'exported',
    stateText: '等银行结果',
    createdAt: '2021-06-18T02:00:00.000Z',
    count: payments.length,
    totalFen: sum('paid') + sum('failed') + sum('pending'),
    paidFen: sum('paid'),
    failedFen: sum('failed'),
    pendingFen: sum('pending'),
    listHash: '0123456789abcdef'.repeat(4),
    revision: 2,
    approvalsNeeded: 1,
    approvals: [{ at: '2021-06-18T03:00:00.000Z', isMine: false }],
    isMaker: true,
    voidReason: null,
    fundText: null,
    permittedEvents: ['record_results'],
    payments,
    ...changes,
  })
}

function fund(digit: string, availableFen: number) {
  return {
    ...{
      id: digit.repeat(24),
      source: '演示·专账',
      year: 2021,
      county: null,
      revision: 0,
      canCarryOver: false,
    },
    ...{ plannedFen: availableFen, committedFen: 0, paidFen: 0, availableFen },
  }
}

const tap = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))

describe('putting together a batch', () => {
  beforeEach(async () => {
    await signInAs('finance')
    const items = [payable(first, '王*四', 21_700_000), payable(second, '李*来', 50_000)]
    const list = v.parse(payableListView, { items, totalFen: 21_750_000 })
    answer({
      ...status,
      'GET /payouts/payable': () => ({ statusCode: 200, data: list }),
      'GET /payout-batches': () => ({ statusCode: 200, data: { items: [], nextCursor: null } }),
      'POST /payout-batches': () => ({ statusCode: 201, data: batchOf([payment(first, '王*四')]) }),
    })
    await act(async () => void render(<PayoutsPage />))
  })

  it('adds up what is ticked, says it before it freezes the list, and sends the sum along', async () => {
    const modal = jest.spyOn(Taro, 'showModal')
    fireEvent.click(screen.getByRole('checkbox', { name: '全选' }))
    expect(screen.getByText('已选2笔，合计')).toBeInTheDocument()
    await tap('组成一批')
    expect(modal.mock.calls.at(-1)).toMatchObject([
      { content: expect.stringContaining('2笔，合计217,500.00元') as string },
    ])
    expect(sentTo('/payout-batches')).toEqual({ claimIds: [first, second], expectedTotalFen: 21_750_000 })
    expect(phone.opened.at(-1)).toBe(`/packages/finance/batch/index?id=${batchId}`)
    modal.mockRestore()
  })

  it('counts only the ticked ones', async () => {
    fireEvent.click(screen.getByRole('checkbox', { name: '李*来，500.00元' }))
    await tap('组成一批')
    expect(sentTo('/payout-batches')).toEqual({ claimIds: [second], expectedTotalFen: 50_000 })
  })

  it('makes no batch of nothing', async () => {
    await tap('组成一批')
    expect(sentTo('/payout-batches')).toBeUndefined()
  })
})

describe('recording what the bank answered', () => {
  beforeEach(() => signInAs('finance'))

  async function openBatch(
    payments: ReturnType<typeof payment>[],
    changes: Partial<BatchView> = {},
  ): Promise<void> {
    phone.params = { id: batchId }
    const found = batchOf(payments, changes)
    answer({
      'GET /budgets': () => ({ statusCode: 200, data: { items: [fund('f', 5_000_000), fund('e', 1)] } }),
      [`POST /payout-batches/${batchId}/events`]: () => ({ statusCode: 200, data: found }),
      [`POST /payout-batches/${batchId}/removals`]: () => ({ statusCode: 200, data: found }),
      ...status,
      [`GET /payout-batches/${batchId}`]: () => ({ statusCode: 200, data: found }),
      [`POST ${results}`]: () => ({ statusCode: 200, data: found }),
    })
    await act(async () => void render(<BatchPage />))
  }

  it('sends several lines together, each with its reference or its reason', async () => {
    await openBatch([payment(first, '王*四'), payment(second, '李*来')])
    const [paid] = screen.getAllByRole('radio', { name: '到账' })
    const [, failed] = screen.getAllByRole('radio', { name: '失败' })
    if (paid) fireEvent.click(paid)
    if (failed) fireEvent.click(failed)
    expect(screen.getByText('王*四这笔：请填银行流水号')).toBeInTheDocument()
    fireEvent.change(screen.getByLabelText('银行流水号'), { target: { value: ' BK01 ' } })
    fireEvent.click(screen.getByRole('radio', { name: '账户已注销' }))
    await tap('登记2笔结果')
    expect(sentTo(results)).toEqual({
      revision: 2,
      results: [
        { outcome: 'paid', paymentId: first, bankReference: 'BK01' },
        { outcome: 'failed', paymentId: second, failureCode: 'account_closed' },
      ],
    })
  })

  it('leaves recorded lines alone, and shows sums that add up', async () => {
    await openBatch([
      payment(first, '王*四', { outcome: 'paid', bankReference: 'BK01' }),
      payment(second, '李*来'),
    ])
    expect(screen.getAllByRole('radio', { name: '到账' })).toHaveLength(1)
    expect(screen.getByText('流水号BK01')).toBeInTheDocument()
    expect(screen.getByLabelText('1,000.00元')).toBeInTheDocument()
    expect(screen.getAllByLabelText('500.00元').length).toBeGreaterThan(1)
  })

  it('says where an open list can still be changed, and takes one claim off it', async () => {
    await openBatch([payment(first, '王*四', { paymentNo: null })], {
      state: 'open',
      listHash: null,
      approvalsNeeded: null,
      approvals: [],
      permittedEvents: ['fill', 'take_out', 'freeze', 'void'],
    })
    expect(screen.queryByRole('radio', { name: '到账' })).toBeNull()
    await tap(`把王*四的210618-1111拿下名单`)
    expect(sentTo(`/payout-batches/${batchId}/removals`)).toEqual({ claimId: first, revision: 2 })
    await tap('名单定下来')
    expect(sentTo(`/payout-batches/${batchId}/events`)).toEqual({
      event: 'freeze',
      revision: 2,
      lineId: 'f'.repeat(24),
    })
  })

  it('has somebody else approve the list, with the fingerprint on the screen', async () => {
    const frozen: Partial<BatchView> = { state: 'frozen', approvals: [] }
    await openBatch([payment(first, '王*四')], { ...frozen, permittedEvents: ['void'] })
    expect(screen.getByText('这份名单您经手过，还要另外1位财政人员核准。')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '核准这份名单' })).toBeNull()
    cleanup()
    await openBatch([payment(first, '王*四')], {
      ...frozen,
      isMaker: false,
      permittedEvents: ['approve', 'void'],
    })
    await tap('核准这份名单')
    expect(sentTo(`/payout-batches/${batchId}/events`)).toEqual({
      event: 'approve',
      revision: 2,
      listHash: '0123456789abcdef'.repeat(4),
    })
  })

  it('closes the batch only with the sum of the bank statement', async () => {
    await openBatch([payment(first, '王*四', { outcome: 'paid', bankReference: 'BK01' })], {
      state: 'reconciled',
      permittedEvents: ['close'],
    })
    const field = screen.getByLabelText('银行对账单上，这一批实际付了多少元')
    fireEvent.change(field, { target: { value: '501' } })
    await tap('对账完成')
    expect(sentTo(`/payout-batches/${batchId}/events`)).toBeUndefined()
    fireEvent.change(field, { target: { value: '500.00' } })
    await tap('对账完成')
    expect(sentTo(`/payout-batches/${batchId}/events`)).toEqual({
      event: 'close',
      revision: 2,
      statementFen: 50_000,
    })
  })
})

describe('what cannot be paid yet', () => {
  it('is shown apart with its reason, cannot be ticked, and a changed account is looked at', async () => {
    await signInAs('finance')
    const change = {
      at: '2021-06-18T02:00:00.000Z',
      payFrom: '2021-06-20',
      before: { bankName: '老银行', cardMasked: '***************7777' },
      othersWithCard: 2,
      lookedAt: null,
    }
    const stopped = payable(second, '李*来', 50_000, {
      stops: ['cooling_off', 'not_looked_at'],
      accountChange: change,
    })
    const items = [payable(first, '王*四', 50_000), stopped]
    answer({
      ...status,
      'GET /payouts/payable': () => ({ statusCode: 200, data: { items, totalFen: 50_000 } }),
      'GET /payout-batches': () => ({ statusCode: 200, data: { items: [], nextCursor: null } }),
      'POST /payouts/account-looks': () => ({ statusCode: 204, data: undefined }),
    })
    await act(async () => void render(<PayoutsPage />))
    expect(screen.getAllByRole('checkbox')).toHaveLength(2)
    expect(screen.getByText(/6月20日起才能打款；换过收款账户，先核对新账户/)).toBeInTheDocument()
    expect(screen.getByText('还有2个人也填了这张卡')).toBeInTheDocument()
    await tap('新账户核对过了')
    expect(sentTo('/payouts/account-looks')).toEqual({ claimId: second, cardLastFour: '0012' })
  })
})
