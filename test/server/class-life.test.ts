import mongoose, { Types } from 'mongoose'
import type { ClassDetailView } from '#shared/classes'
import type { EnrolmentView } from '#shared/enrolments'
import { turnDueClasses } from '../../server/classes/class-life.service'
import { bringOlderClassesUpToDate } from '../../server/classes/older-classes'
import { rosterHash } from '../../server/classes/roster-seal'
import { TrainingClasses, type TrainingClass } from '../../server/classes/training-class.model'
import { inTransaction } from '../../server/mongo'
import { codeOf } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { joinedWorker } from '../support/people'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let institution: Caller
let workers: Caller[]
const DAY_MS = 86_400_000
const BEGUN = Date.now()
let passed = 0

beforeAll(async () => {
  server = await startTestServer({}, () => new Date(BEGUN + passed))
  institution = await server.as('institution-gangcheng')
  workers = []
  for (let index = 1; index <= 4; index += 1) workers.push(await joinedWorker(server, index))
})
afterAll(() => server.stop())

const worker = (index: number): Caller => {
  const found = workers[index]
  if (!found) throw new Error(`No worker ${index}`)
  return found
}
/** 钢筋工培训班（第7期） of 港城: lessons from 28 June to 2 July. */
const nextClass = () => TrainingClasses.findOne({ code: 'rebar-worker-next' }).orFail().lean<TrainingClass>()
const enrolled = async (caller: Caller) =>
  ok<EnrolmentView>(await caller.post(`/classes/${(await nextClass())._id.toHexString()}/enrolments`))
const turnOn = (today: string) =>
  turnDueClasses({
    inTransaction,
    moment: () => ({ now: new Date(), programmeNow: new Date(`${today}T02:00:00Z`), today }),
  })
const credit = async (enrolment: EnrolmentView) =>
  institution.put(`/institution/classes/${enrolment.class.id}/lessons/L1/attendance`, {
    entries: [{ enrolmentId: enrolment.id, hoursTenths: 80 }],
  })
const result = (enrolment: EnrolmentView, examinedOn: string) =>
  institution.put(`/enrolments/${enrolment.id}/exam-result`, { passed: true, examinedOn })

describe('the day', () => {
  let first: EnrolmentView
  let second: EnrolmentView

  it('leaves a class that has not begun as it is, and takes no hours for it', async () => {
    first = await enrolled(worker(0))
    second = await enrolled(worker(1))
    await turnOn('2021-06-27')
    expect(await nextClass()).toMatchObject({ state: 'enrolling', rosterSeal: null, history: [] })
    const early = await credit(first)
    expect([early.status, codeOf(early)]).toEqual([409, 'not_in_this_state'])
    const exam = await result(first, '2021-06-18')
    expect([exam.status, codeOf(exam)]).toEqual([409, 'not_in_this_state'])
  })

  it('starts it on its first day and seals the roster as it stands then, once', async () => {
    await TrainingClasses.updateOne({ code: 'rebar-worker-next' }, { enrolUntil: '2021-07-02' })
    await turnOn('2021-06-28')
    const started = await nextClass()
    const ids = [first, second].map(({ id }) => new Types.ObjectId(id))
    expect(started).toMatchObject({
      state: 'running',
      rosterSeal: { sha256: rosterHash(started._id, ids), enrolmentIds: ids, sealedOn: '2021-06-28' },
      history: [{ event: 'start', from: 'enrolling', to: 'running', actorId: null, actorRole: 'system' }],
    })
    await turnOn('2021-06-28')
    expect(await nextClass()).toEqual(started)
  })

  it('leaves the seal as it is when somebody joins late', async () => {
    const sealed = (await nextClass()).rosterSeal
    await enrolled(worker(2))
    await turnOn('2021-06-29')
    expect((await nextClass()).rosterSeal).toEqual(sealed)
  })

  it('finishes it after its last day, takes records then, and nobody new', async () => {
    passed = 15 * DAY_MS
    ok(await credit(first))
    expect((await nextClass()).state).toBe('finished')
    const id = (await nextClass())._id.toHexString()
    const shown = ok<ClassDetailView>(await server.anonymous.get(`/classes/${id}`))
    expect(shown.enrolment).toMatchObject({ open: false, reason: '报名已截止' })
    const late = await worker(3).post(`/classes/${id}/enrolments`)
    expect([late.status, codeOf(late)]).toEqual([409, 'not_in_this_state'])
  })

  it('moves it on when the last result is in, and not before', async () => {
    ok(await result(first, '2021-07-02'))
    ok(await result(second, '2021-07-02'))
    await turnOn('2021-07-03')
    expect((await nextClass()).state).toBe('finished')
    const [third] = ok<{ items: EnrolmentView[] }>(await worker(2).get('/me/enrolments')).items
    if (third) ok(await result(third, '2021-07-02'))
    await turnOn('2021-07-03')
    const { state, history } = await nextClass()
    expect(state).toBe('results_in')
    expect(history.map(({ event }) => event)).toEqual(['start', 'finish', 'examine', 'settle'])
  })
})

