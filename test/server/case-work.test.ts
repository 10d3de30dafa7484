import { dutyOn, reviewDueOn, type ColleagueListView, type ConflictListView } from '#shared/case-work'
import type { ClaimListView, ClaimView } from '#shared/claims'
import { Claims } from '../../server/claims/claim.model'
import { CrewMembers } from '../../server/crews/crew-member.model'
import { Crews } from '../../server/crews/crew.model'
import { People } from '../../server/people/person.model'
import { StaffConflicts } from '../../server/staff/staff-conflict.model'
import { workingDayCalendar } from '../../server/working-day-calendar'
import { codeOf, event, now, openDesk, pointersOf, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
let second: Caller

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
  second = await server.as('housing-second')
})
afterAll(() => server.stop())
afterEach(() => StaffConflicts.deleteMany({}))

const nameOf = (view: ClaimView) => view.work?.assignee?.name ?? null
async function colleague(by: Caller, claim: ClaimView, isMe: boolean): Promise<string> {
  const { items } = ok<ColleagueListView>(await by.get(`/claims/${claim.id}/colleagues`))
  return items.find((each) => each.isMe === isMe)?.id ?? ''
}
async function give(by: Caller, claim: ClaimView, assigneeId: string | null) {
  const { revision } = await now(by, claim)
  return by.put(`/claims/${claim.id}/assignee`, { assigneeId, revision })
}

describe('a claim in somebody’s hands', () => {
  it('is decided by nobody else before they take it over, and by everybody once it is given back', async () => {
    const { claim } = await desk.newCase()
    const taken = ok<ClaimView>(await give(second, claim, await colleague(second, claim, true)))
    expect(nameOf(taken)).toBe('演示·汪科员')
    const seen = await now(desk.housing, claim)
    expect(seen.permittedEvents).toEqual([])
    const refused = await event(desk.housing, claim, { event: 'pass', checks: seen.checksNeeded })
    expect([codeOf(refused), JSON.stringify(refused.body)]).toEqual([
      'not_allowed',
      expect.stringContaining('我来办') as string,
    ])
    ok(await give(desk.housing, claim, await colleague(desk.housing, claim, true)))
    expect((await now(second, claim)).permittedEvents).toEqual([])
    ok(await give(desk.housing, claim, null))
    expect((await now(second, claim)).permittedEvents).toContain('pass')
  })

  it('stands in a list of one’s own, with the name on it in the list of all', async () => {
    const { claim } = await desk.newCase()
    ok(await give(desk.housing, claim, await colleague(desk.housing, claim, false)))
    const listed = async (by: Caller, show: string) =>
      ok<ClaimListView>(await by.get(`/review/claims?show=${show}`)).items.find(({ id }) => id === claim.id)
    expect(await listed(second, 'mine')).toMatchObject({ assigneeName: '演示·汪科员' })
    expect(await listed(desk.housing, 'mine')).toBeUndefined()
    expect(await listed(desk.housing, 'waiting')).toMatchObject({ assigneeName: '演示·汪科员' })
  })

  it('comes into the hands of the next bureau free', async () => {
    const { claim } = await desk.newCase()
    ok(await give(desk.housing, claim, await colleague(desk.housing, claim, true)))
    await steps.pass(desk.housing, claim)
    const next = await now(desk.hr, claim)
    expect(nameOf(next)).toBeNull()
    expect(next.permittedEvents).toContain('pass')
  })

  it('is given to nobody outside the bureau, nor by whoever saw an older state of it', async () => {
    const { claim } = await desk.newCase()
    const stranger = await People.findOne({ demoKey: 'hr-officer' }).orFail().lean()
    expect((await give(desk.housing, claim, stranger._id.toHexString())).status).toBe(404)
    const body = { assigneeId: null, revision: claim.revision - 1 }
    expect(codeOf(await desk.housing.put(`/claims/${claim.id}/assignee`, body))).toBe('changed_meanwhile')
    expect(codeOf(await desk.institution.put(`/claims/${claim.id}/assignee`, body))).toBe('not_allowed')
  })
})

describe('a note among officers', () => {
  it('is read by the next officer with name and time, not by the worker, and takes no ticks away', async () => {
    const { claim, worker } = await desk.newCase()
    const noted = ok<ClaimView>(
      await desk.housing.post(`/claims/${claim.id}/notes`, { text: '打过电话，本人在工地' }),
    )
    expect(noted.revision).toBe(claim.revision)
    expect((await now(second, claim)).work?.notes).toMatchObject([
      { byName: '演示·陈科员', text: '打过电话，本人在工地' },
    ])
    const own = await now(worker, claim)
    expect([own.work, JSON.stringify(own).includes('打过电话')]).toEqual([null, false])
    expect(pointersOf(await desk.housing.post(`/claims/${claim.id}/notes`, { text: ' ' }))).toEqual(['/text'])
    expect(codeOf(await worker.post(`/claims/${claim.id}/notes`, { text: '我' }))).toBe('not_allowed')
  })
})

