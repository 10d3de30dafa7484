import type { ClassListView } from '#shared/classes'
import { ok } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ PROGRAMME_DATE: '2021-12-30' })
})
afterAll(() => server.stop())

describe('a class whose exam comes after the last day of the subsidy', () => {
  it('is booked only by who has read that nothing will be paid', async () => {
    const { items } = ok<ClassListView>(await server.anonymous.get('/classes?tradeSeq=41'))
    const late = items.find(({ examOn }) => examOn > '2021-12-31')
    expect(late?.enrolment.noSubsidy).toBe('这个班考试时，补贴办法已经到期，报名也领不到钱')
    const worker = await server.as('worker-ready')
    const place = `/classes/${late?.id ?? ''}/enrolments`
    expect(await worker.post(place, {})).toMatchObject({ status: 409, body: { code: 'no_subsidy' } })
    expect((await worker.post(place, { acceptsNoSubsidy: true })).status).toBe(201)
  })
})
