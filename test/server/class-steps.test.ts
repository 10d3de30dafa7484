import type { ClassDraft } from '#shared/class-draft'
import type { FilingView } from '#shared/class-filings'
import type { ClassDetailView } from '#shared/classes'
import type { ClassLifeListView, ClassLifeView } from '#shared/class-life'
import type { EnrolmentView, WaitingPlaceListView } from '#shared/enrolments'
import type { NotificationListView } from '#shared/notifications'
import { TrainingClasses, type TrainingClass } from '../../server/classes/training-class.model'
import { codeOf, pointersOf } from '../support/claim-desk'
import { rebarDraft } from '../support/class-draft'
import { ok, steps } from '../support/path-steps'
import { joinedWorker } from '../support/people'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let jianan: Caller
let gangcheng: Caller
let housing: Caller
let hr: Caller
let workers: Caller[]

beforeAll(async () => {
  server = await startTestServer()
  jianan = await server.as('institution-jianan')
  gangcheng = await server.as('institution-gangcheng')
  housing = await server.as('housing-officer')
  hr = await server.as('hr-officer')
  workers = []
  for (let index = 1; index <= 4; index += 1) workers.push(await joinedWorker(server, index))
})
afterAll(() => server.stop())

const worker = (index: number): Caller => {
  const found = workers[index]
  if (!found) throw new Error(`No worker ${index}`)
  return found
}
const idOf = async (code: string) =>
  (await TrainingClasses.findOne({ code }).orFail().lean<TrainingClass>())._id.toHexString()
const life = async (by: Caller, id: string) => ok<ClassLifeView>(await by.get(`/classes/${id}/life`))
const step = (by: Caller, id: string, event: string, reason?: string) =>
  by.post(`/classes/${id}/events`, { event, ...(reason === undefined ? {} : { reason }) })
const kinds = async (by: Caller) =>
  ok<NotificationListView>(await by.get('/me/notifications')).items.map(({ kind }) => kind)
const enrol = (by: Caller, id: string) => by.post(`/classes/${id}/enrolments`)

describe('a suspended class', () => {
  let id: string
  let enrolment: EnrolmentView

  it('tells everybody on its roster why, takes nobody new and no hours', async () => {
    enrolment = await steps.enrol(worker(0), 41)
    id = enrolment.class.id
    const suspended = ok<ClassLifeView>(await step(housing, id, 'suspend', '现场安全要整改'))
    expect(suspended).toMatchObject({ state: 'suspended', stopReason: '现场安全要整改' })
    expect(suspended.permittedEvents).toEqual(['resume', 'cancel'])
    expect(await kinds(worker(0))).toContain('class_suspended')
    const shown = ok<ClassDetailView>(await server.anonymous.get(`/classes/${id}`))
    expect(shown.enrolment).toMatchObject({ open: false, reason: '暂停了' })
    const refused = await enrol(worker(1), id)
    expect([refused.status, codeOf(refused)]).toEqual([409, 'not_in_this_state'])
    const credited = await jianan.put(`/institution/classes/${id}/lessons/L1/attendance`, {
      entries: [{ enrolmentId: enrolment.id, hoursTenths: 80 }],
    })
    expect([credited.status, codeOf(credited)]).toEqual([409, 'not_in_this_state'])
  })

  it('is not its institution’s to resume, and goes on where it was once a bureau says so', async () => {
    const refused = await step(jianan, id, 'resume')
    expect([refused.status, codeOf(refused)]).toEqual([403, 'not_allowed'])
    const resumed = ok<ClassLifeView>(await step(hr, id, 'resume'))
    expect(resumed).toMatchObject({ state: 'running', stopReason: null })
    expect(await kinds(worker(0))).toContain('class_resumed')
    ok(await enrol(worker(1), id))
  })

  it('is suspended with a reason only, and by nobody but a bureau that shows the second factor', async () => {
    expect(pointersOf(await step(housing, id, 'suspend'))).toEqual(['/reason'])
    expect((await step(jianan, id, 'suspend', '我们自己停一下')).status).toBe(403)
    const unverified = await step(await server.asUnverified('hr-officer'), id, 'suspend', '先停下来看看')
    expect([unverified.status, codeOf(unverified)]).toEqual([403, 'second_factor_needed'])
  })
})

describe('a cancelled class', () => {
  it('tells everybody on the roster and in the line, and takes nobody any more', async () => {
    const id = await idOf('rebar-worker-next')
    await TrainingClasses.updateOne({ _id: id }, { seatsLeft: 1 })
    ok(await enrol(worker(2), id))
    ok(await worker(3).post(`/classes/${id}/waiting-places`))
    const cancelled = ok<ClassLifeView>(await step(gangcheng, id, 'cancel', '报名的人太少'))
    expect(cancelled).toMatchObject({ state: 'cancelled', permittedEvents: [], roster: { people: 0 } })
    expect(await kinds(worker(2))).toContain('class_cancelled')
    expect(await kinds(worker(3))).toContain('line_cancelled')
    const [mine] = ok<{ items: EnrolmentView[] }>(await worker(2).get('/me/enrolments')).items
    expect(mine).toMatchObject({ state: 'dropped', stateText: '班取消了' })
    const lines = ok<WaitingPlaceListView>(await worker(3).get('/me/waiting-places'))
    expect(lines.items).toEqual([])
    const refused = await enrol(worker(3), id)
    expect([refused.status, codeOf(refused)]).toEqual([409, 'not_in_this_state'])
    const again = await step(gangcheng, id, 'cancel', '报名的人太少')
    expect([again.status, codeOf(again)]).toEqual([409, 'not_in_this_state'])
  })

  it('is none in which somebody has a result', async () => {
    const enrolment = await steps.enrol(worker(0), 46)
    await steps.certify(jianan, enrolment, 'STEP-1')
    const refused = await step(jianan, enrolment.class.id, 'cancel', '不想再上了')
    expect([refused.status, codeOf(refused)]).toEqual([409, 'not_in_this_state'])
    expect((refused.body as { detail: string }).detail).toContain('暂停')
  })
})

