import { Types } from 'mongoose'
import type { ClassDetailView, ClassListView } from '#shared/classes'
import type { ClassWatchListView } from '#shared/class-watches'
import type { EnrolmentView, WaitingPlaceListView, WaitingPlaceView } from '#shared/enrolments'
import type { NotificationListView } from '#shared/notifications'
import { announceClasses } from '../../server/class-watches/class-announcement.service'
import { ClassAnnouncements } from '../../server/class-watches/class-watch.model'
import { TrainingClasses } from '../../server/classes/training-class.model'
import { workOffLines } from '../../server/enrolments/move-up.service'
import { codeOf } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let rights: ReturnType<typeof openRightsDesk>
const [SCAFFOLDER, WELDER, DECORATION, BRICKLAYER, REBAR] = [42, 31, 77, 39, 41]

beforeAll(async () => {
  server = await startTestServer()
  rights = openRightsDesk(server)
})
afterAll(() => server.stop())

const newcomer = async (): Promise<Caller> => (await rights.newcomer()).caller
const classOf = async (tradeSeq: number | undefined, index = 0) => {
  const { items } = ok<ClassListView>(await server.anonymous.get(`/classes?tradeSeq=${String(tradeSeq)}`))
  const found = items[index]
  if (!found) throw new Error(`No class for row ${String(tradeSeq)}`)
  return found.id
}
const seats = (id: string, seatsLeft: number) =>
  TrainingClasses.updateOne({ _id: new Types.ObjectId(id) }, { $set: { seatsLeft } })
const enrol = (caller: Caller, id: string) => caller.post(`/classes/${id}/enrolments`, {})
const stand = async (caller: Caller, id: string) =>
  ok<WaitingPlaceView>(await caller.post(`/classes/${id}/waiting-places`, {}))
const lines = async (caller: Caller) => ok<WaitingPlaceListView>(await caller.get('/me/waiting-places')).items
const standing = async (caller: Caller, id: string) =>
  ok<ClassDetailView>(await caller.get(`/classes/${id}`)).enrolment
const told = async (caller: Caller) =>
  ok<NotificationListView>(await caller.get('/me/notifications')).items.map(({ kind }) => kind)

describe('the line for a full class', () => {
  it('moves up by itself when somebody leaves: the first in it has the place, and is told', async () => {
    const id = await classOf(SCAFFOLDER)
    const [seated, first, second] = await Promise.all([newcomer(), newcomer(), newcomer()])
    await seats(id, 1)
    const enrolment = ok<EnrolmentView>(await enrol(seated, id))
    expect(await standing(first, id)).toMatchObject({ open: false, mayWait: true, waiting: null })
    expect((await stand(first, id)).ahead).toBe(0)
    expect((await stand(second, id)).ahead).toBe(1)
    ok(await seated.post(`/enrolments/${enrolment.id}/leave`))
    expect(await standing(first, id)).toMatchObject({ reason: '您已报名这个班', waiting: null })
    expect(await told(first)).toContain('moved_up')
    expect(await lines(first)).toEqual([])
    expect(await lines(second)).toMatchObject([{ ahead: 0 }])
    expect(ok<ClassDetailView>(await server.anonymous.get(`/classes/${id}`)).seatsLeft).toBe(0)
  })

  it('is stood in once, however often one taps, and left for good', async () => {
    const id = await classOf(SCAFFOLDER)
    const caller = await newcomer()
    const places = await Promise.all([1, 2, 3].map(() => stand(caller, id)))
    expect(new Set(places.map((place) => place.id)).size).toBe(1)
    const after = ok<WaitingPlaceListView>(await caller.delete(`/me/waiting-places/${places[0]?.id ?? ''}`))
    expect(after.items).toEqual([])
    ok(await caller.delete(`/me/waiting-places/${places[0]?.id ?? ''}`))
  })

  it("is nobody else's to leave", async () => {
    const id = await classOf(SCAFFOLDER)
    const [one, other] = [await newcomer(), await newcomer()]
    const place = await stand(one, id)
    expect((await other.delete(`/me/waiting-places/${place.id}`)).status).toBe(404)
  })

  it('is not for a class with free seats', async () => {
    const reply = await (await newcomer()).post(`/classes/${await classOf(DECORATION)}/waiting-places`, {})
    expect([reply.status, codeOf(reply)]).toEqual([409, 'not_in_this_state'])
  })

  it('passes over who cannot be booked now, tells them why once, and keeps their place', async () => {
    const id = await classOf(BRICKLAYER)
    const [clashing, next] = [await newcomer(), await newcomer()]
    await seats(id, 0)
    await stand(clashing, id)
    await stand(next, id)
    // The decoration class begins while the bricklayers still learn.
    ok(await enrol(clashing, await classOf(DECORATION)))
    await seats(id, 1)
    const deps = await rights.processIn(0)
    expect(await workOffLines(deps)).toBe(1)
    expect(await standing(next, id)).toMatchObject({ reason: '您已报名这个班' })
    await seats(id, 1)
    await workOffLines(deps)
    const [place] = await lines(clashing)
    expect(place).toMatchObject({ ahead: 0, passedOver: expect.stringContaining('有课，两边撞了') as string })
    expect((await told(clashing)).filter((kind) => kind === 'passed_over')).toHaveLength(1)
  })

  it('ends with the enrolment, and who still waits is told', async () => {
    const id = await classOf(WELDER)
    const caller = await newcomer()
    await seats(id, 0)
    await stand(caller, id)
    await workOffLines(await rights.processIn(30))
    expect(await lines(caller)).toEqual([])
    expect(await told(caller)).toContain('line_closed')
  })
})

