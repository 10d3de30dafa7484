import { act, fireEvent, render, screen } from '@testing-library/react'
import Taro from '@tarojs/taro'
import * as v from 'valibot'
import { batchView, payableListView, type BatchView, type PaymentView } from '#shared/payouts'
import BatchPage from '../../miniapp/src/packages/finance/batch/index'
import PayoutsPage from '../../miniapp/src/packages/finance/payouts/index'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const [first, second] = ['1', '2'].map((digit) => digit.repeat(24)) as [string, string]
const batchId = 'b'.repeat(24)
const results = `/payout-batches/${batchId}/results`

function payable(claimId: string, claimantMasked: string, amountFen: number) {
  return {
    claimId,
    claimNo: `210618-${claimId.slice(0, 4)}`,
    claimantMasked,
    tradeSeq: 41,
    bankName: '演示银行',
    cardMasked: '***************0012',
    amountFen,
    payableSince: '2021-06-18T02:00:00.000Z',
  }
}

function payment(id: string, claimantMasked: string, changes: Partial<PaymentView> = {}) {
  return {
    id,
    claimId: id,
    claimNo: `210618-${id.slice(0, 4)}`,
    claimantMasked,
    bankName: '演示银行',
    cardMasked: '***************0012',
    amountFen: 50_000,
    attempt: 1,
    outcome: 'pending',
    failureText: null,
    bankReference: null,
    ...changes,
  }
}

function batchOf(payments: ReturnType<typeof payment>[]): BatchView {
  const sum = (outcome: string) =>
    payments.filter((each) => each.outcome === outcome).reduce((total, each) => total + each.amountFen, 0)
  return v.parse(batchView, {
    id: batchId,
    batchNo: 'P210618-01',
    state: 'frozen',
    stateText: '等银行结果',
    createdAt: '2021-06-18T02:00:00.000Z',
    count: payments.length,
    totalFen: sum('paid') + sum('failed') + sum('pending'),
    paidFen: sum('paid'),
    failedFen: sum('failed'),
    pendingFen: sum('pending'),
    listHash: '0123456789abcdef'.repeat(4),
    revision: 2,
    payments,
  })
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
      'GET /payout-batches': () => ({ statusCode: 200, data: { items: [] } }),
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

  async function openBatch(payments: ReturnType<typeof payment>[]): Promise<void> {
    phone.params = { id: batchId }
    const found = batchOf(payments)
    answer({
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
})
