import { act, fireEvent, render, screen } from '@testing-library/react'
import Taro from '@tarojs/taro'
import type { ClaimView } from '#shared/claims'
import ReviewPage from '../../miniapp/src/packages/office/review/index'
import { answer, claimFor, sentTo, signInAs, status } from '../support/staff-phone'
import { phone, type Answer } from '../support/taro'

const events = `/claims/${'c'.repeat(24)}/events`
const nothingWaits = {
  'GET /review/claims?show=waiting': () => ({ statusCode: 200, data: { items: [], nextCursor: null } }),
}

async function review(
  claim: ClaimView,
  decide: () => Answer = () => ({ statusCode: 200, data: claim }),
): Promise<void> {
  phone.params = { id: claim.id }
  answer({
    ...status,
    ...nothingWaits,
    [`GET /claims/${claim.id}`]: () => ({ statusCode: 200, data: claim }),
    [`POST ${events}`]: decide,
  })
  await act(async () => void render(<ReviewPage />))
}

const button = (name: string) => screen.queryByRole('button', { name })
const tap = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const tick = (name: string) => fireEvent.click(screen.getByRole('checkbox', { name }))
const write = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const tickAll = () => ['姓名与身份证号一致', '收款账户是本人的'].forEach(tick)

describe('reviewing a claim', () => {
  beforeEach(() => signInAs('hr'))

  it('passes nothing before every check is ticked, and says what is missing', async () => {
    await review(claimFor({ amount: { kind: 'fixed', fen: 50_000, unit: 'per_person' } }))
    tick('姓名与身份证号一致')
    expect(screen.getByText('通过之前还要：核对“收款账户是本人的”')).toBeInTheDocument()
    await tap('通过')
    expect(sentTo(events)).toBeUndefined()
    tick('收款账户是本人的')
    await tap('通过')
    expect(sentTo(events)).toEqual({ event: 'pass', checks: ['identity', 'account'], revision: 3 })
  })

  it('asks for sum and reason where the sum is a cap, and sends integer fen', async () => {
    await review(claimFor())
    tickAll()
    expect(screen.getByText('通过之前还要：核定金额、核定理由')).toBeInTheDocument()
    write('发多少元', '800.50')
    write('核定理由', '按实际费用')
    await tap('通过')
    expect(sentTo(events)).toMatchObject({ decidedFen: 80_050, reason: '按实际费用' })
  })

  it.each([
    ['1000.01', '最高1000元'],
    ['0', '核定金额要大于0；不发放请选“不通过”'],
    ['一千', '金额写成 800 或 800.50 这样'],
  ])('refuses %s as the decided sum', async (sum, sentence) => {
    await review(claimFor())
    tickAll()
    write('发多少元', sum)
    write('核定理由', '按实际费用')
    expect(screen.getByText(sentence)).toBeInTheDocument()
    await tap('通过')
    expect(sentTo(events)).toBeUndefined()
  })

  it('never draws the cap without 最高, and asks the housing bureau for no sum', async () => {
    await review(claimFor({ state: 'housing_review' }))
    expect(screen.getByLabelText('最高1000元')).toBeInTheDocument()
    expect(screen.queryByLabelText('发多少元')).toBeNull()
  })

  it('offers only what the server permits', async () => {
    await review(claimFor({ permittedEvents: ['return'] }))
    expect(button('退回')).toBeInTheDocument()
    expect(button('通过')).toBeNull()
    expect(button('不通过')).toBeNull()
  })

  it('offers no decision on a claim that is not the viewer’s to decide', async () => {
    await review(claimFor({ permittedEvents: [] }))
    expect(screen.getByText('现在不用您办')).toBeInTheDocument()
    expect(button('通过')).toBeNull()
  })

  it('sends back with a coded reason, after saying what the worker will read', async () => {
    const modal = jest.spyOn(Taro, 'showModal')
    await review(claimFor())
    await tap('退回')
    fireEvent.click(screen.getByRole('radio', { name: '收款账户有问题' }))
    const [last] = screen.getAllByRole('button', { name: '退回' })
    await act(async () => void (last && fireEvent.click(last)))
    expect(modal.mock.calls.at(-1)).toMatchObject([
      { content: expect.stringContaining('请核对收款账户') as string },
    ])
    expect(sentTo(events)).toEqual({ event: 'return', reasonCode: 'account_invalid', revision: 3 })
    modal.mockRestore()
  })

  it('keeps what was typed when somebody else changed the claim, and asks to tick again', async () => {
    let revision = 3
    const changed = {
      type: 't',
      title: '内容刚刚有变化',
      status: 409,
      detail: '',
      instance: 'i',
      code: 'changed_meanwhile',
    }
    const claim = claimFor()
    await review(claim, () => ({ statusCode: 409, data: changed }))
    tickAll()
    write('发多少元', '900')
    write('核定理由', '按实际费用')
    revision = 4
    answer({
      ...status,
      [`GET /claims/${claim.id}`]: () => ({ statusCode: 200, data: { ...claim, revision } }),
      [`POST ${events}`]: () => ({ statusCode: 409, data: changed }),
    })
    await tap('通过')
    expect(screen.getByText('这件刚刚有变化')).toBeInTheDocument()
    expect(screen.getByLabelText('发多少元')).toHaveValue('900')
    expect(screen.getByText(/^通过之前还要：核对/)).toBeInTheDocument()
  })

  it('says that the decision was not taken when the worker has withdrawn meanwhile', async () => {
    const refusal = {
      type: 't',
      title: '现在不能这样做',
      status: 409,
      detail: '工人已撤回',
      instance: 'i',
      code: 'not_in_this_state',
    }
    const claim = claimFor({ state: 'housing_review' })
    await review(claim)
    answer({
      ...status,
      [`GET /claims/${claim.id}`]: () => ({
        statusCode: 200,
        data: { ...claim, state: 'withdrawn', stateText: '已撤回', permittedEvents: [] },
      }),
      [`POST ${events}`]: () => ({ statusCode: 409, data: refusal }),
    })
    tickAll()
    await tap('通过')
    expect(screen.getByText('现在不能这样做')).toBeInTheDocument()
    expect(screen.getByText('这件现在是：已撤回。')).toBeInTheDocument()
    expect(button('通过')).toBeNull()
  })

  it('is closed to people of another role', async () => {
    await signInAs('finance')
    await review(claimFor())
    expect(screen.getByText('这一页是住建部门、人社部门用的')).toBeInTheDocument()
  })
})

