import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import Taro from '@tarojs/taro'
import * as v from 'valibot'
import { differenceView, type DifferenceView, type PolicyVersionView } from '#shared/policy-versions'
import PolicyListPage from '../../miniapp/src/packages/policy/list/index'
import PolicyVersionPage from '../../miniapp/src/packages/policy/version/index'
import { policyId, versionFor } from '../support/policy-content'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone, type Answer } from '../support/taro'

const path = `/policies/${policyId}`
const ok = (data: unknown): Answer => ({ statusCode: 200, data })
const tap = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getAllByRole('button', { name }).at(-1) as HTMLElement))
const type = (label: string, value: string) =>
  act(async () => void fireEvent.change(screen.getByLabelText(label), { target: { value } }))

function difference(changes: Partial<DifferenceView> = {}): DifferenceView {
  return v.parse(differenceView, {
    hash: 'ab'.repeat(32),
    computedAt: '2021-06-18T02:00:00.000Z',
    computedByName: '演示·沈科员',
    comparedWith: { code: 'p', version: 1, hash: 'cd'.repeat(32) },
    isCurrent: true,
    compared: 10,
    open: 6,
    recent: 4,
    changed: 3,
    byKind: [{ kind: 'sum_higher', label: '金额变多', count: 3, deltaFen: 30_000 }],
    beforeFen: 500_000,
    afterFen: 530_000,
    bookings: 0,
    bookingsText: '没有',
    note: '已经提交的申领不受影响。',
    signature: null,
    ...changes,
  })
}

async function openVersion(
  view: PolicyVersionView,
  replies: Record<string, () => Answer> = {},
): Promise<void> {
  phone.params = { id: policyId }
  const changes = [
    {
      pointer: '/document/rules/R11-1/amount/fen',
      label: '政策 › 条款 › R11-1 › 金额 › 数额',
      kind: 'changed',
      before: '500元',
      after: '600元',
    },
  ]
  const against = { code: 'p', version: 1, hash: 'cd'.repeat(32) }
  answer({
    ...status,
    [`GET ${path}`]: () => ok(view),
    [`GET ${path}/changes`]: () => ok({ against, changes }),
    ...replies,
  })
  await act(async () => void render(<PolicyVersionPage />))
}

describe('reviewing a version', () => {
  beforeEach(() => signInAs('policy_approver'))

  it('shows only what was changed, old and new, with its clause', async () => {
    await openVersion(versionFor())
    expect(screen.getByText('（十一）重点领域技能培训补贴')).toBeInTheDocument()
    expect(screen.getByText('原来：500元')).toBeInTheDocument()
    expect(screen.getByText('现在：600元')).toBeInTheDocument()
    expect(screen.getByText('依据（十一）：“按每人500元标准给予补贴”')).toBeInTheDocument()
    expect(screen.queryByText('（十）中级工证书补贴')).toBeNull()
  })

  it('offers the steps that the server permits, and no others', async () => {
    await openVersion(versionFor({}, { permittedEvents: ['review', 'run_cases'] }))
    expect(screen.getByRole('button', { name: '复核通过' })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '批准' })).toBeNull()
    expect(screen.queryByRole('button', { name: '修改内容' })).toBeNull()
  })

  it('names everything that still stands in the way', async () => {
    const obstacles = [
      { pointer: '/caseRun', code: 'cases_run', detail: '还没验算案例，请先点“验算”' },
      { pointer: '/difference', code: 'difference_computed', detail: '还没比对已有申领，请先点“比对”' },
    ]
    await openVersion(versionFor({}, { obstacles }))
    for (const { detail } of obstacles) expect(screen.getByText(detail)).toBeInTheDocument()
  })

  it('tells a failed case in words, what was expected and what came out', async () => {
    const caseRun = {
      ranAt: '2021-06-18T02:00:00.000Z',
      ranByName: '演示·沈科员',
      total: 2,
      passed: 1,
      failures: [
        {
          id: 'R11-1-40h',
          says: '钢筋工上满40课时，考试合格',
          clause: '（十一）',
          expectedText: '能领500元',
          actualText: '能领600元',
        },
      ],
      uncoveredRules: ['R9-1'],
    }
    await openVersion(versionFor({}, { caseRun }))
    expect(screen.getByText('（十一）钢筋工上满40课时，考试合格')).toBeInTheDocument()
    expect(screen.getByText('预期：能领500元')).toBeInTheDocument()
    expect(screen.getByText('算出来：能领600元')).toBeInTheDocument()
    expect(screen.getByText('R9-1')).toBeInTheDocument()
  })

  it('sends nothing back without a reason', async () => {
    const view = versionFor(
      { state: 'reviewed', stateText: '已复核' },
      { permittedEvents: ['return_to_draft'] },
    )
    await openVersion(view, { [`POST ${path}/events`]: () => ok(view) })
    await tap('退回修改')
    await tap('退回修改')
    expect(screen.getByText('请写原因')).toBeInTheDocument()
    expect(sentTo(`${path}/events`)).toBeUndefined()
    await type('原因', '出处不对')
    await tap('退回修改')
    expect(sentTo(`${path}/events`)).toEqual({ event: 'return_to_draft', revision: 3, reason: '出处不对' })
  })

  it('lists every reason for which the server refuses', async () => {
    const problem = {
      type: 'about:blank',
      title: '这一步还缺条件',
      status: 409,
      detail: '',
      instance: '1',
      code: 'version_not_ready',
      errors: [
        { pointer: '/authors', code: 'not_author', detail: '您写过这一版，要换一个人来办' },
        { pointer: '/caseRun', code: 'cases_run', detail: '还没验算案例，请先点“验算”' },
      ],
    }
    await openVersion(versionFor({ state: 'approved' }, { permittedEvents: ['schedule'] }), {
      [`POST ${path}/events`]: () => ({ statusCode: 409, data: problem }),
    })
    await tap('定生效日')
    await type('从哪天起', '2021-07-01')
    await tap('定生效日')
    for (const { detail } of problem.errors) expect(screen.getByText(detail)).toBeInTheDocument()
  })

  it('counts claims that stay, and those that change, and signs what was seen', async () => {
    const modal = jest.spyOn(Taro, 'showModal')
    const view = versionFor(
      { state: 'approved', stateText: '已批准' },
      { difference: difference(), permittedEvents: ['sign_difference'] },
    )
    await openVersion(view, { [`POST ${path}/difference/signature`]: () => ok(view) })
    expect(screen.getByText('7件')).toBeInTheDocument()
    expect(screen.getByText('金额变多：3件')).toBeInTheDocument()
    expect(screen.getByText('合计多300元')).toBeInTheDocument()
    await tap('看过了，签字')
    await type('您的意见', '变化符合新文件')
    await tap('签字')
    expect(sentTo(`${path}/difference/signature`)).toEqual({
      revision: 3,
      hash: 'ab'.repeat(32),
      changed: 3,
      statement: '变化符合新文件',
    })
    expect(modal.mock.calls.at(-1)).toMatchObject([
      { content: expect.stringContaining('3件会变，合计从5000元到5300元') as string },
    ])
    modal.mockRestore()
  })

  it('says that a comparison with an older version has to be made again', async () => {
    await openVersion(versionFor({}, { difference: difference({ isCurrent: false }) }))
    expect(screen.getByText('比对过时了')).toBeInTheDocument()
  })
})

