import Taro from '@tarojs/taro'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { EditPolicyVersionBody, PolicyVersionView } from '#shared/policy-versions'
import PolicyEditPage from '../../miniapp/src/packages/policy/edit/index'
import { policyId, versionFor } from '../support/policy-content'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone, type Answer } from '../support/taro'

const path = `/policies/${policyId}`
const tap = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const type = (label: string, value: string) =>
  act(async () => void fireEvent.change(screen.getByLabelText(label), { target: { value } }))

async function openEditor(
  view: PolicyVersionView,
  onSave: () => Answer | Promise<Answer> = () => ({ statusCode: 200, data: view }),
): Promise<void> {
  phone.params = { id: policyId }
  answer({
    ...status,
    [`GET ${path}`]: () => ({ statusCode: 200, data: view }),
    [`PUT ${path}`]: onSave,
  })
  await act(async () => void render(<PolicyEditPage />))
}

async function changeSum(): Promise<void> {
  await tap('展开：（十一）重点领域技能培训补贴')
  await type('金额（元）', '600')
}

beforeEach(() => signInAs('policy_editor'))

it('shows each figure with its clause and the words it rests on', async () => {
  await openEditor(versionFor())
  await tap('展开：（十一）重点领域技能培训补贴')
  expect(screen.getByText('“按每人500元标准给予补贴”')).toBeInTheDocument()
  expect(screen.getAllByText('依据：（十一）').length).toBeGreaterThan(1)
})

it('puts old beside new, says that the quoted words lack the new figure, and can take it back', async () => {
  await openEditor(versionFor())
  await changeSum()
  expect(screen.getByText('原来：500元 → 现在：600元')).toBeInTheDocument()
  expect(screen.getByText('这句话里没有“600”，请换成写着新数的原话。')).toBeInTheDocument()
  await tap('还原：金额（元）')
  expect(screen.queryByText(/原来：/)).toBeNull()
})

it('says beside the field what is wrong, and does not save it', async () => {
  await openEditor(versionFor())
  await tap('展开：（十一）重点领域技能培训补贴')
  await type('金额（元）', '六百')
  expect(screen.getByText('金额写成 500 或 500.50 这样')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: /^保存/ })).toBeNull()
})

it('leads from anywhere to the first mistake', async () => {
  await openEditor(versionFor())
  await tap('展开：（十一）重点领域技能培训补贴')
  await type('金额（元）', '六百')
  await act(async () => void fireEvent.click(screen.getByRole('tab', { name: '过渡' })))
  expect(screen.queryByLabelText('金额（元）')).toBeNull()
  await tap('去看哪里不对')
  expect(screen.getByLabelText('金额（元）')).toHaveValue('六百')
})

it('lets annex and cases follow a sum, and saves all with the revision and the reason', async () => {
  await openEditor(versionFor())
  await changeSum()
  await tap('附件一起改成600元')
  await tap('案例预期按600元改')
  await tap(/^保存144处改动$/)
  await tap('保存')
  expect(screen.getByText('写一句为什么改，就能保存')).toBeInTheDocument()
  await type('改了什么，为什么改', '按新文件提到600元')
  await tap('保存')
  const body = sentTo(path) as EditPolicyVersionBody
  expect(body).toMatchObject({ revision: 3, note: '按新文件提到600元' })
  expect(body.document.rules.find((rule) => rule.id === 'R11-1')?.amount.fen).toBe(60_000)
  expect(body.catalogue.find((row) => row.seq === 41)?.amountYuan).toBe(600)
  expect(body.cases[0]?.expect.amount).toEqual({ kind: 'fixed', fen: 60_000 })
})

it('refuses a figure for which no text is named', async () => {
  await openEditor(versionFor())
  await act(async () => void fireEvent.click(screen.getByRole('tab', { name: '疑义和设置' })))
  await tap(/^展开：A20/)
  await type('每年最多几次', '3')
  expect(screen.getByText('没有出处不能写数字：请填条款和原文')).toBeInTheDocument()
  await tap(/^写出处：每年最多几次/)
  await type('条款', '（三）')
  await type('原文', '每人每年最多3次')
  expect(screen.queryByText('没有出处不能写数字：请填条款和原文')).toBeNull()
})