describe('the work on a claim', () => {
  const work = { assignee: null, notes: [], dueOn: '2021-06-21', duty: 'soon' as const, conflict: null }
  beforeEach(() => signInAs('hr'))

  it('says by when it is to be decided and in whose hands it is; a colleague’s are not mine', async () => {
    const assignee = { id: 'a'.repeat(24), name: '演示·何科员', isMe: false }
    await review(claimFor({ work: { ...work, assignee }, permittedEvents: [] }))
    expect(screen.getByText('2021年6月21日')).toBeInTheDocument()
    expect(screen.getByText('快到期')).toBeInTheDocument()
    expect(screen.getByText('演示·何科员在办。要您来办，先点“我来办”。')).toBeInTheDocument()
    expect(button('通过')).toBeNull()
  })

  it('is taken in hand with one tap, with the revision on the screen', async () => {
    const claim = claimFor({ work })
    const mine = { id: 'b'.repeat(24), name: '演示·刘科员', isMe: true }
    const place = `/claims/${claim.id}`
    phone.params = { id: claim.id }
    answer({
      ...status,
      ...nothingWaits,
      [`GET ${place}`]: () => ({ statusCode: 200, data: claim }),
      [`GET ${place}/colleagues`]: () => ({ statusCode: 200, data: { items: [mine] } }),
      [`PUT ${place}/assignee`]: () => ({
        statusCode: 200,
        data: claimFor({ work: { ...work, assignee: mine } }),
      }),
    })
    await act(async () => void render(<ReviewPage />))
    await tap('我来办')
    expect(sentTo(`${place}/assignee`)).toEqual({ assigneeId: mine.id, revision: claim.revision })
    expect(button('放回去，谁都可以办')).not.toBeNull()
  })

  it('says why one keeps out of it', async () => {
    await review(
      claimFor({
        work: { ...work, conflict: '您申报过和这家机构有关系，要回避，请同事来办' },
        permittedEvents: [],
      }),
    )
    expect(screen.getByText('您要回避')).toBeInTheDocument()
    expect(button('我来办')).toBeNull()
  })
})