describe('for everybody', () => {
  const item = {
    id: policyId,
    code: 'p',
    version: 1,
    title: '实施方案',
    state: 'active',
    stateText: '执行中',
    preset: 'notice',
    hash: '0123456789abcdef'.repeat(4),
    effectiveFrom: '2019-01-01',
    effectiveUntil: '2021-12-31',
    activeFrom: '2019-01-01',
    closedOn: null,
    people: null,
  }

  it('says which version holds now, since when, with its fingerprint, and which ones held before', async () => {
    const before = {
      ...item,
      id: 'e'.repeat(24),
      version: 0,
      state: 'closed',
      stateText: '已停止',
      closedOn: '2018-12-31',
    }
    answer({ ...status, 'GET /policies': () => ok({ items: [item, before] }) })
    await act(async () => void render(<PolicyListPage />))
    expect(screen.getByText('第1版')).toBeInTheDocument()
    expect(screen.getByText('2019年1月1日起用')).toBeInTheDocument()
    expect(screen.getByText(item.hash)).toBeInTheDocument()
    expect(screen.getByText('以前的')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '照现在的起草新版' })).toBeNull()
  })

  it('shows the desk, and nobody else, who drafted, reviewed and approved', async () => {
    const people = { authorNames: ['演示·甲', '演示·乙'], reviewerName: '演示·丙', approverName: '演示·丁' }
    const draft = {
      ...item,
      id: 'd'.repeat(24),
      version: 2,
      state: 'draft',
      stateText: '草稿',
      activeFrom: null,
    }
    const begun = { ...people, reviewerName: null, approverName: null }
    const items = [
      { ...draft, people: begun },
      { ...item, people },
    ]
    answer({ ...status, 'GET /policies': () => ok({ items }) })
    await act(async () => void render(<PolicyListPage />))
    for (const name of ['演示·甲、演示·乙', '演示·丙', '演示·丁'])
      expect(screen.getByText(name)).toBeInTheDocument()
    const [note] = screen.getAllByText(/^还没定从哪天起用/)
    expect(note).toHaveTextContent('起草：演示·甲、演示·乙')
    expect(note).not.toHaveTextContent('复核')
    cleanup()
    answer({ ...status, 'GET /policies': () => ok({ items: [item] }) })
    await act(async () => void render(<PolicyListPage />))
    expect(screen.queryByText('起草')).toBeNull()
  })

  it('reads the sums with the words they rest on, and nothing of the desk', async () => {
    await openVersion(versionFor({ desk: null, state: 'active', stateText: '执行中' }))
    expect(screen.getByText('“按每人不超过1000元标准给予补贴”')).toBeInTheDocument()
    expect(screen.queryByText('办理经过')).toBeNull()
    expect(screen.queryByRole('button', { name: '验算' })).toBeNull()
  })
})

it('says at the top who sent a draft back and why, until it is reviewed again', async () => {
  const step = { at: '2021-06-18T02:00:00.000Z', actorName: '演示·许科员', isRefused: false, times: 1 }
  const returned = { ...step, event: 'return_to_draft' as const, label: '退回修改', detail: '出处写错了条' }
  await openVersion(versionFor({}, { history: [returned] }))
  expect(screen.getByText('演示·许科员退回修改')).toBeInTheDocument()
  cleanup()
  const again = { ...step, event: 'review' as const, label: '复核通过', detail: '' }
  await openVersion(versionFor({ state: 'reviewed' }, { history: [returned, again] }))
  expect(screen.queryByText('演示·许科员退回修改')).toBeNull()
})

it('keeps steps that were refused in the course, with how often and why', async () => {
  const refused = {
    event: 'schedule' as const,
    label: '定生效日',
    detail: '还没验算案例',
    isRefused: true,
    times: 2,
  }
  const step = { at: '2021-06-18T02:00:00.000Z', actorName: '演示·唐处长' }
  await openVersion(versionFor({}, { history: [{ ...step, ...refused }] }))
  expect(screen.getByText('定生效日，没办成（2次）：演示·唐处长')).toBeInTheDocument()
  expect(screen.getByText('还没验算案例')).toBeInTheDocument()
})
