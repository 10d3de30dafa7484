import mongoose, { Types } from 'mongoose'
import type {
  ClassDetailView,
  ClassListView,
  InstitutionClassListView,
  InstitutionClassView,
} from '#shared/classes'
import type { ClaimPreview } from '#shared/claims'
import type { EnrolmentView } from '#shared/enrolments'
import { TrainingClasses } from '../../server/classes/training-class.model'
import { Enrolments } from '../../server/enrolments/enrolment.model'
import { codeOf, openDesk, pointersOf, type ClaimDesk } from '../support/claim-desk'
import { ok, steps, submission } from '../support/path-steps'
import { joinedWorker } from '../support/people'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
let workers: Caller[]
const TODAY = '2021-06-18'

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server, 100)
  workers = []
  for (let index = 1; index <= 10; index += 1) workers.push(await joinedWorker(server, index))
})
afterAll(() => server.stop())

const worker = (index: number): Caller => {
  const found = workers[index]
  if (!found) throw new Error(`No worker ${index}`)
  return found
}
const classOf = async (tradeSeq: number) => {
  const { items } = ok<ClassListView>(await server.anonymous.get(`/classes?tradeSeq=${tradeSeq}`))
  const [first] = items
  if (!first) throw new Error(`No class for row ${tradeSeq}`)
  return first
}
const seatsLeft = async (id: string) =>
  ok<ClassDetailView>(await server.anonymous.get(`/classes/${id}`)).seatsLeft
const enrol = (caller: Caller, id: string) => caller.post(`/classes/${id}/enrolments`)
const attendance = (enrolment: EnrolmentView, lesson: string, hoursTenths: number): Promise<Reply> =>
  desk.institution.put(`/institution/classes/${enrolment.class.id}/lessons/${lesson}/attendance`, {
    entries: [{ enrolmentId: enrolment.id, hoursTenths }],
  })

describe('a seat', () => {
  it('stays taken by somebody with a certificate on record, though no hour is credited', async () => {
    const enrolment = await steps.enrol(worker(9), 46)
    expect(enrolment.mayLeave).toBe(true)
    await steps.certify(desk.institution, enrolment, 'NO-HOURS-1')
    const reply = await worker(9).post(`/enrolments/${enrolment.id}/leave`)
    expect([reply.status, codeOf(reply)]).toEqual([409, 'not_in_this_state'])
  })

  it('that is the last one goes to exactly one of ten people who want it', async () => {
    const { id } = await classOf(102)
    await TrainingClasses.updateOne({ _id: new Types.ObjectId(id) }, { seatsLeft: 1 })
    const replies = await Promise.all(workers.map((caller) => enrol(caller, id)))
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const reply of replies.filter(({ status }) => status !== 201))
      expect([reply.status, codeOf(reply)]).toEqual([409, 'class_full'])
    expect(await seatsLeft(id)).toBe(0)
    expect(await Enrolments.countDocuments({ classId: new Types.ObjectId(id) })).toBe(1)
  })

  it('is taken once by a double tap, which gives the same enrolment', async () => {
    const { id, seatsLeft: before } = await classOf(31)
    const replies = await Promise.all(Array.from({ length: 5 }, () => enrol(worker(0), id)))
    expect(new Set(replies.map((reply) => ok<EnrolmentView>(reply).id)).size).toBe(1)
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201])
    expect(await seatsLeft(id)).toBe(before - 1)
  })

  it('comes back when somebody leaves, once, and can be taken again by the same person', async () => {
    const { id, seatsLeft: before } = await classOf(31)
    const enrolment = ok<EnrolmentView>(await enrol(worker(1), id))
    const left = await Promise.all([1, 2, 3].map(() => worker(1).post(`/enrolments/${enrolment.id}/leave`)))
    expect(left.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await seatsLeft(id)).toBe(before)
    const again = ok<EnrolmentView>(await enrol(worker(1), id))
    expect(again).toMatchObject({ id: enrolment.id, state: 'enrolled' })
    expect(await seatsLeft(id)).toBe(before - 1)
  })

  it('does not come back once an hour is credited', async () => {
    const enrolment = await steps.enrol(worker(2), 41)
    ok(await attendance(enrolment, 'L1', 5))
    const reply = await worker(2).post(`/enrolments/${enrolment.id}/leave`)
    expect([reply.status, codeOf(reply)]).toEqual([409, 'not_in_this_state'])
  })

  it('can be given back after all when that hour was credited by mistake', async () => {
    const enrolment = await steps.enrol(worker(3), 41)
    ok(await attendance(enrolment, 'L1', 5))
    ok(await attendance(enrolment, 'L1', 0))
    expect((await worker(3).post(`/enrolments/${enrolment.id}/leave`)).status).toBe(200)
  })

  it('needs an identity first', async () => {
    const nobody = await server.as('worker-new')
    const reply = await enrol(nobody, (await classOf(31)).id)
    expect([reply.status, codeOf(reply)]).toEqual([409, 'identity_needed'])
  })

  it('is not to be had after the last day of enrolment', async () => {
    const { id } = await classOf(77)
    await TrainingClasses.updateOne({ _id: new Types.ObjectId(id) }, { enrolUntil: '2021-06-17' })
    const reply = await enrol(worker(0), id)
    expect([reply.status, codeOf(reply)]).toEqual([409, 'not_in_this_state'])
    expect(ok<ClassDetailView>(await worker(0).get(`/classes/${id}`)).enrolment.open).toBe(false)
  })
})

