import { Types } from 'mongoose'
import type { ClaimListView, ClaimView } from '#shared/claims'
import type { NotificationListView } from '#shared/notifications'
import type { ObjectionReceipt, ObjectionStanding, PublicityList } from '#shared/objections'
import { Claims } from '../../server/claims/claim.model'
import { inTransaction } from '../../server/mongo'
import { IdentityProofs } from '../../server/people/identity-proof.model'
import { endPublicity } from '../../server/publicity/publicity-end.service'
import { codeOf, event, now, openDesk, type Case, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { putInForce } from '../support/policy-in-force'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
let secondHr: Caller
let nobody: Caller

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
  secondHr = await server.as('hr-second')
  nobody = server.anonymous
  await putInForce('common')
})
afterAll(() => server.stop())

/** The days go by: runs what ends publicity as it would run on that day. */
const turnOn = (today: string) => {
  const programmeNow = new Date(`${today}T02:00:00Z`)
  return endPublicity({ inTransaction, moment: () => ({ now: new Date(), programmeNow, today }) })
}
const publicNames = async () => ok<PublicityList>(await nobody.get('/public/publicity')).items
const object = (claim: ClaimView, body: object = {}): Promise<Reply> =>
  nobody.post(`/public/publicity/${claim.id}/objections`, {
    words: '这几天他在别的工地干活，没来上课',
    isAnonymous: true,
    ...body,
  })
const approved = () => desk.newPayable()
const stateOf = async (caller: Caller, claim: ClaimView) => (await now(caller, claim)).state
const lastNotice = async (worker: Caller) =>
  ok<NotificationListView>(await worker.get('/me/notifications')).items[0]

describe('an approved name where the policy sets five working days of publicity', () => {
  it('is public with a masked name, the trade and the sum, and neither receipt, phone nor account', async () => {
    const { claim, worker } = await approved()
    expect(claim.state).toBe('in_publicity')
    const listed = (await publicNames()).find(({ id }) => id === claim.id)
    // 18 June 2021 is a Friday.
    expect(listed).toMatchObject({ since: '2021-06-18', lastDay: '2021-06-25', isObjected: false })
    const shown = JSON.stringify(listed)
    expect(listed?.nameMasked).toContain('*')
    expect(listed?.residentIdMasked).toMatch(/^\d\*+[\dX]$/)
    const { claimNo, account } = await now(worker, claim)
    expect(shown).not.toContain(claimNo)
    expect(shown).not.toContain(account.cardMasked.slice(-4))
    expect(shown).not.toMatch(/\d{8}/.exec(shown.replace(claim.id, '')) ? /never/ : /1[3-9]\d{9}/)
  })

  it('can be paid on the day after the last one, and not before', async () => {
    const { claim } = await approved()
    expect(await turnOn('2021-06-25')).toBe(0)
    expect(await stateOf(desk.hr, claim)).toBe('in_publicity')
    expect(await turnOn('2021-06-26')).toBeGreaterThan(0)
    expect(await stateOf(desk.hr, claim)).toBe('payable')
    expect((await publicNames()).some(({ id }) => id === claim.id)).toBe(false)
    expect((await object(claim)).status).toBe(404)
  })

  it('stays public, loudly, while the holidays of the year are not known', async () => {
    const { claim } = await approved()
    await Claims.updateOne({ _id: new Types.ObjectId(claim.id) }, { publicSince: '2031-06-02' })
    await expect(turnOn('2031-07-01')).rejects.toThrow('holidays')
    expect(await stateOf(desk.hr, claim)).toBe('in_publicity')
    await Claims.deleteOne({ _id: new Types.ObjectId(claim.id) })
  })
})

