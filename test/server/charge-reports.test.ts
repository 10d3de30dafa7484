import type { ChargeReportItem, ChargeReportListView, ChargeReportView } from '#shared/charge-reports'
import type { NotificationListView } from '#shared/notifications'
import { ChargeReports } from '../../server/charge-reports/charge-report.model'
import { codeOf, pointersOf } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let housing: Caller
const path = '/charge-reports'
const report = {
  ...{ charger: 'institution', where: '某某培训中心', amountFen: 20_000, happenedOn: '2021-06-17' },
  ...{ words: '老师说不交200元就不给证，电话14000000009', isAnonymous: true },
}

beforeAll(async () => {
  server = await startTestServer()
  housing = await server.as('housing-officer')
})
afterAll(() => server.stop())

const open = async () => ok<ChargeReportListView>(await housing.get(path)).items

describe('a report that somebody wanted money', () => {
  it('is taken from anybody, signed in or not, and kept encrypted', async () => {
    const { id } = ok<ChargeReportView>(await server.anonymous.post(path, report))
    expect(await open()).toMatchObject([{ id, words: report.words, willBeTold: false, closing: null }])
    expect(JSON.stringify(await ChargeReports.find().lean())).not.toContain('14000000009')
  })

  it('is told back to who gave their name, whom the bureau does not see; and looked into once', async () => {
    const { caller } = await openRightsDesk(server).newcomer()
    const { id } = ok<ChargeReportView>(await caller.post(path, { ...report, isAnonymous: false }))
    const mine = (await open()).find((each) => each.id === id)
    expect(mine?.willBeTold).toBe(true)
    expect(JSON.stringify(mine)).not.toContain('personId')
    const closing = { note: '已责令退回200元' }
    ok<ChargeReportItem>(await housing.post(`${path}/${id}/closing`, closing))
    expect(codeOf(await housing.post(`${path}/${id}/closing`, closing))).toBe('changed_meanwhile')
    const told = ok<NotificationListView>(await caller.get('/me/notifications')).items
    expect(told[0]).toMatchObject({ kind: 'charge_report_closed', body: '住建部门：已责令退回200元' })
    expect(ok<ChargeReportListView>(await housing.get(`${path}?show=closed`)).items[0]?.closing?.note).toBe(
      closing.note,
    )
  })

  it('does not need to name a place, nor a sum', async () => {
    ok(await server.anonymous.post(path, { ...report, where: '', amountFen: null, happenedOn: null }))
    expect((await open())[0]).toMatchObject({ where: '', amountFen: null })
  })

  it('needs who and what, and its list is the housing bureau’s alone', async () => {
    expect(
      pointersOf(await server.anonymous.post(path, { ...report, words: ' ', charger: 'me' })).sort(),
    ).toEqual(['/charger', '/words'])
    expect((await server.anonymous.get(path)).status).toBe(401)
    for (const key of ['worker-ready', 'institution-jianan', 'hr-officer'])
      expect((await (await server.as(key)).get(path)).status).toBe(403)
  })

  it('is taken five times a day from one place', async () => {
    for (let count = 0; count < 4; count += 1) await server.anonymous.post(path, report)
    expect(codeOf(await server.anonymous.post(path, report))).toBe('too_many_requests')
  })
})
