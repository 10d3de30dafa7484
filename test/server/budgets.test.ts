import { Types } from 'mongoose'
import { afterEntry, type BudgetLineView, type BudgetListView, type FundEntryListView } from '#shared/budgets'
import type { BatchView } from '#shared/payouts'
import { BudgetLines, FundEntries } from '../../server/budgets/budget.model'
import { codeOf, openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server, 500)
})
afterAll(() => server.stop())

const lines = async () => ok<BudgetListView>(await desk.finance.get('/budgets')).items
const lineAt = async (id: string) => (await lines()).find((line) => line.id === id)
const entriesOf = async (id: string) =>
  ok<FundEntryListView>(await desk.finance.get(`/budgets/${id}/entries`)).items
const allotment = (more: object = {}) => ({
  ...{ source: '就业补助资金', year: 2021, amountFen: 100_000, document: '连财社〔2021〕1号' },
  ...more,
})

async function newLine(more: object = {}): Promise<BudgetLineView> {
  return ok<BudgetLineView>(await desk.finance.post('/budgets/allotments', allotment(more)))
}

async function frozen(lineId: string, count = 1) {
  const claims = []
  for (let index = 0; index < count; index += 1) claims.push((await desk.newPayable()).claim)
  const batch = await steps.openBatch(desk.finance, claims)
  const body = { event: 'freeze', revision: batch.revision, lineId }
  return { batch, reply: await desk.finance.post(`/payout-batches/${batch.id}/events`, body) }
}

/** The sums are what the entries come to, whatever has happened. */
afterEach(async () => {
  for (const line of await BudgetLines.find().lean()) {
    const entries = await FundEntries.find({ lineId: line._id }).sort({ _id: 1 }).lean()
    const nothing = { plannedFen: 0, committedFen: 0, paidFen: 0 }
    const { plannedFen, committedFen, paidFen } = entries.reduce(
      (sums, { kind, amountFen }) => afterEntry(sums, kind, amountFen),
      nothing,
    )
    expect([line.plannedFen, line.committedFen, line.paidFen]).toEqual([plannedFen, committedFen, paidFen])
  }
})

describe('money', () => {
  it('is allotted by a document, and more for the same source and year is added', async () => {
    const first = await newLine({ source: '专账甲' })
    expect(first).toMatchObject({ plannedFen: 100_000, availableFen: 100_000, canCarryOver: false })
    const second = await newLine({ source: '专账甲', amountFen: 1, document: '追加' })
    expect(second).toMatchObject({ id: first.id, plannedFen: 100_001 })
    expect(await entriesOf(first.id)).toMatchObject([
      { kind: 'allot', amountFen: 1, document: '追加', label: '下达' },
      { kind: 'allot', amountFen: 100_000, batchId: null },
    ])
  })

  it.each([
    ['nothing', { amountFen: 0 }],
    ['less than nothing', { amountFen: -1 }],
    ['a part of a fen', { amountFen: 0.5 }],
    ['a year long past', { year: 1999 }],
    ['no document', { document: ' ' }],
    ['no name', { source: '' }],
  ])('is not allotted with %s', async (_, more) => {
    expect((await desk.finance.post('/budgets/allotments', allotment(more))).status).toBe(422)
  })

  it('is entered and seen by finance alone', async () => {
    for (const caller of [desk.housing, desk.hr, desk.institution]) {
      expect((await caller.get('/budgets')).status).toBe(403)
      expect((await caller.post('/budgets/allotments', allotment())).status).toBe(403)
    }
  })
})