describe('an objection', () => {
  let made: Case
  let receipt: ObjectionReceipt
  beforeEach(async () => {
    // Every test objects as a caller of its own day.
    await IdentityProofs.deleteMany({})
    made = await approved()
    receipt = ok<ObjectionReceipt>(await object(made.claim))
  })

  const standing = async () => ok<ObjectionStanding>(await nobody.get(`/public/objections/${receipt.code}`))

  it('stops the money until it is answered, and whoever objects gets a code and a day', async () => {
    expect(receipt.dueOn).toBe('2021-06-25')
    expect(await stateOf(desk.hr, made.claim)).toBe('objected')
    await turnOn('2021-07-30')
    expect(await stateOf(desk.hr, made.claim)).toBe('objected')
    expect(await standing()).toMatchObject({ answer: null })
  })

  it('is told to the worker without who or what; officers read the words and not who', async () => {
    const { worker, claim } = made
    expect((await lastNotice(worker))?.body).toContain('2021年6月25日前答复')
    expect(JSON.stringify(await now(worker, claim))).not.toContain('别的工地')
    expect((await now(secondHr, claim)).objections).toMatchObject([
      { words: expect.stringContaining('别的工地') },
    ])
    const contested = ok<ClaimListView>(await secondHr.get('/review/claims?show=contested')).items
    expect(contested.map(({ id }) => id)).toContain(claim.id)
  })

  it('is answered by nobody who reviewed the claim', async () => {
    const answer = { event: 'dismiss_objection', answer: '签到和考场录像都在，本人参加了' }
    expect(codeOf(await event(desk.hr, made.claim, answer))).toBe('same_reviewer')
  })

  it('that is not upheld lets the publicity go on to its day', async () => {
    const answer = '签到和考场记录都在，本人参加了'
    ok(await event(secondHr, made.claim, { event: 'dismiss_objection', answer }))
    expect(await stateOf(desk.hr, made.claim)).toBe('in_publicity')
    expect(await standing()).toMatchObject({ answer: { outcome: 'kept', text: answer } })
    expect((await lastNotice(made.worker))?.kind).toBe('objection_dismissed')
    await turnOn('2021-06-26')
    expect(await stateOf(desk.hr, made.claim)).toBe('payable')
  })

  it('that is upheld refuses the claim, and nothing is paid', async () => {
    const refusal = { event: 'refuse', reasonCode: 'untrue_records', comment: '那几天人在外地' }
    ok(await event(secondHr, made.claim, refusal))
    expect(await standing()).toMatchObject({ answer: { outcome: 'turned' } })
    expect(await publicNames()).not.toContainEqual(expect.objectContaining({ id: made.claim.id }))
  })

  it('comes from one place five times a day at most', async () => {
    for (let time = 0; time < 4; time += 1) ok(await object(made.claim))
    expect(codeOf(await object(made.claim))).toBe('too_many_requests')
  })

  it('can send the claim back to be reviewed again, with a new publicity after it', async () => {
    ok(await event(secondHr, made.claim, { event: 'reopen', answer: '课时要重新核对' }))
    const reopened = await now(desk.hr, made.claim)
    expect(reopened).toMatchObject({ state: 'hr_review', decidedFen: null, publicity: null })
    expect((await steps.pass(desk.hr, reopened)).state).toBe('in_publicity')
  })

  it('from many for one name waits for one answer, which all of them get', async () => {
    const signedIn = await server.as('worker-other')
    ok(
      await signedIn.post(`/public/publicity/${made.claim.id}/objections`, {
        words: '没见他来',
        isAnonymous: false,
      }),
    )
    ok(await event(secondHr, made.claim, { event: 'dismiss_objection', answer: '核实过，来了' }))
    expect(await standing()).toMatchObject({ answer: { outcome: 'kept' } })
    expect(await lastNotice(signedIn)).toMatchObject({ kind: 'objection_answered' })
  })
})

describe('a refused worker', () => {
  const refuse = { event: 'refuse', reasonCode: 'untrue_records', comment: '签到对不上' }
  const appeal = { event: 'appeal', words: '签到那天手机没电，老师补签了，可以问老师' }

  it('appeals once, to somebody else of the bureau that refused', async () => {
    const { worker, claim } = await desk.newCase()
    ok(await event(desk.housing, claim, refuse))
    expect(await now(worker, claim)).toMatchObject({ appealUntil: '2021-08-17', permittedEvents: ['appeal'] })
    ok(await event(worker, claim, appeal))
    expect(codeOf(await event(desk.housing, claim, { event: 'reopen', answer: '再看' }))).toBe(
      'same_reviewer',
    )
    expect(codeOf(await event(secondHr, claim, { event: 'reopen', answer: '再看' }))).toBe('not_allowed')
    const second = await server.as('housing-second')
    ok(await event(second, claim, { event: 'keep_refusal', answer: '老师说没有补签' }))
    expect(await now(worker, claim)).toMatchObject({
      state: 'refused',
      appealUntil: null,
      appeal: { answer: { outcome: 'kept', text: '老师说没有补签' } },
    })
    expect(codeOf(await event(worker, claim, appeal))).toBe('not_in_this_state')
    expect((await lastNotice(worker))?.body).toContain('行政复议')
  })

  it('whose appeal has a point is reviewed again in the same claim', async () => {
    const { worker, claim } = await desk.newCase()
    ok(await event(desk.housing, claim, refuse))
    ok(await event(worker, claim, appeal))
    const second = await server.as('housing-second')
    ok(await event(second, claim, { event: 'reopen', answer: '老师补签属实' }))
    expect(await now(worker, claim)).toMatchObject({ state: 'housing_review', refused: null })
  })

  it('cannot appeal after sixty days', async () => {
    const { worker, claim } = await desk.newCase()
    ok(await event(desk.housing, claim, refuse))
    const stored = await Claims.findById(claim.id).lean()
    const history = stored?.history.map((step) => ({ ...step, at: new Date('2021-04-18T02:00:00Z') }))
    await Claims.updateOne({ _id: new Types.ObjectId(claim.id) }, { $set: { history } })
    expect(codeOf(await event(worker, claim, appeal))).toBe('not_in_this_state')
  })
})

describe('a claim that is held', () => {
  it('says why, is reviewed by nobody meanwhile, and goes on in its old place', async () => {
    const { worker, claim } = await desk.newCase()
    ok(await event(desk.housing, claim, { event: 'hold', reason: '证书网站今天打不开，查到了再办' }))
    const held = await now(worker, claim)
    expect(held).toMatchObject({ state: 'held', heldReason: '证书网站今天打不开，查到了再办' })
    const pass = { event: 'pass', checks: held.checksNeeded }
    expect(codeOf(await event(desk.housing, claim, pass))).toBe('not_in_this_state')
    expect(codeOf(await event(desk.hr, claim, { event: 'resume' }))).toBe('not_allowed')
    const list = ok<ClaimListView>(await desk.housing.get('/review/claims?show=held')).items
    expect(list.map(({ id }) => id)).toContain(claim.id)
    const before = await Claims.findById(claim.id).lean()
    ok(await event(desk.housing, claim, { event: 'resume' }))
    const after = await Claims.findById(claim.id).lean()
    expect(after).toMatchObject({ state: 'housing_review', queueAt: before?.queueAt, hold: null })
  })
})