describe('a booking', () => {
  it('that clashes with lessons of another class is refused with the hour', async () => {
    const caller = await newcomer()
    ok(await enrol(caller, await classOf(DECORATION)))
    const reply = await enrol(caller, await classOf(SCAFFOLDER))
    expect([reply.status, codeOf(reply)]).toEqual([409, 'class_clash'])
    expect(reply.body['detail']).toContain('08:30')
  })

  it('of a second class in the same trade is refused', async () => {
    const caller = await newcomer()
    ok(await enrol(caller, await classOf(REBAR)))
    const reply = await enrol(caller, await classOf(REBAR, 1))
    expect([reply.status, codeOf(reply)]).toEqual([409, 'class_clash'])
    expect(reply.body['detail']).toContain('同一工种')
  })
})

describe('who waits for a class of a trade', () => {
  it('is told when one opens in their district, once, and not of other trades', async () => {
    const [here, elsewhere] = [await newcomer(), await newcomer()]
    const item = await TrainingClasses.findById(await classOf(REBAR)).orFail()
    const area = item.place.address.slice(0, 3)
    ok(await here.put('/me/class-watches', { tradeSeq: REBAR, area }))
    ok(
      await elsewhere.put('/me/class-watches', {
        tradeSeq: REBAR,
        area: area === '灌南县' ? '灌云县' : '灌南县',
      }),
    )
    ok(await elsewhere.put('/me/class-watches', { tradeSeq: 1, area: null }))
    // The demonstration's classes were announced as the server started.
    await ClassAnnouncements.deleteOne({ _id: item._id })
    const deps = await rights.processIn(0)
    await announceClasses(deps)
    await announceClasses(deps)
    expect((await told(here)).filter((kind) => kind === 'class_opened')).toHaveLength(1)
    const first = ok<NotificationListView>(await here.get('/me/notifications')).items[0]
    expect(first).toMatchObject({ kind: 'class_opened', classId: expect.any(String) as string })
    expect(await told(elsewhere)).not.toContain('class_opened')
  })

  it('changes where by asking again, and stops', async () => {
    const caller = await newcomer()
    ok(await caller.put('/me/class-watches', { tradeSeq: 46, area: '海州区' }))
    const { items } = ok<ClassWatchListView>(
      await caller.put('/me/class-watches', { tradeSeq: 46, area: null }),
    )
    expect(items).toMatchObject([{ tradeSeq: 46, area: null }])
    const after = ok<ClassWatchListView>(await caller.delete(`/me/class-watches/${items[0]?.id ?? ''}`))
    expect(after.items).toEqual([])
  })

  it('waits for ten trades at most', async () => {
    const caller = await newcomer()
    for (let tradeSeq = 1; tradeSeq <= 10; tradeSeq += 1)
      ok(await caller.put('/me/class-watches', { tradeSeq, area: null }))
    const reply = await caller.put('/me/class-watches', { tradeSeq: 11, area: null })
    expect([reply.status, codeOf(reply)]).toEqual([409, 'not_in_this_state'])
  })
})
