import { randomUUID } from 'node:crypto'
import type { DemandView, UnmetSearch } from '#shared/trade-searches'
import { TradeSearchCounts, type TradeSearchCount } from '../../server/trade-searches/trade-search.model'
import { ok } from '../support/path-steps'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

let server: TestServer
let institution: Caller

beforeAll(async () => {
  server = await startTestServer({ BEHIND_PROXY: 'yes' })
  institution = await server.as('institution-jianan')
})
beforeEach(() => TradeSearchCounts.deleteMany())
afterAll(() => server.stop())

type Wish = Partial<UnmetSearch> & { term: string }
const search = (wish: Wish): UnmetSearch => ({ id: randomUUID(), area: null, kind: 'none', ...wish })
let phones = 0
/** Each from an address of its own. */
const send = (searches: UnmetSearch[]): Promise<Reply> => {
  phones += 1
  const headers = { 'X-Forwarded-For': `198.51.100.${phones}` }
  return server.anonymous.post('/trade-searches', { searches }, headers)
}
const report = (...wishes: Wish[]) => send(wishes.map(search))
const counted = (kept: Pick<TradeSearchCount, 'month' | 'term' | 'count'>): TradeSearchCount => ({
  ...kept,
  sources: kept.count,
  _id: `${kept.month}|none||${kept.term}`,
  area: null,
  kind: 'none',
  reportIds: [],
  expiresAt: new Date('2090-01-01'),
})
/** The same from several phones. */
const reportFrom = async (count: number, wish: Wish) => {
  for (let phone = 0; phone < count; phone += 1) await report(wish)
}
const times = (count: number, wish: Wish): Wish[] => Array.from({ length: count }, () => wish)
const demand = async (query = ''): Promise<DemandView> =>
  ok(await institution.get(`/trade-searches/demand${query}`))
const totals = ({ items }: DemandView) => items.map(({ term, total }) => [term, total])

describe('POST /trade-searches', () => {
  it('counts what is looked for in vain, by way of asking, without a sign-in', async () => {
    await reportFrom(3, { term: '保安' })
    expect((await report(...times(2, { term: '保安', kind: 'none_of_these' }))).status).toBe(204)
    expect((await demand()).items).toEqual([{ term: '保安', total: 5, noneCount: 3, noneOfTheseCount: 2 }])
  })

  it('counts a report once, however often it arrives', async () => {
    const searches = [search({ term: '保安' }), search({ term: '保安' })]
    await Promise.all([1, 2, 3].map(() => send(searches)))
    await report({ term: '保安' })
    expect(await TradeSearchCounts.findOne({ term: '保安' }).lean()).toMatchObject({ count: 3 })
  })

  it('counts every one of many reports that arrive together', async () => {
    const replies = await Promise.all(Array.from({ length: 12 }, () => report({ term: '电梯' })))
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 204))
    expect(totals(await demand())).toEqual([['电梯', 12]])
  })

  it('keeps nothing that leads to a person, not even of somebody who is signed in', async () => {
    const worker = await server.as('worker-ready')
    ok(await worker.post('/trade-searches', { searches: [search({ term: '保安', area: '海州区' })] }))
    const [kept] = await TradeSearchCounts.find().lean()
    expect(Object.keys(kept ?? {}).sort()).toEqual(
      ['_id', 'area', 'count', 'expiresAt', 'kind', 'month', 'reportIds', 'sources', 'term'].sort(),
    )
    expect(kept).toMatchObject({ _id: '2021-06|none|海州区|保安', month: '2021-06' })
    expect(server.logged.join()).not.toContain('保安')
  })

  it.each(['13800138000', '32070119850101001X', '我叫王小四', '加微信聊聊', '工'])(
    'drops %s without a word and counts the rest',
    async (term) => {
      expect((await report({ term }, { term: '保安' })).status).toBe(204)
      expect((await TradeSearchCounts.find().lean()).map((kept) => kept.term)).toEqual(['保安'])
    },
  )

  it('takes sixty new terms a day from one address, and goes on counting what is on the list', async () => {
    const headers = { 'X-Forwarded-For': '203.0.113.9' }
    const sendFrom = (terms: string[]) =>
      server.anonymous.post('/trade-searches', { searches: terms.map((term) => search({ term })) }, headers)
    await report({ term: '保安' })
    for (const from of [0, 20, 40, 60])
      ok(await sendFrom(Array.from({ length: 20 }, (_, place) => `电梯${from + place}型`)))
    expect(await TradeSearchCounts.countDocuments()).toBe(61)
    ok(await sendFrom(['保安']))
    expect(await TradeSearchCounts.findOne({ term: '保安' }).lean()).toMatchObject({ count: 2, sources: 2 })
  })

  it('takes one address for one source, in however many areas and ways it names a term', async () => {
    await report(
      { term: '保安', area: '海州区' },
      { term: '保安', area: '东海县' },
      { term: '保安' },
      { term: '保安', kind: 'none_of_these' },
    )
    expect((await demand()).items).toEqual([])
    await reportFrom(2, { term: '保安' })
    expect(totals(await demand())).toEqual([['保安', 6]])
  })

  it.each([
    ['/searches/0/area', { area: '朝阳区' }],
    ['/searches/0/kind', { kind: 'wished' }],
    ['/searches/0/id', { id: 'short' }],
    ['/searches/0/term', { term: '长'.repeat(65) }],
    ['/searches/0/phone', { phone: '13800138000' }],
  ])('refuses what it does not know: %s', async (pointer, wrong) => {
    const reply = await server.anonymous.post('/trade-searches', {
      searches: [{ ...search({ term: '保安' }), ...wrong }],
    })
    expect(reply.status).toBe(422)
    expect((reply.body as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer)
  })

  it('takes at most twenty searches at once, and thirty reports a minute from one address', async () => {
    expect((await report(...times(21, { term: '保安' }))).status).toBe(422)
    const statuses: number[] = []
    const headers = { 'X-Forwarded-For': '203.0.113.1' }
    for (let sent = 0; sent <= 30; sent += 1) {
      const body = { searches: [search({ term: '保安' })] }
      statuses.push((await server.anonymous.post('/trade-searches', body, headers)).status)
    }
    expect(statuses.slice(0, 30).every((status) => status === 204)).toBe(true)
    expect(statuses[30]).toBe(429)
  })
})

