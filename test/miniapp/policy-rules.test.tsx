import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { EditPolicyVersionBody } from '#shared/policy-versions'
import PolicyEditPage from '../../miniapp/src/packages/policy/edit/index'
import { policyId, versionFor } from '../support/policy-content'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const path = `/policies/${policyId}`
const tap = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const choose = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getAllByRole('radio', { name }).at(-1) ?? document.body))
const part = (name: string) => act(async () => void fireEvent.click(screen.getByRole('tab', { name })))
const type = (label: string, value: string) =>
  act(async () => void fireEvent.change(screen.getByLabelText(label), { target: { value } }))

async function save(): Promise<EditPolicyVersionBody> {
  await tap(/^保存\d+处改动$/)
  await type('改了什么，为什么改', '按新文件')
  await tap('保存')
  return sentTo(path) as EditPolicyVersionBody
}

beforeEach(async () => {
  await signInAs('policy_editor')
  phone.params = { id: policyId }
  const view = versionFor()
  answer({
    ...status,
    [`GET ${path}`]: () => ({ statusCode: 200, data: view }),
    [`PUT ${path}`]: () => ({ statusCode: 200, data: view }),
  })
  await act(async () => void render(<PolicyEditPage />))
})

describe('a new rule', () => {
  it('as a copy stands where its original stands, under its own number', async () => {
    await tap('新增一条')
    await type('编号', 'R11-1')
    await choose(/重点领域技能培训补贴，R11-1/)
    await tap('加进条款')
    expect(screen.getByText('这个编号已经有了，换一个')).toBeInTheDocument()
    await type('编号', 'R12')
    await tap('加进条款')
    await type('工人看到的名字', '新办的培训补贴')
    const { document } = await save()
    const rule = document.rules.find((each) => each.id === 'R12')
    expect(rule).toMatchObject({ title: '新办的培训补贴', amount: { fen: 50_000 } })
    expect(rule?.conditions.map((each) => each.id)).toEqual(['R12-1', 'R12-2', 'R12-3'])
    expect(document.exclusiveGroups[0]?.sides[0]?.rules).toContain('R12')
    expect(document.evidence.find((each) => each.rules.includes('R11-1'))?.rules).toContain('R12')
  })

  it('as an empty form asks for its sum and its source before it can be saved', async () => {
    await tap('新增一条')
    await tap('加进条款')
    expect(screen.getByText('金额写成 500 或 500.50 这样')).toBeInTheDocument()
    expect(screen.getByText('没有出处，不能写金额：请填条款和原文')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /^保存/ })).toBeNull()
    await type('工人看到的名字', '雨天培训补贴')
    await type('金额（元）', '300')
    await tap('写出处：金额（元）、定额还是最高、按什么算')
    await type('条款', '（十二）')
    await tap('加一个条件')
    await choose('课时')
    await type('最少课时', '16')
    expect(screen.getAllByText('没有出处不能写数字：请填条款和原文').length).toBeGreaterThan(0)
  })
})

describe('a rule that is taken away', () => {
  const title = '（十）初级工（专项能力）证书补贴'
  const open = `展开：${title}`

  it('goes only after a question, and comes back by undo or later', async () => {
    const modal = jest.spyOn(Taro, 'showModal')
    modal.mockResolvedValueOnce({ confirm: false, cancel: true, errMsg: '' })
    await tap(open)
    await tap('去掉这一条')
    expect(screen.getByRole('button', { name: `收起：${title}` })).toBeInTheDocument()
    await tap('去掉这一条')
    expect(screen.getByText(`去掉了：${title}（R10-1）`)).toBeInTheDocument()
    await tap('撤销刚才去掉的')
    expect(screen.queryByText(/^去掉了/)).toBeNull()
    await tap('去掉这一条')
    await tap('放回去')
    expect(screen.queryByRole('button', { name: /^保存/ })).toBeNull()
    expect(screen.getByText('去看验算和比对')).toBeInTheDocument()
  })

  it('leaves the lists that named it, and takes along what asks for it', async () => {
    await tap(open)
    await tap('去掉这一条')
    const { document } = await save()
    expect(JSON.stringify(document)).not.toContain('"R10-1"')
  })

  it('is asked for by name where the annex still pays by it', async () => {
    await tap('展开：（十一）重点领域技能培训补贴')
    await tap('去掉这一条')
    expect(screen.queryByRole('button', { name: /^保存/ })).toBeNull()
    await tap('去看哪里不对')
    expect(screen.getAllByText('发钱的那一条已经去掉，请另选一条').length).toBeGreaterThan(0)
  })
})

it('takes a condition away after a question, and brings it back', async () => {
  await tap('展开：（十一）重点领域技能培训补贴')
  await tap('去掉条件：课时')
  expect(screen.queryByLabelText('最少课时')).toBeNull()
  await tap('撤销刚才去掉的')
  expect(screen.getByLabelText('最少课时')).toHaveValue('40')
})

it('writes where a borrowed value comes from, and wants at least a name and a place', async () => {
  await part('口径')
  const [first] = screen.getAllByLabelText('来源')
  await act(async () => void fireEvent.change(first ?? document.body, { target: { value: '' } }))
  expect(screen.getByText('请填写')).toBeInTheDocument()
  await act(async () => void fireEvent.change(first ?? document.body, { target: { value: '省厅文件' } }))
  const { document: saved } = await save()
  expect(JSON.stringify(saved.presets)).toContain('省厅文件')
})