it('keeps what was typed when one leaves, and puts it on top of what somebody else saved', async () => {
  await openEditor(versionFor())
  await changeSum()
  cleanup()
  const theirs = versionFor({}, { revision: 4 })
  const rule = theirs.document.rules.find((each) => each.id === 'R11-1')
  if (rule) rule.amount.fen = 70_000
  await openEditor(theirs)
  expect(screen.getByText('别人刚保存过这一版')).toBeInTheDocument()
  expect(screen.getByText(/其中1处别人也改了/)).toBeInTheDocument()
  expect(screen.getByText('金额（元）：别人写700元，您写600元')).toBeInTheDocument()
  const copied = jest.spyOn(Taro, 'setClipboardData')
  await tap('复制我改的')
  expect(copied).toHaveBeenLastCalledWith({ data: '金额（元）：原来500元，改成600元' })
  await tap('展开：（十一）重点领域技能培训补贴')
  expect(screen.getByLabelText('金额（元）')).toHaveValue('600')
  expect(screen.getByText('别人刚把这里改成：700元')).toBeInTheDocument()
  await tap('看过了，接着改')
  expect(screen.queryByText('别人刚保存过这一版')).toBeNull()
  expect(screen.getByText('原来：700元 → 现在：600元')).toBeInTheDocument()
})

it('lets go of what was changed in a rule that somebody else took away', async () => {
  await openEditor(versionFor())
  await changeSum()
  cleanup()
  const theirs = versionFor({}, { revision: 4 })
  theirs.document.rules = theirs.document.rules.filter((rule) => rule.id !== 'R11-1')
  await openEditor(theirs)
  expect(screen.getByText(/其中1处别人也改了/)).toBeInTheDocument()
  await tap('看过了，接着改')
  expect(screen.queryByText('展开：（十一）重点领域技能培训补贴')).toBeNull()
})

it('sends other content under another key after an answer was lost', async () => {
  await openEditor(versionFor(), () => {
    throw Object.assign(new Error('cut'), { errMsg: 'request:fail timeout' })
  })
  await changeSum()
  await tap('附件一起改成600元')
  await tap(/^保存\d+处改动$/)
  await type('改了什么，为什么改', '提到600元')
  await tap('保存')
  await tap('保存')
  await type('改了什么，为什么改', '按新文件提到600元')
  await tap('保存')
  const keys = phone.sent
    .filter(({ method }) => method === 'PUT')
    .map((each) => each.header['Idempotency-Key'])
  const [first] = keys
  expect(keys.length).toBeGreaterThan(2)
  expect(keys.at(-1)).not.toBe(first)
  expect(new Set(keys).size).toBe(2)
})

it('shows what the server refused at its place', async () => {
  const problem = {
    type: 'about:blank',
    title: '有几处需要改',
    status: 422,
    detail: '',
    instance: '1',
    code: 'invalid_fields',
    errors: [{ pointer: '/transition/sentence', code: 'too_long', detail: '最多200个字' }],
  }
  await openEditor(versionFor(), () => ({ statusCode: 422, data: problem }))
  await act(async () => void fireEvent.click(screen.getByRole('tab', { name: '过渡' })))
  await type('工人看到的过渡说明', '旧的按旧的办')
  await tap('保存1处改动')
  await type('改了什么，为什么改', '说清楚')
  await tap('保存')
  expect(screen.getByText('最多200个字')).toBeInTheDocument()
})

it('finds a row of the catalogue by its name, and dates what happened to it with its source', async () => {
  await openEditor(versionFor())
  await act(async () => void fireEvent.click(screen.getByRole('tab', { name: '工种目录' })))
  await type('工种名字或序号', '钢筋工')
  await tap('展开：41 钢筋工')
  await tap('加一条撤销')
  await type('到哪天止', '2021-06-30')
  expect(screen.getByText('没有出处不能写数字：请填条款和原文')).toBeInTheDocument()
  await type('条款', '（六）')
  await type('原文', '动态调整职业（工种）目录')
  expect(screen.getByRole('button', { name: '保存1处改动' })).toBeInTheDocument()
})

