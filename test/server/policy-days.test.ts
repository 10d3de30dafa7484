import type { ClassDetailView, ClassListView } from '#shared/classes'
import type { ClaimPreview } from '#shared/claims'
import type { ClaimReplayView } from '#shared/claim-replay'
import type { EnrolmentView } from '#shared/enrolments'
import type { EstimateView } from '#shared/policy-estimates'
import type { CurrentPolicyView, PolicyVersionListView, PolicyVersionView } from '#shared/policy-versions'
import type { StatusView } from '#shared/session'
import { inTransaction } from '../../server/mongo'
import { openPolicyBook } from '../../server/policies/policy-book'
import { openDesk, pointersOf, type Case, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { inventedWorker, joinedWorker } from '../support/people'
import { startTestServer, type TestServer } from '../support/server'
import { openPolicyDesk, payingInstead, seenBy, type PolicyDesk } from '../support/version-desk'

const HOUR_MS = 3_600_000
const withoutSubsidy = { acceptsNoSubsidy: true }
const citation = { clause: '（六）', quotation: '动态调整' }

let server: TestServer
let desk: PolicyDesk
let claims: ClaimDesk
/** The programme's day begins at nine; sessions last for half a day. */
let hoursGone = 0
let version: PolicyVersionView
let early: Omit<Case, 'claim'>
let earlyCrane: Omit<Case, 'claim'>
let claimedEarly: Case

beforeAll(async () => {
  server = await startTestServer({}, () => new Date(Date.now() + hoursGone * HOUR_MS))
  hoursGone = 14
  desk = await openPolicyDesk(server)
  claims = await openDesk(server)
  early = await claims.newTraining()
  earlyCrane = await claims.newTraining(46)
  claimedEarly = await claims.newCase()
})
afterAll(() => server.stop())

const preview = async ({ worker, enrolment }: Omit<Case, 'claim'>) =>
  ok<ClaimPreview>(await worker.get(`/enrolments/${enrolment.id}/claim-preview`))
const current = async () => ok<CurrentPolicyView>(await server.anonymous.get('/policies/current'))
const reasonOf = (reply: unknown) => (reply as { body: { errors: { pointer: string }[] } }).body.errors

describe('on the 18th a version is set for the 19th', () => {
  it('but neither for a day that has begun nor for one after its own end', async () => {
    const draft = await desk.draft()
    const changed = payingInstead(draft, 60_000)
    const catalogue = changed.catalogue.map((row) =>
      row.seq === 41
        ? { ...row, renamed: [{ from: '2021-06-19', name: '钢筋加工工', citation }] }
        : row.seq === 46
          ? { ...row, closed: { until: '2021-06-18', citation } }
          : row,
    )
    version = await desk.ready(await desk.edit(draft, { ...changed, catalogue }))
    for (const activeFrom of ['2021-06-18', '2021-06-17', '2022-01-01']) {
      const reply = await desk.event(desk.approver, version, { event: 'schedule', activeFrom })
      expect([reply.status, reasonOf(reply)[0]?.pointer]).toEqual([422, '/activeFrom'])
    }
  })

  it('and is announced to everybody, while the old one still decides', async () => {
    const body = { event: 'schedule', activeFrom: '2021-06-19' }
    ok(await desk.event(desk.approver, version, body))
    expect(await current()).toMatchObject({
      version: 1,
      next: {
        version: 2,
        activeFrom: '2021-06-19',
        transitionText: expect.stringContaining('报名') as string,
      },
    })
    const { items } = ok<PolicyVersionListView>(await server.anonymous.get('/policies'))
    expect(items.map(({ version, state }) => [version, state])).toEqual([
      [2, 'scheduled'],
      [1, 'active'],
    ])
    expect((await preview(early)).rule?.amount).toMatchObject({ fen: 50_000 })
  })

  it('holds still: nobody can edit, prove or compare it any more', async () => {
    const { desk: seen } = await seenBy(desk.approver, version)
    expect(seen?.permittedEvents).toEqual(['unschedule'])
    expect((await seenBy(desk.author, version)).desk?.permittedEvents).toEqual([])
    const reply = await desk.author.post(`/policies/${version.id}/cases`, { revision: seen?.revision })
    expect(reply.body).toMatchObject({ code: 'not_in_this_state', permittedEvents: [] })
  })

  it('gives way to another that is set, and its day with it', async () => {
    const other = await desk.ready(await desk.edit(await desk.draft(), {}))
    ok(await desk.event(desk.approver, other, { event: 'schedule', activeFrom: '2021-06-25' }))
    expect(await seenBy(desk.author, version)).toMatchObject({ state: 'superseded', activeFrom: null })
    expect((await current()).next).toMatchObject({ version: 3, activeFrom: '2021-06-25' })
    const reason = '先不动'
    ok(await desk.event(desk.approver, other, { event: 'unschedule', reason }))
    expect((await current()).next).toBeNull()
    const content = await seenBy(desk.author, version)
    const { document, catalogue } = content
    version = await desk.ready(
      await desk.edit(other, {
        document: { ...document, version: 3 },
        catalogue,
        cases: content.desk?.cases,
      }),
    )
    ok(await desk.event(desk.approver, version, { event: 'schedule', activeFrom: '2021-06-19' }))
  })
})

describe('on the 19th', () => {
  let late: Omit<Case, 'claim'>
  beforeAll(() => {
    hoursGone = 16
  })

  it('it decides, in however many processes, and takes its place once', async () => {
    const programme = { inTransaction, now: () => new Date('2021-06-19T01:00:00Z') }
    const books = await Promise.all([1, 2, 3].map(() => openPolicyBook('2021-06-18', programme)))
    await Promise.all(books.map((book) => book.refresh('2021-06-19')))
    expect(books.map(({ current: policy }) => policy.hash)).toEqual(books.map(() => version.hash))
    expect((await current()).hash).toBe(version.hash)
    const { desk: seen } = await seenBy(desk.author, version)
    expect(seen?.history.filter(({ event }) => event === 'activate')).toEqual([
      expect.objectContaining({ actorName: null, detail: '到了生效日，自动启用' }),
    ])
    const { items } = ok<PolicyVersionListView>(await server.anonymous.get('/policies'))
    expect(items.find((each) => each.version === 1)?.state).toBe('superseded')
  })

  it('estimates nothing for a trade that is no longer in the catalogue, unless it was booked before', async () => {
    const rulesFor = async (question: object) => {
      const reply = await server.anonymous.post('/estimate', { facts: { tradeSeq: 46 }, ...question })
      return ok<EstimateView>(reply).candidates.map(({ rule }) => rule)
    }
    const before = await rulesFor({ bookedOn: '2021-06-18' })
    const after = await rulesFor({})
    expect(before.filter((rule) => !after.includes(rule))).toEqual(['R9-3'])
  })

  it('who booked before keeps the old sum and the old name of the trade', async () => {
    const claim = await steps.claim(early.worker, early.enrolment)
    expect(claim).toMatchObject({
      amount: { fen: 50_000 },
      policy: { version: 1 },
      tradeRow: { seq: 41, name: '钢筋工', amountYuan: 500 },
    })
  })

  it('who books now gets the new ones', async () => {
    late = await claims.newTraining()
    const claim = await steps.claim(late.worker, late.enrolment)
    expect(claim).toMatchObject({
      amount: { fen: 60_000 },
      policy: { version: 3, hash: version.hash },
      tradeRow: { seq: 41, name: '钢筋加工工', raw: '钢筋工', amountYuan: 600 },
    })
    const replay = ok<ClaimReplayView>(await late.worker.get(`/claims/${claim.id}/replay`))
    expect(replay).toMatchObject({ isSame: true, isOlderVersion: false })
  })

  it('a row that was closed pays who booked on its last day, and nobody later', async () => {
    const claim = await steps.claim(earlyCrane.worker, earlyCrane.enrolment)
    expect(claim).toMatchObject({ amount: { kind: 'upTo', fen: 100_000 }, tradeRow: { seq: 46 } })
    const unconfirmed = await server
      .as('worker-ready')
      .then(async (worker) =>
        worker.post(`/classes/${earlyCrane.enrolment.class.id}/enrolments`, { acceptsNoSubsidy: false }),
      )
    expect(pointersOf(unconfirmed)).toEqual(['/acceptsNoSubsidy'])
    const tooLate = await claims.newTraining(46, withoutSubsidy)
    expect(await preview(tooLate)).toMatchObject({
      mayClaim: false,
      rule: null,
      missing: [{ text: '报名那天这个工种不在补贴目录里，不能申领；请问培训机构', fix: 'none' }],
    })
    const { worker, enrolment } = tooLate
    const body = {
      enrolmentId: enrolment.id,
      expectedAmount: { kind: 'upTo', fen: 100_000 },
      cardLastFour: '0012',
      consent: true,
    }
    expect((await worker.post('/claims', body)).body).toMatchObject({ code: 'conditions_not_met' })
  })

  it('a claim that was made before is the same as ever', async () => {
    const { worker, claim } = claimedEarly
    const replay = ok<ClaimReplayView>(await worker.get(`/claims/${claim.id}/replay`))
    expect(replay).toMatchObject({
      isSame: true,
      isOlderVersion: true,
      on: '2021-06-18',
      policy: { version: 1, stateText: '已被新版替代' },
      replayed: { ruleId: 'R11-1', outcome: 'payable', amount: { kind: 'fixed', fen: 50_000 } },
    })
    const paid = await steps.pass(claims.hr, await steps.pass(claims.housing, claim))
    expect(paid.decidedFen).toBe(50_000)
    const officer = ok<ClaimReplayView>(await claims.hr.get(`/claims/${claim.id}/replay`))
    expect(officer).toEqual({ ...replay })
    expect((await late.worker.get(`/claims/${claim.id}/replay`)).status).toBe(404)
  })
})

describe('after a version is stopped', () => {
  it('who booked up to that day can still claim, who books later cannot', async () => {
    const booked = await claims.newTraining()
    ok(await desk.event(desk.approver, version, { event: 'close', reason: '资金用完' }))
    expect(await current()).toMatchObject({ state: 'closed', closedOn: '2021-06-19' })
    hoursGone = 40
    const worker = await server.signIn(inventedWorker(booked.number).openid)
    expect((await preview({ ...booked, worker })).mayClaim).toBe(true)
    const late = await (await openDesk(server, 50)).newTraining(41, withoutSubsidy)
    expect(await preview(late)).toMatchObject({ rule: null, mayClaim: false })
    expect((await preview(late)).missing[0]?.text).toBe('报名那天补贴已经停止，不能申领；请问培训机构')
  })

  it('who wants to book a class reads first that nothing is paid, and takes no seat before having agreed', async () => {
    const worker = await joinedWorker(server, 60)
    const [item] = ok<ClassListView>(await worker.get('/classes?tradeSeq=41')).items
    const sentence = '现在没有生效的补贴办法，报名也领不到钱'
    expect(item?.enrolment).toMatchObject({ open: true, noSubsidy: sentence })
    const refused = await worker.post(`/classes/${item?.id ?? ''}/enrolments`)
    expect(refused.body).toMatchObject({ status: 409, code: 'no_subsidy' })
    expect((refused.body as { detail: string }).detail).toContain(sentence)
    const after = ok<ClassDetailView>(await worker.get(`/classes/${item?.id ?? ''}`))
    expect(after.seatsLeft).toBe(item?.seatsLeft)
    const agreed = ok<EnrolmentView>(
      await worker.post(`/classes/${item?.id ?? ''}/enrolments`, withoutSubsidy),
    )
    expect(agreed).toMatchObject({ noSubsidy: sentence, class: { seatsLeft: after.seatsLeft - 1 } })
  })

  it('an estimate names no sum for a booking of today, and the old one for a booking of then', async () => {
    const facts = { tradeSeq: 41, examPassed: true, hours: { onsite: 40 }, examinedOn: '2021-06-18' }
    const ask = async (bookedOn?: string) =>
      ok<EstimateView>(await server.anonymous.post('/estimate', { facts, ...(bookedOn && { bookedOn }) }))
    expect(await ask()).toMatchObject({ inForce: false, candidates: [], best: null })
    const inTime = await ask('2021-06-19')
    expect(inTime).toMatchObject({ inForce: true, best: 'R11-1', policy: { version: 3 } })
    expect(inTime.candidates[0]?.amount.fen).toBe(60_000)
    expect((await ask('2021-06-18')).candidates[0]?.amount.fen).toBe(50_000)
    const tomorrow = await server.anonymous.post('/estimate', { facts, bookedOn: '2021-06-30' })
    expect([tomorrow.status, pointersOf(tomorrow)]).toEqual([422, ['/bookedOn']])
  })

  it('every page says from the next day on that it is over', async () => {
    const { policy } = ok<StatusView>(await server.anonymous.get('/status'))
    expect(policy.status).toBe('closed')
    expect(policy.statusText).toBe('本办法2021年6月19日已停止，之后报名的没有补贴')
    const estimated = ok<EstimateView>(await server.anonymous.post('/estimate', { facts: { tradeSeq: 41 } }))
    expect(estimated.statusText).toBe(policy.statusText)
  })
})
