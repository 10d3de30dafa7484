import type { ResultImportView } from '#shared/class-results'
import type { ExaminedClassListView, InstitutionClassListView, InstitutionClassView } from '#shared/classes'
import type { EnrolmentView } from '#shared/enrolments'
import type { FilingView } from '#shared/class-filings'
import type { SightListView } from '#shared/sights'
import { EvaluationBodies } from '../../server/evaluation-bodies/evaluation-body.model'
import { codeOf, pointersOf } from '../support/claim-desk'
import { rebarDraft } from '../support/class-draft'
import { inventedWorker, joinedWorker } from '../support/people'
import { ok } from '../support/path-steps'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

const BODY = '演示·建设职业技能评价中心'
const DAY_MS = 86_400_000

let server: TestServer
let later = 0
let institution: Caller
let evaluator: Caller
let worker: Caller
let enrolment: EnrolmentView

beforeAll(async () => {
  server = await startTestServer({}, () => new Date(Date.now() + later))
  institution = await server.as('institution-jianan')
  let filing = ok<FilingView>(await institution.post('/institution/class-filings', { draft: rebarDraft() }))
  for (const [by, event] of [
    ['institution-jianan', 'file'],
    ['housing-officer', 'pass'],
    ['hr-officer', 'pass'],
  ] as const) {
    const step = { event, revision: filing.revision }
    filing = ok<FilingView>(await (await server.as(by)).post(`/class-filings/${filing.id}/events`, step))
  }
  worker = await joinedWorker(server, 1)
  enrolment = ok<EnrolmentView>(await worker.post(`/classes/${filing.id}/enrolments`, {}))
  // From 18 June to 12 July: the exam of the draft was on 10 July.
  later = 24 * DAY_MS
  institution = await server.as('institution-jianan')
  evaluator = await server.as('evaluator-jianpin')
  worker = await joinedWorker(server, 1)
})
afterAll(() => server.stop())

const detailOf = ({ body }: Reply) => (body as { detail: string }).detail
const result = (by: Caller, examinedOn = '2021-07-10', passed = true) =>
  by.put(`/enrolments/${enrolment.id}/exam-result`, { passed, examinedOn })
const place = () => `/classes/${enrolment.class.id}`
const sheet = (...cells: string[]) => ({
  text: [
    ['姓名', '身份证号', '成绩', '考试日期'],
    [inventedWorker(1).name, inventedWorker(1).residentIdNumber, ...cells],
  ]
    .map((row) => row.join('\t'))
    .join('\n'),
  passMark: null,
})