describe('a list', () => {
  it('commits its sum when it is frozen, pays what went out and releases what came back', async () => {
    const line = await newLine({ source: '专账乙' })
    const { batch } = await frozen(line.id, 2)
    expect(await lineAt(line.id)).toMatchObject({ committedFen: 100_000, availableFen: 0 })
    await steps.batchEvent(desk.secondFinance, batch, { event: 'approve' })
    const sent = await steps.batchEvent(desk.finance, batch, { event: 'export' })
    expect(sent.fundText).toBe('专账乙，2021年')
    const [first, second] = sent.payments
    const results = [
      { outcome: 'paid', paymentId: first?.id, bankReference: 'BK' },
      { outcome: 'failed', paymentId: second?.id, failureCode: 'account_closed' },
    ]
    ok(await desk.finance.post(`/payout-batches/${batch.id}/results`, { revision: sent.revision, results }))
    expect(await lineAt(line.id)).toMatchObject({ committedFen: 0, paidFen: 50_000, availableFen: 50_000 })
    expect((await entriesOf(line.id)).map(({ kind, document }) => [kind, document])).toEqual([
      ['release', batch.batchNo],
      ['pay', batch.batchNo],
      ['commit', batch.batchNo],
      ['allot', '连财社〔2021〕1号'],
    ])
  })

  it('gives everything back when it is given up', async () => {
    const line = await newLine({ source: '专账丙' })
    const { batch } = await frozen(line.id)
    await steps.batchEvent(desk.finance, batch, { event: 'void', reason: '账期改了' })
    expect(await lineAt(line.id)).toMatchObject({ committedFen: 0, availableFen: 100_000 })
  })

  it('is not frozen on a line that has not got so much, and stays open', async () => {
    const line = await newLine({ source: '专账丁', amountFen: 99_999 })
    const { batch, reply } = await frozen(line.id, 2)
    expect([reply.status, codeOf(reply)]).toEqual([409, 'conditions_not_met'])
    expect(ok<BatchView>(await desk.finance.get(`/payout-batches/${batch.id}`)).state).toBe('open')
    expect(await lineAt(line.id)).toMatchObject({ committedFen: 0, availableFen: 99_999 })
  })

  it('is not frozen on a line that is not there', async () => {
    const { reply } = await frozen(new Types.ObjectId().toHexString())
    expect([reply.status, codeOf(reply)]).toEqual([404, 'not_found'])
  })

  it('never overspends a line, though several are frozen at one moment', async () => {
    const line = await newLine({ source: '专账戊' })
    const batches: BatchView[] = []
    for (let index = 0; index < 4; index += 1)
      batches.push(await steps.openBatch(desk.finance, [(await desk.newPayable()).claim]))
    const replies = await Promise.all(
      batches.map(({ id, revision }) =>
        desk.finance.post(`/payout-batches/${id}/events`, { event: 'freeze', revision, lineId: line.id }),
      ),
    )
    const done = replies.filter(({ status }) => status === 200).length
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThanOrEqual(2)
    expect(await lineAt(line.id)).toMatchObject({
      committedFen: done * 50_000,
      availableFen: 100_000 - done * 50_000,
    })
  })
})

describe('what a year has left', () => {
  it('goes over into the next one, once, with a document', async () => {
    const line = await newLine({ source: '专账己', year: 2020 })
    expect(line.canCarryOver).toBe(true)
    const body = { revision: line.revision, document: '结转批复' }
    const emptied = ok<BudgetLineView>(await desk.finance.post(`/budgets/${line.id}/carry-over`, body))
    expect(emptied).toMatchObject({ plannedFen: 0, availableFen: 0, canCarryOver: false })
    const next = (await lines()).find(({ source, year }) => source === '专账己' && year === 2021)
    expect(next).toMatchObject({ plannedFen: 100_000, availableFen: 100_000 })
    const again = { ...body, revision: emptied.revision }
    expect(codeOf(await desk.finance.post(`/budgets/${line.id}/carry-over`, again))).toBe('not_in_this_state')
  })

  it('stays while the year goes on', async () => {
    const line = await newLine({ source: '专账庚' })
    const body = { revision: line.revision, document: '结转批复' }
    expect(codeOf(await desk.finance.post(`/budgets/${line.id}/carry-over`, body))).toBe('not_in_this_state')
  })
})
