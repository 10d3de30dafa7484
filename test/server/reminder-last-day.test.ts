import { createSecretKey, randomBytes } from 'node:crypto'
import { Types } from 'mongoose'
import type { NotificationListView } from '#shared/notifications'
import { defaultTimes } from '../../server/auth/session-lifetimes'
import { tellLastDays } from '../../server/claims/claim-deadline.service'
import type { ReminderDeps } from '../../server/claims/claim-reminder.service'
import { inTransaction } from '../../server/mongo'
import { Deliveries } from '../../server/notifications/delivery.model'
import { FieldCipher } from '../../server/personal-data/field-cipher'
import { openPolicyBook } from '../../server/policies/policy-book'
import { Enrolments } from '../../server/enrolments/enrolment.model'
import { openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { putInForce } from '../support/policy-in-force'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
afterEach(() => server.stop())

/** A server whose policy gives two months; everybody passes on 18 June, so that 18 August is the last day. */
async function begin(preset: 'common' | 'notice' = 'common'): Promise<void> {
  server = await startTestServer()
  desk = await openDesk(server)
  await putInForce(preset, preset === 'common' ? { 'claim.deadlineMonths': 2 } : {})
}

const newKey = () => createSecretKey(randomBytes(32))

/** What a process works with on that day. */
async function processOn(today: string): Promise<ReminderDeps> {
  const programmeNow = new Date(`${today}T02:00:00Z`)
  const policies = await openPolicyBook(today, { inTransaction, now: () => programmeNow })
  const deployment = {
    mode: 'demo' as const,
    cipher: new FieldCipher(newKey(), newKey(), randomBytes),
    policies,
    randomBytes,
    noticeChannels: {
      wechat: {
        payout: null,
        progress: {
          id: 'progress',
          keys: { subject: 'thing1', result: 'phrase2', date: 'date3', note: 'thing4' },
        },
      },
      hasLongTermTemplates: true,
      sms: ['to_do' as const],
    },
    signIn: defaultTimes,
    lookUpCertificate: null,
  }
  return { deployment, inTransaction, moment: () => ({ now: new Date(), programmeNow, today }) }
}
const tellOn = async (today: string) => tellLastDays(await processOn(today))
const told = async (worker: Caller) =>
  ok<NotificationListView>(await worker.get('/me/notifications')).items.filter(
    ({ kind }) => kind === 'last_day_to_claim',
  )

describe('the last day to claim', () => {
  it('is told when thirty days are left, and again with seven, each once', async () => {
    await begin()
    const { worker, enrolment } = await desk.newTraining()
    const days = ['07-18', '07-19', '07-20', '08-10', '08-11', '08-12', '08-18', '08-19']
    const counts: number[] = []
    for (const day of days) counts.push(await tellOn(`2021-${day}`))
    expect(counts).toEqual([0, 1, 0, 0, 1, 0, 0, 0])
    const [last, first] = await told(worker)
    expect(first?.body).toContain('最晚2021年8月18日（当天也行），还有30天')
    expect(last?.body).toContain('还有7天')
    expect(last?.enrolmentId).toBe(enrolment.id)
  })

  it('is told on the day itself where nothing was told before, and once only', async () => {
    await begin()
    const { worker } = await desk.newTraining()
    expect([await tellOn('2021-08-18'), await tellOn('2021-08-18')]).toEqual([1, 0])
    expect((await told(worker))[0]?.body).toContain('就是今天')
  })

  it('is told once by however many processes that look at the same moment', async () => {
    await begin()
    const trainings = [await desk.newTraining(), await desk.newTraining(), await desk.newTraining()]
    const processes = await Promise.all([1, 2, 3, 4].map(() => processOn('2021-07-19')))
    const counts = await Promise.all(processes.map((deps) => tellLastDays(deps)))
    expect(counts.reduce((sum, count) => sum + count)).toBe(3)
    for (const { worker } of trainings) expect(await told(worker)).toHaveLength(1)
  })

  it('leads to the page on which the claim is made, and has an SMS behind it', async () => {
    await begin()
    const { enrolment } = await desk.newTraining()
    await tellOn('2021-07-19')
    const copies = await Deliveries.find({ kind: 'last_day_to_claim' }).lean()
    expect(copies).toMatchObject([
      {
        channel: 'wechat',
        page: `packages/claims/confirm/index?enrolmentId=${enrolment.id}`,
        values: { phrase2: '快到期限', date3: '2021年8月18日' },
        fallback: { templateId: 'to_do' },
      },
    ])
  })

  it('is told of a certificate without an exam on file, and of what still lacks the paper that the worker adds', async () => {
    await begin()
    const training = await desk.newTraining(46)
    await Enrolments.updateOne({ _id: new Types.ObjectId(training.enrolment.id) }, { state: 'attending' })
    expect(await tellOn('2021-07-19')).toBe(1)
    expect(await told(training.worker)).toHaveLength(1)
  })

  it('is not told of what was claimed, was not passed, or cannot be claimed any more', async () => {
    await begin()
    await desk.newCase()
    const failed = await desk.newTraining()
    await Enrolments.updateOne({ _id: new Types.ObjectId(failed.enrolment.id) }, { state: 'failed' })
    const left = await desk.newTraining()
    await Enrolments.updateOne({ _id: new Types.ObjectId(left.enrolment.id) }, { state: 'dropped' })
    expect(await tellOn('2021-07-19')).toBe(0)
  })

  it('is told anew when the record is mended and the last day becomes another', async () => {
    await begin()
    const { worker, enrolment } = await desk.newTraining()
    expect(await tellOn('2021-07-19')).toBe(1)
    const result = { passed: true, examinedOn: '2021-06-17' }
    ok(await desk.institution.put(`/enrolments/${enrolment.id}/exam-result`, result))
    expect(await tellOn('2021-07-20')).toBe(1)
    expect((await told(worker))[0]?.body).toContain('最晚2021年8月17日')
  })

  it('does not exist under the notice, which sets no time', async () => {
    await begin('notice')
    await desk.newTraining()
    expect(await tellOn('2021-08-11')).toBe(0)
    expect(await tellOn('2022-06-11')).toBe(0)
  })

  it('is told to everybody else when one training cannot be read, and the job says that it failed', async () => {
    await begin()
    const broken = await desk.newTraining()
    await Enrolments.updateOne(
      { _id: new Types.ObjectId(broken.enrolment.id) },
      { institutionId: new Types.ObjectId() },
    )
    const { worker } = await desk.newTraining()
    await expect(tellOn('2021-07-19')).rejects.toThrow('not looked at')
    expect(await told(worker)).toHaveLength(1)
  })

  it('is still told to somebody whose claim was withdrawn', async () => {
    await begin()
    const { worker, claim, enrolment } = await desk.newCase()
    const { revision } = ok<{ revision: number }>(await worker.get(`/claims/${claim.id}`))
    ok(await worker.post(`/claims/${claim.id}/events`, { event: 'withdraw', revision }))
    expect(await tellOn('2021-07-19')).toBe(1)
    expect(await told(worker)).toHaveLength(1)
    await steps.claim(worker, enrolment)
    expect(await tellOn('2021-08-11')).toBe(0)
  })
})