describe('the hash of a roster', () => {
  const ids = ['a', 'b', 'c'].map((letter) => new Types.ObjectId(letter.repeat(24)))
  const classId = new Types.ObjectId('d'.repeat(24))

  it('is what anybody can work out from the class and the ids in their order', () => {
    // printf 'jiangbutong class roster 1\n…' | sha256sum
    expect(rosterHash(classId, ids)).toBe('bf04e584bdb0bb2f80ebdd99f46aaaef0f3824470178a1eb70f8978b6c66460f')
    expect(rosterHash(classId, [])).toMatch(/^[0-9a-f]{64}$/)
  })

  it('is another for another order, another class or one person less', () => {
    const hashes = [
      rosterHash(classId, ids),
      rosterHash(classId, [...ids].reverse()),
      rosterHash(new Types.ObjectId('e'.repeat(24)), ids),
      rosterHash(classId, ids.slice(1)),
    ]
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})

describe('a class that an earlier release wrote', () => {
  const lessons = [
    { id: 'L1', heldOn: '2021-06-10', startsAt: '08:30', mode: 'onsite', hoursTenths: 85, topic: '一' },
    { id: 'L2', heldOn: '2021-06-11', startsAt: '20:00', mode: 'onsite', hoursTenths: 80, topic: '二' },
  ]
  const write = async (code: string, days: { startsOn: string; endsOn: string; enrolUntil: string }) => {
    const { _id, title, tradeSeq, institutionId, place, examOn, capacity } = await nextClass()
    const rest = { title, tradeSeq, institutionId, place, examOn, capacity, seatsLeft: 1 }
    const older = { ...rest, ...days, code, lessons, teacherName: '甲', priceFen: 0, isDemo: true }
    await mongoose.connection.collection('training_classes').insertOne({ ...older, was: _id })
    await mongoose.connection.collection('training_classes').updateOne({ code }, { $unset: { was: 1 } })
  }
  const read = (code: string) => TrainingClasses.findOne({ code }).orFail().lean<TrainingClass>()

  it('becomes what it is by its days, with an end for each lesson and no seal that nobody made', async () => {
    await write('before', { startsOn: '2021-06-20', endsOn: '2021-06-21', enrolUntil: '2021-06-19' })
    await write('during', { startsOn: '2021-06-10', endsOn: '2021-06-11', enrolUntil: '2021-06-18' })
    await write('after', { startsOn: '2021-06-10', endsOn: '2021-06-11', enrolUntil: '2021-06-09' })
    await bringOlderClassesUpToDate('2021-06-18')
    const states = await Promise.all(
      ['before', 'during', 'after'].map(async (code) => (await read(code)).state),
    )
    expect(states).toEqual(['enrolling', 'running', 'finished'])
    const during = await read('during')
    expect(during.lessons.map(({ endsAt }) => endsAt)).toEqual(['17:00', '23:59'])
    expect(during).toMatchObject({ rosterSeal: null, history: [], partnerId: null })
    await bringOlderClassesUpToDate('2021-06-25')
    expect(await read('before')).toMatchObject({ state: 'enrolling' })
  })
})