describe('the end of a class', () => {
  it('is said by its institution, closes the records, and can be undone by the HR bureau with a reason', async () => {
    const enrolment = await steps.enrol(worker(0), 46)
    const { id } = enrolment.class
    await steps.enrol(worker(2), 46)
    await TrainingClasses.updateOne({ _id: id }, { endsOn: '2021-06-17', enrolUntil: '2021-06-17' })
    for (const [event, state] of [
      ['examine', 'examined'],
      ['settle', 'results_in'],
      ['close', 'closed'],
    ] as const)
      expect(ok<ClassLifeView>(await step(jianan, id, event)).state).toBe(state)
    const body = { passed: true, examinedOn: '2021-06-18' }
    const closed = await jianan.put(`/enrolments/${enrolment.id}/exam-result`, body)
    expect([closed.status, codeOf(closed)]).toEqual([409, 'not_in_this_state'])
    expect((await step(housing, id, 'reopen', '成绩登记错了')).status).toBe(403)
    expect(ok<ClassLifeView>(await step(hr, id, 'reopen', '成绩登记错了')).state).toBe('results_in')
    ok(await jianan.put(`/enrolments/${enrolment.id}/exam-result`, body))
  })
})

describe('how far a class is', () => {
  it('is shown to its institution and the bureaux, and to no other institution', async () => {
    const id = await idOf('rebar-worker')
    expect((await gangcheng.get(`/classes/${id}/life`)).status).toBe(404)
    expect((await step(gangcheng, id, 'cancel', '别人的班')).status).toBe(404)
    const shown = await life(hr, id)
    expect(shown.roster).toEqual({ people: 2, capacity: 40, results: 0 })
    expect(shown.history.map(({ text, role, detail }) => [text, role, detail])).toEqual([
      ['暂停', 'housing', '现场安全要整改'],
      ['恢复', 'hr', ''],
    ])
  })

  it('says who came and who left since the roster was sealed, and whether the seal still fits', async () => {
    const id = await idOf('rebar-worker')
    await TrainingClasses.updateOne({ _id: id }, { state: 'enrolling' })
    ok(await step(housing, id, 'suspend', '看一看名单'))
    const sealed = (await life(housing, id)).seal
    expect(sealed).toMatchObject({ people: 2, joinedSince: 0, leftSince: 0, isIntact: true })
    ok(await step(housing, id, 'resume'))
    const [mine] = ok<{ items: EnrolmentView[] }>(await worker(1).get('/me/enrolments')).items
    ok(await worker(1).post(`/enrolments/${mine?.id ?? ''}/leave`))
    ok(await enrol(worker(3), id))
    expect((await life(housing, id)).seal).toMatchObject({ people: 2, joinedSince: 1, leftSince: 1 })
    await TrainingClasses.updateOne({ _id: id }, { $set: { 'rosterSeal.enrolmentIds': [] } })
    expect((await life(housing, id)).seal?.isIntact).toBe(false)
  })

  it('is listed for the bureaux by state', async () => {
    const all = ok<ClassLifeListView>(await housing.get('/review/classes')).items
    const cancelled = ok<ClassLifeListView>(await housing.get('/review/classes?state=cancelled')).items
    expect(all.length).toBeGreaterThan(cancelled.length)
    expect(cancelled.map(({ stateText }) => stateText)).toEqual(['已取消'])
    expect((await housing.get('/review/classes?state=gone')).status).toBe(422)
  })
})

describe('what a class would pay', () => {
  const outlook = async (more: Partial<ClassDraft>) =>
    ok<FilingView>(await jianan.post('/institution/class-filings', { draft: rebarDraft(more) })).noSubsidy
  const hours = (onsite: number, online: number) => {
    const [lesson] = rebarDraft().lessons
    if (!lesson) throw new Error('No lesson')
    return [
      { ...lesson, hoursTenths: onsite },
      { ...lesson, mode: 'online' as const, hoursTenths: online },
    ]
  }

  it('rests on the people where the hours are enough', async () => {
    expect(await outlook({})).toBeNull()
    expect(await outlook({ lessons: hours(400, 100) })).toBeNull()
  })

  it('is nothing with too few hours, as the rule counts them, and can be filed all the same', async () => {
    expect(await outlook({ lessons: hours(390, 5) })).toMatch(/^补贴要40课时，这个班只能算39课时/)
    expect(await outlook({ lessons: hours(300, 200) })).toContain('线上的没有全算')
  })

  it('is nothing when the exam is after the end of the policy', async () => {
    const exam = { heldOn: '2022-01-05', place: '考场', body: '' }
    expect(await outlook({ exam })).toContain('补贴办法已经到期')
  })
})