describe('GET /trade-searches/demand', () => {
  it('hides a term that one phone sends again and again, whatever ids it makes up', async () => {
    await report(...times(10, { term: '王小四' }))
    await report({ term: '王小四' })
    expect(totals(await demand())).toEqual([])
    await report({ term: '王小四' })
    expect(totals(await demand())).toEqual([['王小四', 12]])
  })

  it('hides a term that fewer than three phones name', async () => {
    await reportFrom(2, { term: '王小四' })
    await reportFrom(3, { term: '保安' })
    expect(totals(await demand())).toEqual([['保安', 3]])
  })

  it('tells the areas apart, and hides in each what is rare there', async () => {
    await reportFrom(3, { term: '保安', area: '海州区' })
    await reportFrom(2, { term: '保安', area: '东海县' })
    await report({ term: '保安' })
    expect(totals(await demand())).toEqual([['保安', 6]])
    expect(totals(await demand('?area=海州区'))).toEqual([['保安', 3]])
    expect(totals(await demand('?area=东海县'))).toEqual([])
  })

  it('looks back over whole months, this one included', async () => {
    await TradeSearchCounts.create([
      counted({ month: '2021-06', term: '保安', count: 4 }),
      counted({ month: '2021-04', term: '电梯', count: 4 }),
      counted({ month: '2020-07', term: '监理', count: 4 }),
      counted({ month: '2020-06', term: '造价', count: 4 }),
    ])
    expect(totals(await demand('?months=1'))).toEqual([['保安', 4]])
    expect(totals(await demand())).toEqual([
      ['保安', 4],
      ['电梯', 4],
    ])
    const year = await demand('?months=12')
    expect(totals(year).map(([term]) => term)).toEqual(['保安', '电梯', '监理'])
    expect([year.fromMonth, year.untilMonth]).toEqual(['2020-07', '2021-06'])
  })

  it('comes in pages, most wanted first, each term once', async () => {
    await TradeSearchCounts.create(
      Array.from({ length: 120 }, (_, place) =>
        counted({ month: '2021-06', term: `工种${place}`, count: 3 + (place % 7) }),
      ),
    )
    const pages: DemandView[] = []
    let cursor: string | null = null
    do {
      const page: DemandView = await demand(cursor ? `?cursor=${encodeURIComponent(cursor)}` : '')
      pages.push(page)
      cursor = page.nextCursor
    } while (cursor !== null)
    const items = pages.flatMap((page) => page.items)
    expect(pages.map((page) => page.items.length)).toEqual([50, 50, 20])
    expect(new Set(items.map(({ term }) => term)).size).toBe(120)
    expect(items.map(({ total }) => total)).toEqual(items.map(({ total }) => total).sort((a, b) => b - a))
  })

  it.each(['?months=2', '?area=北京', '?months[$gt]=1'])('refuses %s', async (query) => {
    expect((await institution.get(`/trade-searches/demand${query}`)).status).toBe(422)
  })

  it('says that a mutilated cursor leads nowhere', async () => {
    expect((await institution.get('/trade-searches/demand?cursor=x')).status).toBe(404)
  })

  it('is for institutions and the two bureaux only', async () => {
    for (const person of ['housing-officer', 'hr-officer'])
      expect((await (await server.as(person)).get('/trade-searches/demand')).status).toBe(200)
    for (const person of ['worker-ready', 'finance-officer'])
      expect((await (await server.as(person)).get('/trade-searches/demand')).status).toBe(403)
    expect((await server.anonymous.get('/trade-searches/demand')).status).toBe(401)
  })
})
