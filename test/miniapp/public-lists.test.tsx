import { act, fireEvent, render, screen } from '@testing-library/react'
import type { ListedInstitutionView } from '#shared/public-lists'
import PublicListsPage from '../../miniapp/src/packages/lists/all/index'
import EnterEvaluationBodyPage from '../../miniapp/src/packages/lists/enter-body/index'
import ListedBodyPage from '../../miniapp/src/packages/lists/body/index'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const page = () => document.body.textContent ?? ''
const tap = (name: string) => act(async () => void fireEvent.click(screen.getByText(name)))
const id = 'c'.repeat(24)
const listed: ListedInstitutionView = {
  id,
  name: '演示·建安培训中心',
  kind: 'social_body',
  district: '海州区',
  address: '海州区建安路1号',
  phone: '0518-00000101',
  location: null,
  credit: { grade: 'A级', asOf: '2021-03-31', source: '演示·评价' },
  standing: 'listed',
  listPeriods: [
    {
      ...{
        id,
        from: '2019-01-01',
        until: '2019-12-31',
        document: '演示·目录1号',
        endDocument: '演示·调整2号',
      },
      corrections: [
        { from: '2019-02-01', until: '2019-12-31', reason: '月份写错了', correctedOn: '2021-06-10' },
      ],
    },
    {
      ...{ id: 'd'.repeat(24), from: '2020-02-01', until: null, document: '演示·目录3号', endDocument: null },
      corrections: [],
    },
  ],
  isDemo: true,
  tradeSeqs: [41],
  record: {
    examined: 25,
    passPercent: 92,
    paidClaims: 3,
    medianDays: null,
    measuredAt: '2021-06-18T01:00:00.000Z',
  },
}
const found = (items: ListedInstitutionView[], nextCursor: string | null = null) => ({
  statusCode: 200,
  data: { items, total: items.length, nextCursor },
})
const LIST = '/public/training-institutions'

describe('the public lists', () => {
  it('show who is in the list and how they do, to anybody, and lead to each of them', async () => {
    answer({ ...status, [`GET ${LIST}`]: () => found([listed]) })
    await act(async () => void render(<PublicListsPage />))
    expect(page()).toContain('在目录里')
    expect(page()).toContain('合格率92%')
    expect(page()).not.toContain('申领到到账')
    await tap('演示·建安培训中心')
    expect(phone.opened.at(-1)).toContain(`list=institutions&id=${id}`)
    expect(phone.sent.every(({ header }) => header['Authorization'] === undefined)).toBe(true)
  })

  it('are narrowed down by tapping, say what is chosen, and go back to all when nothing is found', async () => {
    answer({
      ...status,
      [`GET ${LIST}`]: () => found([listed]),
      [`GET ${LIST}?district=${encodeURIComponent('灌南县')}`]: () => found([]),
    })
    await act(async () => void render(<PublicListsPage />))
    await tap('筛选')
    await tap('灌南县')
    expect(page()).toContain('只看：灌南县')
    expect(page()).toContain('没有找到')
    await tap('看全部')
    expect(page()).toContain('演示·建安培训中心')
    expect(page()).not.toContain('只看')
  })

  it('come page by page', async () => {
    answer({
      ...status,
      [`GET ${LIST}`]: () => found([listed], id),
      [`GET ${LIST}?cursor=${id}`]: () => found([{ ...listed, id: 'f'.repeat(24), name: '演示·第二家' }]),
    })
    await act(async () => void render(<PublicListsPage />))
    await tap('看更多')
    expect(page()).toContain('演示·第二家')
  })

  it('say of a body when and by which document it came and went, and no figure where there are few people', async () => {
    phone.params = { list: 'institutions', id }
    answer({
      ...status,
      [`GET ${LIST}/${id}`]: () => ({ statusCode: 200, data: listed }),
      [`GET /classes?institutionId=${id}`]: () => ({
        statusCode: 200,
        data: { items: [], nextCursor: null },
      }),
    })
    await act(async () => void render(<ListedBodyPage />))
    expect(page()).toContain('2020年2月1日起演示·目录3号')
    expect(page()).toContain('列入：演示·目录1号\n移出：演示·调整2号')
    expect(page()).toContain('2021年6月10日更正，原来写的是2019年2月1日到2019年12月31日。原因：月份写错了')
    expect(page()).toContain('人数还少，先不算')
    expect(page()).toContain('现在没有开班')
    expect(page()).toContain('A级（2021年3月31日，演示·评价）')
  })
})