describe('a class that an evaluation body of the list examines', () => {
  it('is graded by nobody of the institution that trains', async () => {
    const refused = [
      await result(institution),
      await institution.put(`/enrolments/${enrolment.id}/certificate`, certificate('JP-2021-0001')),
      await institution.post(`${place()}/result-texts`, sheet('合格', '2021-07-10')),
    ]
    for (const reply of refused) {
      expect([reply.status, codeOf(reply)]).toEqual([403, 'not_allowed'])
      expect(detailOf(reply)).toBe(`这个班由“${BODY}”考核，成绩和证书由它登记`)
    }
    const own = ok<InstitutionClassView>(await institution.get(`/institution${place()}`))
    expect(own).toMatchObject({ examiner: BODY, roster: [{ exam: null }] })
  })

  it('is seen with its roster masked, and without who was in which lesson, by that body', async () => {
    const { items } = ok<ExaminedClassListView>(await evaluator.get('/examined-classes'))
    expect(items).toMatchObject([{ id: enrolment.class.id, enrolledCount: 1, toDoText: '1人待登记成绩' }])
    const shown = ok<InstitutionClassView>(await evaluator.get(`/examined-classes/${enrolment.class.id}`))
    expect(shown.roster).toMatchObject([{ nameMasked: '工*人', attendance: {} }])
    expect(JSON.stringify(shown)).not.toContain(inventedWorker(1).residentIdNumber)
    const { items: sights } = ok<SightListView>(await worker.get('/me/sights'))
    expect(sights.map(({ who }) => who)).toContain(BODY)
    expect((await evaluator.get(`/institution${place()}`)).status).toBe(403)
  })

  it('is graded only for days on which the body was in its list, by hand and by sheet', async () => {
    const listed = { from: '2019-01-01', document: '演示·目录', endDocument: '演示·调整' }
    const until = (day: string | null) =>
      EvaluationBodies.updateOne({ name: BODY }, { $set: { listPeriods: [{ ...listed, until: day }] } })
    await until('2021-07-09')
    const refused = await result(evaluator)
    expect([refused.status, pointersOf(refused)]).toEqual([422, ['/examinedOn']])
    const read = ok<ResultImportView>(
      await evaluator.post(`${place()}/result-texts`, sheet('合格', '2021-07-10')),
    )
    expect(read.rows[0]?.problems).toMatchObject([
      { field: 'examinedOn', detail: `“${BODY}”2021年7月10日不在评价机构目录里，这天的考试不算` },
    ])
    ok(await result(evaluator, '2021-07-09', false))
    await until(null)
  })

  it('is graded by that body, by sheet or one at a time, and its certificates bear its name', async () => {
    const read = ok<ResultImportView>(
      await evaluator.post(`${place()}/result-texts`, sheet('合格', '2021-07-10')),
    )
    expect(read).toMatchObject({ ready: 1, faulty: 0 })
    ok(await evaluator.post(`${place()}/result-imports/${read.id}/acceptance`, { digest: read.digest }))
    ok(await evaluator.put(`/enrolments/${enrolment.id}/certificate`, certificate('JP-2021-0001')))
    const own = ok<InstitutionClassView>(await institution.get(`/institution${place()}`))
    expect(own.roster).toMatchObject([
      { exam: { passed: true, examinedOn: '2021-07-10' }, certificate: { issuer: BODY } },
    ])
  })

  it('does not exist for the people of another body, nor any other class for this one', async () => {
    const other = await EvaluationBodies.findOne({ code: 'gongjiang' }).orFail()
    const admin = await server.as('admin')
    const invitation = {
      ...{ role: 'evaluator', institutionId: null, evaluationBodyId: other._id.toHexString() },
      displayName: '演示·别家考评',
    }
    const { code } = ok<{ code: string }>(await admin.post('/staff-invitations', invitation))
    const openid = 'oGUESTevaluator0000000000000'
    await server.wechat.seed([{ openid }])
    expect((await (await server.signIn(openid)).post('/staff-invitations/acceptance', { code })).status).toBe(
      204,
    )
    const stranger = await server.signIn(openid)
    expect((await result(stranger)).status).toBe(404)
    expect((await stranger.get(`/examined-classes/${enrolment.class.id}`)).status).toBe(404)
    expect(ok<ExaminedClassListView>(await stranger.get('/examined-classes')).items).toEqual([])
    const { items } = ok<InstitutionClassListView>(await institution.get('/institution/classes'))
    const elsewhere = items.find(({ id }) => id !== enrolment.class.id)?.id ?? ''
    expect((await evaluator.get(`/examined-classes/${elsewhere}`)).status).toBe(404)
  })
})

describe('somebody of an evaluation body', () => {
  it('is invited to one body, as an institution’s people are to one institution', async () => {
    const admin = await server.as('admin')
    const invite = (role: string, more: object) =>
      admin.post('/staff-invitations', { role, institutionId: null, displayName: '演示·谁', ...more })
    expect(pointersOf(await invite('evaluator', {}))).toEqual(['/evaluationBodyId'])
    expect(pointersOf(await invite('housing', { evaluationBodyId: enrolment.id }))).toEqual([
      '/evaluationBodyId',
    ])
    const { items } = ok<{ items: { id: string; name: string }[] }>(
      await admin.get('/staff-invitations/evaluation-bodies'),
    )
    expect(items.map(({ name }) => name)).toContain(BODY)
  })
})

function certificate(number: string) {
  return { kind: 'level', level: 5, number, issuedOn: '2021-07-11' }
}
