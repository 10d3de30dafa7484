import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import * as v from 'valibot'
import type { ClassDraft } from '#shared/class-draft'
import { filingView, type FilingView } from '#shared/class-filings'
import FilingPage from '../../miniapp/src/packages/class-desk/filing/index'
import { rebarDraft } from '../support/class-draft'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const id = 'f'.repeat(24)
const place = `/institution/class-filings/${id}`

/** A draft as the server shows it. */
function filing(draft: ClassDraft, more: Partial<FilingView> = {}): FilingView {
  return v.parse(filingView, {
    id,
    state: 'draft',
    stateText: '草稿',
    title: draft.title,
    tradeName: '钢筋工',
    institutionName: '演示·建安培训中心',
    startsOn: draft.startsOn,
    filedAt: null,
    revision: 3,
    permittedEvents: ['edit', 'file', 'cancel'],
    draft,
    institution: { id: 'e'.repeat(24), name: '演示·建安培训中心', kindText: '社会培训机构' },
    partner: null,
    tradeCategory: '建筑',
    isHighRisk: false,
    isExaminerListed: false,
    hours: { onsiteTenths: 400, onlineTenths: 0, safetyTenths: 40 },
    faults: [],
    noSubsidy: null,
    ahead: null,
    returned: null,
    history: [],
    ...more,
  })
}

async function openFiling(found: FilingView, saving: () => { statusCode: number; data: unknown }) {
  phone.params = { id }
  answer({
    ...status,
    [`GET /class-filings/${id}`]: () => ({ statusCode: 200, data: found }),
    'GET /institution/partners': () => ({ statusCode: 200, data: { items: [] } }),
    [`PUT ${place}`]: saving,
  })
  let page: ReturnType<typeof render> | null = null
  await act(async () => void (page = render(<FilingPage />)))
  return { leave: () => act(async () => page?.unmount()) }
}
const title = () => screen.getByRole('textbox', { name: '班名' })
const type = (words: string) => act(async () => void fireEvent.input(title(), { target: { value: words } }))

describe('writing down a class', () => {
  beforeEach(() => signInAs('institution'))

  it('is saved after a pause, as a change of what the server had', async () => {
    const renamed = rebarDraft({ title: '改了的班' })
    await openFiling(filing(rebarDraft()), () => ({
      statusCode: 200,
      data: filing(renamed, { revision: 4 }),
    }))
    await type('改了的班')
    await waitFor(() => expect(sentTo(place)).toEqual({ draft: renamed, revision: 3 }), { timeout: 3_000 })
  })

  it('loses nothing when the page is left before anything was saved', async () => {
    const { leave } = await openFiling(filing(rebarDraft()), () => ({ statusCode: 200, data: null }))
    await type('还没存的班')
    await leave()
    await openFiling(filing(rebarDraft()), () => ({ statusCode: 200, data: filing(rebarDraft()) }))
    expect(title()).toHaveProperty('value', '还没存的班')
  })

  it('overwrites nothing that a colleague has written meanwhile, and says so', async () => {
    const problem = { code: 'changed_meanwhile', title: '内容刚刚有变化', detail: '请刷新后再操作' }
    await openFiling(filing(rebarDraft()), () => ({
      statusCode: 409,
      data: { type: '/problems/changed_meanwhile', status: 409, instance: '1', ...problem },
    }))
    await type('我这边的班')
    await screen.findByText('同事刚刚也改了这份备案', {}, { timeout: 3_000 })
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: '看同事改的' })))
    expect(title()).toHaveProperty('value', '钢筋工培训班（第8期）')
  })

  it('says at once what cannot be, and what is missing only once it is to be filed', async () => {
    const faults = [
      { pointer: '/title', code: 'missing', detail: '请填写' },
      { pointer: '/endsOn', code: 'day', detail: '结束日期不能早于开班日期' },
    ]
    const found = filing(rebarDraft({ title: '' }), { faults })
    await openFiling(found, () => ({ statusCode: 200, data: found }))
    expect(screen.queryByText('请填写')).toBeNull()
    screen.getByText('结束日期不能早于开班日期')
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: '提交备案' })))
    await screen.findByText('请填写')
    screen.getByText('还有2处要写、要改，上面标红了')
  })
})
