import type { CurrentPolicyView, PolicyVersionListView, PolicyVersionView } from '#shared/policy-versions'
import { codeOf, openDesk, pointersOf, type ClaimDesk } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { startTestServer, type Caller, type TestServer } from '../support/server'
import {
  openPolicyDesk,
  payingInstead,
  reasonsOf,
  revisionOf,
  seenBy,
  signing,
  type PolicyDesk,
} from '../support/version-desk'

let server: TestServer
let desk: PolicyDesk
let claims: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openPolicyDesk(server)
  claims = await openDesk(server)
})
afterAll(() => server.stop())

const paying = async (fen: number) => {
  const draft = await desk.draft()
  return desk.ready(await desk.edit(draft, payingInstead(draft, fen)))
}
const schedule = (version: PolicyVersionView, activeFrom: string) =>
  desk.event(desk.approver, version, { event: 'schedule', activeFrom })
const activate = (version: PolicyVersionView) => desk.event(desk.approver, version, { event: 'activate' })

describe('a signature under the comparison', () => {
  it('holds while claims are made that the content does not touch, and while others go their way', async () => {
    const before = await claims.newCase()
    const version = await paying(60_000)
    await claims.newCase(46)
    ok(await before.worker.post(`/claims/${before.claim.id}/events`, withdrawal(before.claim)))
    ok(await schedule(version, '2021-06-25'))
    ok(await desk.event(desk.approver, version, { event: 'unschedule', reason: '再看看' }))
  })

  it('is not enough once a claim was made that the content changes: compare, look and sign again', async () => {
    const version = await paying(70_000)
    const place = `/policies/${version.id}`
    await claims.newTraining()
    await claims.newCase()
    for (const reply of [await schedule(version, '2021-06-25'), await activate(version)]) {
      expect([reply.status, codeOf(reply)]).toEqual([409, 'version_not_ready'])
      expect(reasonsOf(reply)).toEqual(['difference_complete'])
    }
    const revision = await revisionOf(desk.author, version)
    const { desk: compared } = ok<PolicyVersionView>(
      await desk.author.post(`${place}/difference`, { revision }),
    )
    expect(compared?.difference).toMatchObject({
      changed: 1,
      signature: null,
      bookings: 2,
      bookingsText: '另有2人次已经报名、还没申领，仍按报名那天的版本办',
    })
    ok(await desk.approver.post(`${place}/difference/signature`, await signing(desk.approver, version)))
    ok(await schedule(version, '2021-06-25'))
    ok(await desk.event(desk.approver, version, { event: 'unschedule', reason: '再看看' }))
  })
})

describe('a step that was refused', () => {
  it('stands in the history with who asked and why, counted, and leaves the version as it was', async () => {
    const draft = await desk.draft()
    const ask = () => desk.event(desk.author, draft, { event: 'review' })
    expect([reasonsOf(await ask()), reasonsOf(await ask())]).toEqual([['not_author'], ['not_author']])
    const { desk: seen } = await seenBy(desk.approver, draft)
    expect(seen?.revision).toBe(0)
    expect(seen?.history.map(({ event, isRefused, times }) => [event, isRefused, times])).toEqual([
      ['create', false, 1],
      ['review', true, 2],
    ])
    expect(seen?.history.at(-1)).toMatchObject({
      label: '复核通过',
      actorName: seen?.authorNames[0],
      detail: '您写过这一版，要换一个人来办',
    })
  })

  it('the list names the people behind a version to the policy desk, and to nobody else', async () => {
    const version = await paying(65_000)
    const inList = async (caller: Caller) =>
      ok<PolicyVersionListView>(await caller.get('/policies')).items.find(
        ({ id, state }) => id === version.id || state === 'active',
      )
    expect((await inList(desk.author))?.people).toEqual({
      authorNames: version.desk?.authorNames,
      reviewerName: version.desk?.reviewerName,
      approverName: version.desk?.approverName,
    })
    expect((await inList(server.anonymous))?.people).toBeNull()
  })
})

describe('the dates that a version states for itself', () => {
  const dated = async (dates: object) => {
    const draft = await desk.draft()
    return desk.ready(await desk.edit(draft, { document: { ...draft.document, ...dates } }))
  }

  it('a version whose first day lies ahead is not put in force today, nor set for a day before it', async () => {
    const version = await dated({ effectiveFrom: '2021-07-01' })
    const { desk: seen } = await seenBy(desk.approver, version)
    expect(seen?.permittedEvents).toContain('schedule')
    expect(seen?.permittedEvents).not.toContain('activate')
    const refused = await activate(version)
    expect([codeOf(refused), reasonsOf(refused)]).toEqual(['version_not_ready', ['own_start_reached']])
    const early = await schedule(version, '2021-06-30')
    expect([early.status, pointersOf(early)]).toEqual([422, ['/activeFrom']])
    ok(await schedule(version, '2021-07-01'))
    const current = await server.anonymous.get('/policies/current')
    const { next } = ok<CurrentPolicyView>(current)
    expect(next).toMatchObject({ activeFrom: '2021-07-01', hash: version.hash })
    expect(current.headers.get('ETag')).toContain(version.hash)
    ok(await desk.event(desk.approver, version, { event: 'unschedule', reason: '再看看' }))
  })

  it('a version whose last day has gone by is put in force on no day', async () => {
    const version = await dated({ effectiveUntil: '2021-06-17' })
    for (const reply of [await schedule(version, '2021-06-25'), await activate(version)])
      expect([codeOf(reply), reasonsOf(reply)]).toEqual(['version_not_ready', ['own_end_ahead']])
    expect(version.desk?.obstacles.map(({ code }) => code)).toEqual(['own_end_ahead'])
  })
})

describe('a version with as many worked cases as there may be', () => {
  it('is taken in, and larger than that nothing is', async () => {
    const draft = await desk.draft()
    const [first, ...others] = draft.desk?.cases ?? []
    const made = Array.from({ length: 1000 - others.length }, (_, index) => ({
      ...first,
      id: `made-up-${String(index)}`,
      says: '很长的一句话，说清楚是什么情况。'.repeat(10),
    }))
    const edited = await desk.edit(draft, { cases: [...others, ...made] })
    expect(edited.desk?.cases).toHaveLength(1000)
    const note = '长'.repeat(1_500_000)
    const refused = await desk.author.put(`/policies/${draft.id}`, { revision: 0, note })
    expect([refused.status, codeOf(refused)]).toEqual([413, 'body_too_large'])
    const elsewhere = await desk.author.post(`/policies/${draft.id}/cases`, { note: note.slice(0, 100_000) })
    expect(elsewhere.status).toBe(413)
  })
})

function withdrawal({ revision }: { revision: number }) {
  return { event: 'withdraw', revision }
}