describe('the list of an institution’s classes', () => {
  it('asks the store as often for many classes as for one', async () => {
    let questions = 0
    mongoose.set('debug', (collection: string) => {
      if (collection === 'enrolments') questions += 1
    })
    const { items } = ok<InstitutionClassListView>(await desk.institution.get('/institution/classes'))
    mongoose.set('debug', false)
    expect(items.length).toBeGreaterThan(1)
    expect(questions).toBe(1)
    const rosters = await Promise.all(
      items.map(async ({ id }) =>
        ok<InstitutionClassView>(await desk.institution.get(`/institution/classes/${id}`)),
      ),
    )
    expect(items.map(({ enrolledCount }) => enrolledCount)).toEqual(
      rosters.map(({ roster }) => roster.length),
    )
  })
})

describe('somebody who joins late', () => {
  it('is marked on the roster, and whoever joined in time is not', async () => {
    const late = await steps.enrol(worker(4), 41)
    const { items } = ok<{ items: InstitutionClassView[] }>(
      await desk.institution.get('/institution/classes'),
    )
    const future = items.find(({ startsOn }) => startsOn > TODAY)
    ok(await enrol(worker(4), future?.id ?? ''))
    const markOf = async (classId: string) =>
      ok<InstitutionClassView>(await desk.institution.get(`/institution/classes/${classId}`)).roster.at(-1)
        ?.joinedLate
    expect(await markOf(late.class.id)).toBe(true)
    expect(await markOf(future?.id ?? '')).toBe(false)
  })
})

describe('the roll call', () => {
  it('takes half hours, up to the hours of the lesson', async () => {
    const enrolment = await steps.enrol(worker(5), 41)
    const shown = ok<InstitutionClassView>(await attendance(enrolment, 'L1', 75))
    expect(shown.roster.find(({ enrolmentId }) => enrolmentId === enrolment.id)).toMatchObject({
      onsiteHoursTenths: 75,
      state: 'attending',
    })
    const tooMany = await attendance(enrolment, 'L1', 81)
    expect([tooMany.status, pointersOf(tooMany)]).toEqual([422, ['/entries/0/hoursTenths']])
    ok(await attendance(enrolment, 'L1', 80))
    ok(await attendance(enrolment, 'L1', 80))
    const [mine] = ok<{ items: EnrolmentView[] }>(await worker(5).get('/me/enrolments')).items
    expect(mine?.onsiteHoursTenths).toBe(80)
  })

  it('is refused for a lesson that is still to come, and for one that is not', async () => {
    const { id } = await classOf(32)
    const enrolment = ok<EnrolmentView>(await enrol(worker(5), id))
    const early = await attendance(enrolment, 'L1', 80)
    expect([early.status, codeOf(early)]).toEqual([409, 'not_in_this_state'])
    expect((await attendance(enrolment, 'L99', 80)).status).toBe(404)
  })

  it('is taken for all or for none', async () => {
    const one = await steps.enrol(worker(6), 41)
    const entries = [
      { enrolmentId: one.id, hoursTenths: 80 },
      { enrolmentId: '0123456789abcdef01234567', hoursTenths: 80 },
    ]
    const path = `/institution/classes/${one.class.id}/lessons/L1/attendance`
    expect((await desk.institution.put(path, { entries })).status).toBe(404)
    const [mine] = ok<{ items: EnrolmentView[] }>(await worker(6).get('/me/enrolments')).items
    expect(mine?.onsiteHoursTenths).toBe(0)
  })

  it('has no place for somebody who left', async () => {
    const enrolment = await steps.enrol(worker(7), 41)
    ok(await worker(7).post(`/enrolments/${enrolment.id}/leave`))
    expect((await attendance(enrolment, 'L1', 80)).status).toBe(404)
  })
})