it('edits no version that has been decided', async () => {
  await openEditor(versionFor({ state: 'scheduled', stateText: '已定生效日' }, { permittedEvents: [] }))
  expect(screen.getByText('这一版现在不能改')).toBeInTheDocument()
})

async function saveWith(note: string): Promise<void> {
  await tap(/^保存\d+处改动$/)
  await type('改了什么，为什么改', note)
  await tap('保存')
}
const openTransition = () => act(async () => void fireEvent.click(screen.getByRole('tab', { name: '过渡' })))
const sentence = '工人看到的过渡说明'
/** The version after this sentence was saved. */
function withSentence(text: string, revision: number): PolicyVersionView {
  const view = versionFor({}, { revision })
  return { ...view, transition: { ...view.transition, sentence: text } }
}

it('keeps what is typed while a save is on its way', async () => {
  let arrive: (answered: Answer) => void = () => undefined
  const onTheWay = new Promise<Answer>((resolve) => (arrive = resolve))
  await openEditor(versionFor(), () => onTheWay)
  await openTransition()
  await type(sentence, '旧的按旧的办')
  await saveWith('说清楚')
  await type(sentence, '旧的按旧的办，新的按新的办')
  await act(async () => arrive({ statusCode: 200, data: withSentence('旧的按旧的办', 4) }))
  expect(screen.getByLabelText(sentence)).toHaveValue('旧的按旧的办，新的按新的办')
  cleanup()
  await openEditor(withSentence('旧的按旧的办', 4))
  await openTransition()
  expect(screen.getByLabelText(sentence)).toHaveValue('旧的按旧的办，新的按新的办')
  expect(screen.queryByText('别人刚保存过这一版')).toBeNull()
})

it('keeps a place that is put back while its change is being saved', async () => {
  const before = versionFor().transition.sentence
  let arrive: (answered: Answer) => void = () => undefined
  const onTheWay = new Promise<Answer>((resolve) => (arrive = resolve))
  await openEditor(versionFor(), () => onTheWay)
  await openTransition()
  await type(sentence, '旧的按旧的办')
  await saveWith('说清楚')
  await type(sentence, before)
  await act(async () => arrive({ statusCode: 200, data: withSentence('旧的按旧的办', 4) }))
  expect(screen.getByLabelText(sentence)).toHaveValue(before)
  expect(screen.getByRole('button', { name: '保存1处改动' })).toBeInTheDocument()
})

it('has nothing left after a save, and the next change opens nothing by itself', async () => {
  await openEditor(versionFor(), () => ({ statusCode: 200, data: withSentence('旧的按旧的办', 4) }))
  await openTransition()
  await type(sentence, ' 旧的按旧的办 ')
  await saveWith('说清楚')
  expect(screen.queryByRole('button', { name: /^保存/ })).toBeNull()
  await type(sentence, '旧的照旧')
  expect(screen.queryByText('保存草稿')).toBeNull()
})

it('takes a version whose cases were run or that was signed since for no other content', async () => {
  await openEditor(versionFor())
  await openTransition()
  await type(sentence, '旧的按旧的办')
  cleanup()
  await openEditor(versionFor({}, { revision: 6 }))
  expect(screen.queryByText('别人刚保存过这一版')).toBeNull()
  await saveWith('说清楚')
  expect(sentTo(path)).toMatchObject({ revision: 6, note: '说清楚' })
})

it('takes other cases for other content', async () => {
  await openEditor(versionFor())
  await openTransition()
  await type(sentence, '旧的按旧的办')
  cleanup()
  const { desk } = versionFor()
  await openEditor(versionFor({}, { revision: 4, cases: desk?.cases.slice(1) ?? [] }))
  expect(screen.getByText('别人刚保存过这一版')).toBeInTheDocument()
})