describe('keeping a list', () => {
  const path = `/public-lists/training-institutions/${id}/entries/${'d'.repeat(24)}/end`
  const draw = async () => {
    phone.params = { list: 'institutions', id }
    answer({
      ...status,
      [`GET ${LIST}/${id}`]: () => ({ statusCode: 200, data: listed }),
      [`GET /classes?institutionId=${id}`]: () => ({
        statusCode: 200,
        data: { items: [], nextCursor: null },
      }),
      [`POST ${path}`]: () => ({ statusCode: 204, data: null }),
    })
    await act(async () => void render(<ListedBodyPage />))
  }
  const fill = (label: string, value: string) =>
    act(async () => void fireEvent.change(screen.getByLabelText(label), { target: { value } }))

  it('is shown to nobody else', async () => {
    await draw()
    expect(page()).not.toContain('移出目录')
  })

  it('takes a body out by its last day and the document, and asks for both', async () => {
    await signInAs('housing')
    await draw()
    expect(page()).toContain('请选日期')
    await fill('请选日期', '2021-06-30')
    expect(page()).toContain('没有文件依据，不能改目录')
    await fill('依据的文件名或文号', '演示·调整4号')
    await tap('移出')
    expect(sentTo(path)).toEqual({ until: '2021-06-30', document: '演示·调整4号' })
  })
})

describe('putting right a time in a list', () => {
  const path = `/public-lists/training-institutions/${id}/entries/${'d'.repeat(24)}`

  it('begins with a tap on that time, keeps what is right and asks for the reason', async () => {
    await signInAs('housing')
    phone.params = { list: 'institutions', id }
    answer({
      ...status,
      [`GET ${LIST}/${id}`]: () => ({ statusCode: 200, data: listed }),
      [`GET /classes?institutionId=${id}`]: () => ({
        statusCode: 200,
        data: { items: [], nextCursor: null },
      }),
      [`PUT ${path}`]: () => ({ statusCode: 204, data: null }),
    })
    await act(async () => void render(<ListedBodyPage />))
    await tap('2020年2月1日起')
    expect(page()).toContain('请写为什么更正')
    await act(
      async () =>
        void fireEvent.change(screen.getByLabelText('为什么更正'), { target: { value: '文号写错了' } }),
    )
    await tap('更正')
    expect(sentTo(path)).toEqual({
      ...{ from: '2020-02-01', until: null, document: '演示·目录3号', endDocument: null },
      reason: '文号写错了',
    })
  })
})

describe('entering an evaluation body', () => {
  const fill = (label: string, value: string) =>
    act(async () => {
      const field = screen.getByLabelText(label)
      fireEvent.input(field, { target: { value } })
      fireEvent.change(field, { target: { value } })
    })

  it('says what is missing, which rows the annex does not have, and sends what was written', async () => {
    await signInAs('housing')
    answer({ ...status, 'POST /public-lists/evaluation-bodies': () => ({ statusCode: 201, data: { id } }) })
    await act(async () => void render(<EnterEvaluationBodyPage />))
    expect(page()).toContain('请填名称')
    await fill('名称', '演示·新评价中心')
    await fill('别的名称', '演示·新评中心、演示·新中心')
    await act(async () => void fireEvent.click(screen.getByText('职业资格或技能等级证书')))
    expect(page()).toContain('请选能评哪几级')
    await act(async () => void fireEvent.click(screen.getByRole('checkbox', { name: '初级工（五级）' })))
    await fill('目录里的工种序号', '41、46、900')
    expect(page()).toContain('目录里没有：900')
    await fill('目录里的工种序号', '46，39-41')
    await fill('请选日期', '2021-06-01')
    await fill('文件名或文号', '演示·目录2021年第9号')
    await tap('列入目录')
    expect(sentTo('/public-lists/evaluation-bodies')).toMatchObject({
      name: '演示·新评价中心',
      otherNames: ['演示·新评中心', '演示·新中心'],
      assesses: [{ kind: 'level', levels: [5], tradeSeqs: [39, 40, 41, 46] }],
      entry: { from: '2021-06-01', document: '演示·目录2021年第9号' },
    })
  })
})
