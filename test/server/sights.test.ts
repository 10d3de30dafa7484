import { Types } from 'mongoose'
import type { Role } from '#shared/people'
import type { InstitutionClassListView } from '#shared/classes'
import type { SightListView } from '#shared/sights'
import type { Route } from '../../server/http/route'
import { Sights } from '../../server/sights/sight.model'
import { openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { declaredRoutes } from '../support/routes'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

const listed = async (caller: Caller) => ok<SightListView>(await caller.get('/me/sights')).items
const seenAs = async (caller: Caller) => (await listed(caller)).map(({ who, what }) => `${who}：${what}`)
const CLAIM = '申领材料，姓名、证号、手机号都打星号'

describe('who saw the data of a person', () => {
  it('stands in their list with the office, what it saw and what for: once a day for each case', async () => {
    const { worker, claim } = await desk.newCase()
    await Sights.deleteMany({})
    ok(await desk.housing.get(`/claims/${claim.id}`))
    ok(await desk.housing.get(`/claims/${claim.id}`))
    expect(await listed(worker)).toMatchObject([{ who: '住建部门', what: CLAIM, why: '审核申领' }])
    ok(await desk.hr.get(`/claims/${claim.id}`))
    expect(await seenAs(worker)).toEqual([`人社部门：${CLAIM}`, `住建部门：${CLAIM}`])
  })

  it('names the institution, and every person on the list that was looked at', async () => {
    const [one, other] = [await desk.newTraining(), await desk.newTraining()]
    await Sights.deleteMany({})
    const { items } = ok<InstitutionClassListView>(await desk.institution.get('/institution/classes'))
    const item = items.find(({ tradeSeq, enrolledCount }) => tradeSeq === 41 && enrolledCount > 0)
    ok(await desk.institution.get(`/institution/classes/${item?.id ?? ''}`))
    for (const { worker } of [one, other])
      expect(await listed(worker)).toMatchObject([{ who: '演示·建安培训中心', why: '办班' }])
  })

  it('leaves out one’s own looks, and shows nobody else’s list', async () => {
    const { worker, claim } = await desk.newCase()
    await Sights.deleteMany({})
    ok(await worker.get(`/claims/${claim.id}`))
    expect(await listed(worker)).toEqual([])
    expect((await desk.housing.get('/me/sights')).status).toBe(403)
    expect((await server.anonymous.get('/me/sights')).status).toBe(401)
  })

  it('is written down with the decision, too, and given page by page', async () => {
    const { worker, claim } = await desk.newCase()
    await Sights.deleteMany({})
    await steps.pass(desk.housing, claim)
    const days = Array.from({ length: 25 }, (_, index) => `2020-01-${String(index + 1).padStart(2, '0')}`)
    const [kept] = await Sights.find().lean()
    if (!kept) throw new Error('The decision left no sight')
    await Sights.insertMany(days.map((day) => ({ ...kept, _id: new Types.ObjectId(), day })))
    const first = ok<SightListView>(await worker.get('/me/sights'))
    expect(first.items).toHaveLength(20)
    const second = ok<SightListView>(await worker.get(`/me/sights?cursor=${first.nextCursor ?? ''}`))
    expect(first.items.length + second.items.length).toBe(
      await Sights.countDocuments({ personId: kept.personId }),
    )
    expect(second.nextCursor).toBeNull()
  })
})

/** Shows people to others, and why it needs no occasion. */
const elsewhere: Record<string, string> = {
  'get /desk-visits': 'the person sees the whole visit in 窗口替我办的',
  'post /desk-visits': 'the person sees the whole visit in 窗口替我办的',
  'post /desk-visits/:id/sessions': 'the person sees the whole visit in 窗口替我办的',
  'post /desk-visits/:id/proof': 'the person sees the whole visit in 窗口替我办的',
  'post /desk-visits/:id/vouching': 'the person sees the whole visit in 窗口替我办的',
}

describe('every route that shows people to staff', () => {
  const personal = /(Masked|residentIdNumber|identityNumber|mobileNumber|personName)$/
  const isForStaff = ({ access }: Route) =>
    Array.isArray(access) && access.some((role: Role) => role !== 'worker')
  const showing = declaredRoutes.filter(
    (route) => isForStaff(route) && keysOf(route.response).some((key) => personal.test(key)),
  )

  it.each(showing.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'names its occasion, or the list above says why not: %s',
    (name, { sight }) => {
      expect([name, sight !== undefined]).toEqual([name, !(name in elsewhere)])
    },
  )

  it('are more than a handful, and the list above names none that is gone', () => {
    expect(showing.length).toBeGreaterThan(10)
    const names = new Set(showing.map(({ method, path }) => `${method} ${path}`))
    expect(Object.keys(elsewhere).filter((name) => !names.has(name))).toEqual([])
  })
})

/** The names of all fields in an answer, at any depth. */
function keysOf(schema: unknown, known = new Set<unknown>()): string[] {
  if (typeof schema !== 'object' || schema === null || known.has(schema)) return []
  known.add(schema)
  const inner = Object.values(schema).flatMap((value) => keysOf(value, known))
  const entries =
    'entries' in schema && typeof schema.entries === 'object' ? Object.keys(schema.entries ?? {}) : []
  return [...entries, ...inner]
}
