import type { EnrolmentView } from '#shared/enrolments'
import type { OnlineLessonView } from '#shared/online-lesson'
import { TrainingClasses } from '../../server/classes/training-class.model'
import { codeOf } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { inventedWorker, joinedWorker } from '../support/people'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let now = new Date()
let number = 0

beforeAll(async () => {
  // The attention checks come by chance: a token that ended between two would be another sign-in, that is another device.
  server = await startTestServer({ ACCESS_TOKEN_MINUTES: '60' }, () => now)
  for (const { _id, lessons } of await TrainingClasses.find({ tradeSeq: 41 }).lean()) {
    const online = lessons.map((each) =>
      ['L4', 'L5'].includes(each.id) ? { ...each, mode: 'online' as const } : each,
    )
    await TrainingClasses.updateOne({ _id }, { $set: { lessons: online } })
  }
})
afterAll(() => server.stop())

const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}
async function learner() {
  number += 1
  const worker = await joinedWorker(server, number)
  const enrolment = await steps.enrol(worker, 41)
  return { worker, enrolment, second: () => server.signIn(inventedWorker(number).openid) }
}
const lessonAt = ({ class: item }: EnrolmentView, lessonId = 'L5') =>
  `/me/classes/${item.id}/lessons/${lessonId}`
const sit = async (caller: Caller, enrolment: EnrolmentView, lessonId?: string) =>
  ok<OnlineLessonView>(await caller.post(`${lessonAt(enrolment, lessonId)}/sitting`))
const beat = async (caller: Caller, enrolment: EnrolmentView, lessonId?: string) =>
  ok<OnlineLessonView>(await caller.post(`${lessonAt(enrolment, lessonId)}/heartbeats`))

/** Learns until the server asks whether somebody is there. */
async function untilAsked(caller: Caller, enrolment: EnrolmentView): Promise<OnlineLessonView> {
  for (let beats = 0; beats < 20; beats += 1) {
    const view = await beat(caller, enrolment)
    if (view.check) return view
    later(30)
  }
  throw new Error('Nobody was asked in ten minutes')
}
const tap = async (caller: Caller, enrolment: EnrolmentView, tapped: number) =>
  ok<OnlineLessonView>(await caller.post(`${lessonAt(enrolment)}/attention`, { tapped }))

describe('an online lesson', () => {
  it('counts the time for which somebody answers, raw and counted side by side, and credits it', async () => {
    const { worker, enrolment } = await learner()
    await sit(worker, enrolment)
    const asked = await untilAsked(worker, enrolment)
    expect(asked.countedSeconds).toBe(0)
    const answered = await tap(worker, enrolment, asked.check?.wanted ?? -1)
    expect(answered).toMatchObject({ countedSeconds: asked.rawSeconds, pendingSeconds: 0, check: null })
    let view = answered
    while (view.countedTenths === 0) {
      const next = await untilAsked(worker, enrolment)
      view = await tap(worker, enrolment, next.check?.wanted ?? -1)
    }
    const [mine] = ok<{ items: EnrolmentView[] }>(await worker.get('/me/enrolments')).items
    expect(mine?.onlineHoursTenths).toBe(view.countedTenths)
  })

  it('gains nothing by beats in a hurry, and stands still in a silence', async () => {
    const { worker, enrolment } = await learner()
    await sit(worker, enrolment)
    for (let beats = 0; beats < 5; beats += 1) await beat(worker, enrolment)
    expect((await beat(worker, enrolment)).rawSeconds).toBe(0)
    later(600)
    expect((await beat(worker, enrolment)).rawSeconds).toBe(0)
    later(30)
    expect((await beat(worker, enrolment)).rawSeconds).toBe(30)
  })

  it('loses what nobody answered for: a wrong figure, or none within a minute', async () => {
    const { worker, enrolment } = await learner()
    await sit(worker, enrolment)
    const asked = await untilAsked(worker, enrolment)
    const wrong = asked.check?.choices.find((figure) => figure !== asked.check?.wanted) ?? -1
    expect(await tap(worker, enrolment, wrong)).toMatchObject({
      countedSeconds: 0,
      pendingSeconds: 0,
      missedChecks: 1,
    })
    await untilAsked(worker, enrolment)
    later(61)
    expect(await beat(worker, enrolment)).toMatchObject({ countedSeconds: 0, missedChecks: 2 })
  })

  it('goes on on one device and in one lesson at a time: the other stops', async () => {
    const { worker, enrolment, second } = await learner()
    await sit(worker, enrolment)
    await beat(worker, enrolment)
    const other = await second()
    expect(codeOf(await other.post(`${lessonAt(enrolment)}/heartbeats`))).toBe('learning_elsewhere')
    await sit(other, enrolment)
    expect(codeOf(await worker.post(`${lessonAt(enrolment)}/heartbeats`))).toBe('learning_elsewhere')
    await sit(other, enrolment, 'L4')
    expect(codeOf(await other.post(`${lessonAt(enrolment)}/heartbeats`))).toBe('learning_elsewhere')
    expect((await beat(other, enrolment, 'L4')).rawSeconds).toBe(0)
  })

  it('is not to be had for a lesson on site, nor by somebody who is not in the class', async () => {
    const { worker, enrolment } = await learner()
    expect(codeOf(await worker.post(`${lessonAt(enrolment, 'L1')}/sitting`))).toBe('not_in_this_state')
    number += 1
    const stranger = await joinedWorker(server, number)
    expect((await stranger.post(`${lessonAt(enrolment)}/sitting`)).status).toBe(404)
  })
})