describe('exam and certificate', () => {
  it.each([
    ['after today', '2021-06-19'],
    ['before the class began', '2021-06-01'],
  ])('are not dated %s', async (_when, examinedOn) => {
    const enrolment = await steps.enrol(worker(8), 41)
    const exam = await desk.institution.put(`/enrolments/${enrolment.id}/exam-result`, {
      passed: true,
      examinedOn,
    })
    expect([exam.status, pointersOf(exam)]).toEqual([422, ['/examinedOn']])
  })

  it('are not issued tomorrow', async () => {
    const enrolment = await steps.enrol(worker(8), 46)
    const body = { kind: 'special_operations', number: 'SU-1', issuedOn: '2021-06-19' }
    const reply = await desk.institution.put(`/enrolments/${enrolment.id}/certificate`, body)
    expect([reply.status, pointersOf(reply)]).toEqual([422, ['/issuedOn']])
  })

  it('of another kind than the rule asks for do not make a claim', async () => {
    const enrolment = await steps.enrol(worker(8), 46)
    ok(
      await worker(8).put('/me/employment', {
        employerName: '甲公司',
        proofKind: 'labour_contract',
        proofNumber: 'HT-9',
        employedSince: '2020-06-01',
      }),
    )
    await steps.attend(desk.institution, enrolment)
    await steps.passExam(desk.institution, enrolment)
    for (const kind of ['competency', 'special_skill', 'level']) {
      const body = { kind, number: 'SU-KIND-1', issuedOn: TODAY }
      ok(await desk.institution.put(`/enrolments/${enrolment.id}/certificate`, body))
      const preview = ok<ClaimPreview>(await worker(8).get(`/enrolments/${enrolment.id}/claim-preview`))
      expect([kind, preview.mayClaim]).toEqual([kind, false])
      const reply = await worker(8).post('/claims', submission(preview))
      expect([kind, reply.status, codeOf(reply)]).toEqual([kind, 409, 'conditions_not_met'])
    }
    await steps.certify(desk.institution, enrolment, 'SU-KIND-1')
    const preview = ok<ClaimPreview>(await worker(8).get(`/enrolments/${enrolment.id}/claim-preview`))
    expect(preview.mayClaim).toBe(true)
  })

  it('that were failed make no claim, and can be mended until there is one', async () => {
    const enrolment = await steps.enrol(worker(9), 41)
    await steps.attend(desk.institution, enrolment)
    const enter = (passed: boolean) =>
      desk.institution.put(`/enrolments/${enrolment.id}/exam-result`, { passed, examinedOn: TODAY })
    ok(await enter(false))
    const failed = ok<ClaimPreview>(await worker(9).get(`/enrolments/${enrolment.id}/claim-preview`))
    expect(failed.mayClaim).toBe(false)
    ok(await enter(true))
    await steps.claim(worker(9), enrolment)
    for (const reply of [
      await enter(false),
      await attendance(enrolment, 'L1', 0),
      await desk.institution.put(`/enrolments/${enrolment.id}/certificate`, {
        kind: 'level',
        number: 'L-0001',
        issuedOn: TODAY,
      }),
    ]) {
      expect([reply.status, codeOf(reply)]).toEqual([409, 'not_in_this_state'])
      expect((reply.body as { detail: string }).detail).toContain('正在审核补贴')
    }
    const shown = ok<InstitutionClassView>(
      await desk.institution.get(`/institution/classes/${enrolment.class.id}`),
    )
    expect(shown.roster.find(({ enrolmentId }) => enrolmentId === enrolment.id)?.locked).toBe(true)
  })
})

describe('hours', () => {
  it('that are half an hour short do not make a claim, and half an hour more does', async () => {
    const caller = await joinedWorker(server, 11)
    const enrolment = await steps.enrol(caller, 41)
    await steps.attend(desk.institution, enrolment)
    await steps.passExam(desk.institution, enrolment)
    const needed = 400
    ok(await attendance(enrolment, 'L5', needed - 4 * 80 - 5))
    const short = ok<ClaimPreview>(await caller.get(`/enrolments/${enrolment.id}/claim-preview`))
    expect(short.mayClaim).toBe(false)
    expect(short.missing[0]).toMatchObject({ fix: 'institution', text: expect.stringContaining('0.5') })
    ok(await attendance(enrolment, 'L5', needed - 4 * 80))
    expect(ok<ClaimPreview>(await caller.get(`/enrolments/${enrolment.id}/claim-preview`)).mayClaim).toBe(
      true,
    )
  })
})