describe('the day by which a bureau means to decide', () => {
  it('is ten working days after the claim came to it; a warning stands two before', async () => {
    const { claim } = await desk.newCase()
    // 18 June 2021 is a Friday.
    expect((await now(desk.housing, claim)).work).toMatchObject({ dueOn: '2021-07-02', duty: 'in_time' })
    const at = (today: string) => dutyOn(workingDayCalendar, '2021-07-02', today)
    expect(['2021-06-29', '2021-06-30', '2021-07-02', '2021-07-03'].map(at)).toEqual([
      'in_time',
      ...['soon', 'soon', 'late'],
    ])
    expect(reviewDueOn(workingDayCalendar, '2031-06-18')).toBeNull()
  })

  it('begins anew at the next bureau, and is nobody’s once it is decided', async () => {
    const { claim } = await desk.newCase()
    await Claims.updateOne(
      { _id: claim.id },
      { 'history.0.at': new Date('2021-06-01T02:00:00Z'), 'history.1.at': new Date('2021-06-01T02:00:00Z') },
    )
    expect((await now(desk.housing, claim)).work?.duty).toBe('late')
    await steps.pass(desk.housing, claim)
    expect((await now(desk.hr, claim)).work?.duty).toBe('in_time')
    await steps.pass(desk.hr, claim)
    expect((await now(desk.hr, claim)).work).toMatchObject({ dueOn: null, duty: null })
  })
})

describe('an officer who has to do with a claim', () => {
  it('as one who has declared it of the institution decides nothing until they say that it is over', async () => {
    const { claim } = await desk.newCase()
    const { institutions } = ok<ConflictListView>(await desk.housing.get('/me/conflicts'))
    const institutionId = institutions.find(({ name }) => name === claim.institutionName)?.id
    ok(await desk.housing.post('/me/conflicts', { institutionId, why: '亲戚在那儿教课' }))
    ok(await desk.housing.post('/me/conflicts', { institutionId, why: '再说一遍' }))
    const seen = await now(desk.housing, claim)
    expect([seen.permittedEvents, seen.work?.conflict]).toEqual([[], expect.stringContaining('回避')])
    for (const body of [
      { event: 'pass', checks: seen.checksNeeded },
      { event: 'hold', reason: '停一下' },
    ])
      expect(codeOf(await event(desk.housing, claim, body))).toBe('not_allowed')
    expect((await now(second, claim)).permittedEvents).toContain('pass')
    const { items } = ok<ConflictListView>(await desk.housing.get('/me/conflicts'))
    expect(items).toMatchObject([{ institutionName: claim.institutionName, why: '亲戚在那儿教课' }])
    ok(await desk.housing.post(`/me/conflicts/${items[0]?.id ?? ''}/end`))
    expect((await now(desk.housing, claim)).permittedEvents).toContain('pass')
    expect((await desk.housing.post(`/me/conflicts/${items[0]?.id ?? ''}/end`)).status).toBe(404)
    expect(await StaffConflicts.countDocuments({})).toBe(1)
  })

  it('as the foreman of the worker decides nothing', async () => {
    const { claim } = await desk.newCase()
    const { workerId } = await Claims.findById(claim.id).orFail().lean()
    const officer = await People.findOne({ demoKey: 'housing-officer' }).orFail().lean()
    const crew = await Crews.create({
      foremanId: officer._id,
      name: '一班',
      siteName: '工地',
      employerName: '公司',
      createdAt: new Date(),
      revision: 0,
    })
    const member = {
      crewId: crew._id,
      key: 'k',
      typedKeys: [],
      sealed: 'x',
      residentIdIndex: null,
      tradeSeq: null,
    }
    const settled = {
      addedAt: new Date(),
      confirmUntil: null,
      settledAt: new Date(),
      sms: 'none' as const,
      revision: 0,
    }
    await CrewMembers.create({ ...member, ...settled, state: 'confirmed' as const, personId: workerId })
    expect((await now(desk.housing, claim)).work?.conflict).toContain('班组')
    const refused = await event(desk.housing, claim, {
      event: 'refuse',
      reasonCode: 'duplicate',
      comment: '重复',
    })
    expect(codeOf(refused)).toBe('not_allowed')
  })
})
