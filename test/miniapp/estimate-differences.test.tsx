import { fireEvent, render, screen } from '@testing-library/react'
import * as v from 'valibot'
import { estimateDifferenceListView, type EstimateDifferenceListView } from '#shared/policy-estimates'
import EstimateDifferencesPage from '../../miniapp/src/packages/policy/estimate-differences/index'
import { answer, signInAs, status } from '../support/staff-phone'

type Report = EstimateDifferenceListView['items'][number]
const ok = (data: unknown) => ({ statusCode: 200, data })
const candidate = { rule: 'R11-1', outcome: 'payable' as const, kind: 'fixed' as const, fen: 50_000 }

function reportOf(changes: Partial<Report> = {}): Report {
  return v.parse(estimateDifferenceListView.entries.items.item, {
    policyHash: 'ab'.repeat(32),
    serverHash: 'ab'.repeat(32),
    preset: 'notice',
    rule: 'R11-1',
    differsIn: 'R11-1：手机可领500元，服务器不符合条件',
    facts: { tradeSeq: 41, hours: { onsite: 40 }, examPassed: true, certificates: [] },
    phone: { best: 'R11-1', candidates: [candidate] },
    server: { best: null, candidates: [{ ...candidate, outcome: 'not_met' as const }] },
    isExplainedByVersion: false,
    count: 3,
    firstAt: '2021-06-17T02:00:00.000Z',
    lastAt: '2021-06-18T02:00:00.000Z',
    ...changes,
  })
}

describe('手机和服务器算得不一样', () => {
  it('says what was asked, on which rule the answers part, and whether a fault has to be found', async () => {
    await signInAs('policy_editor')
    answer({
      ...status,
      'GET /estimate-differences': () => ok({ items: [reportOf()], nextCursor: null }),
    })
    render(<EstimateDifferencesPage />)
    expect(await screen.findByText('附件第41行，现场40课时，考试合格，没有证书')).toBeInTheDocument()
    expect(screen.getByText('R11-1：手机可领500元，服务器不符合条件')).toBeInTheDocument()
    expect(screen.getByText('同一版政策算出了两样，要查程序')).toBeInTheDocument()
  })

  it('shows older reports page by page, and names another version as the cause', async () => {
    await signInAs('policy_approver')
    const older = reportOf({ isExplainedByVersion: true, policyHash: 'cd'.repeat(32), facts: {}, count: 1 })
    answer({
      ...status,
      'GET /estimate-differences': () => ok({ items: [reportOf()], nextCursor: 'next' }),
      'GET /estimate-differences?cursor=next': () => ok({ items: [older], nextCursor: null }),
    })
    render(<EstimateDifferencesPage />)
    fireEvent.click(await screen.findByText('看更早的'))
    expect(await screen.findByText('什么都没填')).toBeInTheDocument()
    expect(screen.getByText('手机上还是另一版政策，联网更新后就一样')).toBeInTheDocument()
  })

  it('says when there is nothing, and is for the policy desk alone', async () => {
    await signInAs('policy_editor')
    answer({ ...status, 'GET /estimate-differences': () => ok({ items: [], nextCursor: null }) })
    const { unmount } = render(<EstimateDifferencesPage />)
    expect(await screen.findByText('没有不一样的')).toBeInTheDocument()
    unmount()
    await signInAs('finance')
    render(<EstimateDifferencesPage />)
    expect(screen.getByText('这一页是政策编辑、政策审批用的')).toBeInTheDocument()
  })
})
