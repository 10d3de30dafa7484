import type {
  CrewBookingView,
  CrewMemberListView,
  CrewMemberView,
  CrewPlaceListView,
  CrewPlaceView,
  CrewView,
  RosterPasteView,
} from '#shared/crews'
import type { ClassListView } from '#shared/classes'
import { isResidentId } from '#shared/identity'
import type { NotificationListView } from '#shared/notifications'
import type { PersonalDataView } from '#shared/personal-data'
import { expireMembers } from '../../server/crews/crew-expiry.service'
import { CrewMembers } from '../../server/crews/crew-member.model'
import { CrewRefusals } from '../../server/crews/crew-refusal.model'
import { inventedWorker, joinedWorker } from '../support/people'
import { ok } from '../support/path-steps'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let foreman: Caller
let crew: CrewView
const WORKER = { name: '买买提·艾力', id: '999999199211303052' }
const withCheck = (seventeen: string): string =>
  [...'0123456789X'].map((check) => seventeen + check).find(isResidentId) ?? ''
const idOf = (number: number) => withCheck(`9999991985${String(1001 + (number % 28))}${String(100 + number)}`)

beforeAll(async () => {
  server = await startTestServer()
  foreman = await server.as('worker-ready')
  const body = { name: '钢筋一班', siteName: '东海三期', employerName: '演示建设公司' }
  crew = ok<CrewView>(await foreman.post('/crews', body))
})
afterAll(() => server.stop())

const paste = async (text: string) =>
  ok<RosterPasteView>(await foreman.post(`/crews/${crew.id}/roster-pastes`, { text }))
const members = async (caller = foreman) => {
  const { items } = ok<CrewMemberListView>(await caller.get(`/crews/${crew.id}/members`))
  return items
}
const called = async (name: string): Promise<CrewMemberView> => {
  const found = (await members()).find((member) => member.name === name)
  if (!found) throw new Error(`${name} is not in the crew`)
  return found
}

describe('a pasted roster', () => {
  const roster = [
    '收到',
    `1. ${WORKER.name} ${WORKER.id} 14000000003 钢筋工`,
    `2. 李大军 ${idOf(1)} 13900000001 开塔吊的`,
    `3、赵小明，${idOf(2).slice(0, 17)}？ 13900000002`,
    `4. 孙建华 ${idOf(3)} 1390000000`,
  ].join('\n')

  it('keeps the good rows and marks the faulty ones with what to do', async () => {
    const pasted = await paste(roster)
    expect(pasted).toMatchObject({
      added: 4,
      faulty: 2,
      unchanged: 0,
      changed: 0,
      aside: [{ line: 1, text: '收到' }],
    })
    expect((await members()).map(({ name, state }) => [name, state])).toEqual([
      [WORKER.name, 'unconfirmed'],
      ['李大军', 'unconfirmed'],
      ['赵小明', 'faulty'],
      ['孙建华', 'faulty'],
    ])
    expect((await called('孙建华')).problems).toEqual([
      { field: 'mobileNumber', code: 'wrong', detail: '手机号要11位，1开头' },
    ])
  })

  it('shows whole numbers to nobody, neither in an answer nor in the store', async () => {
    const text = JSON.stringify(await members())
    const stored = JSON.stringify(await CrewMembers.find().lean())
    for (const secret of [WORKER.id, idOf(1), '13900000001', idOf(2).slice(0, 17)]) {
      expect(text).not.toContain(secret)
      expect(stored).not.toContain(secret)
    }
    expect(stored).not.toContain('李大军')
  })

  it('adds nobody when it is pasted again, in any order, with numbers of 15 digits, too', async () => {
    const again = roster.split('\n').reverse().join('\n')
    expect(await paste(again)).toMatchObject({ added: 0, changed: 0, unchanged: 4 })
    const old = `${idOf(1).slice(0, 6)}${idOf(1).slice(8, 17)}`
    expect(await paste(`李大军 ${old}`)).toMatchObject({ added: 0 })
    expect(await members()).toHaveLength(4)
  })

  it('is mended row by row, and does not come back when the same text is pasted again', async () => {
    const { id: memberId } = await called('赵小明')
    const place = `/crews/${crew.id}/members/${memberId}`
    expect((await foreman.put(place, { name: '赵小明' })).status).toBe(422)
    const twin = await foreman.put(place, { name: '李大军', residentIdNumber: idOf(1) })
    expect(twin.status).toBe(409)
    const mended = ok<CrewMemberView>(await foreman.put(place, { name: '赵小明', residentIdNumber: idOf(2) }))
    expect(mended).toMatchObject({ state: 'unconfirmed', problems: [], mobileMasked: '139******02' })
    expect(await paste(roster)).toMatchObject({ added: 0, unchanged: 4 })
  })

  it('marks another name for the same number', async () => {
    expect(await paste(`李大君 ${idOf(1)}`)).toMatchObject({ added: 0, changed: 1, faulty: 1 })
    const differing = (await members()).find(({ problems }) =>
      problems.some(({ code }) => code === 'differs'),
    )
    expect(differing?.problems[0]?.detail).toBe('同一个证件号码写了2个姓名：李大军、李大君。请留下对的那个')
    const place = `/crews/${crew.id}/members/${differing?.id ?? ''}`
    ok(await foreman.put(place, { name: '李大军', trade: '开塔吊的' }))
    expect(await called('李大军')).toMatchObject({ state: 'unconfirmed', tradeSeq: 46 })
  })

  it('belongs to its foreman alone', async () => {
    const stranger = await server.as('worker-other')
    expect((await stranger.get(`/crews/${crew.id}/members`)).status).toBe(404)
    expect((await stranger.post(`/crews/${crew.id}/roster-pastes`, { text: '张三' })).status).toBe(404)
    const officer = await server.as('housing-officer')
    expect((await officer.get('/crews')).status).toBe(403)
    const newcomer = await server.as('worker-new')
    const body = { name: '班', siteName: '工地', employerName: '公司' }
    expect((await newcomer.post('/crews', body)).body).toMatchObject({ code: 'identity_needed' })
  })
})

describe('a row', () => {
  const places = async (caller: Caller) => ok<CrewPlaceListView>(await caller.get('/me/crew-places')).items

  it('stands in what its person is shown of their own data, the number masked', async () => {
    const worker = await server.as('worker-other')
    const { sections } = ok<PersonalDataView>(await worker.get('/me/data'))
    const facts = sections.find(({ title }) => title === '班组')?.facts
    expect(facts).toEqual([{ label: '钢筋一班', value: '东海三期，等您确认，钢筋工，140******03' }])
    const led = ok<PersonalDataView>(await foreman.get('/me/data')).sections.find(
      ({ title }) => title === '班组',
    )
    expect(led?.facts).toEqual([{ label: '您带的班组', value: '钢筋一班，东海三期' }])
  })

  it('is told to its person and to nobody else', async () => {
    const worker = await server.as('worker-other')
    expect(await places(worker)).toMatchObject([
      { name: '钢筋一班', siteName: '东海三期', foremanMasked: '王*四', state: 'unconfirmed' },
    ])
    const { items } = ok<NotificationListView>(await worker.get('/me/notifications'))
    expect(items.filter(({ kind }) => kind === 'crew_invited')).toHaveLength(1)
    expect(await places(foreman)).toEqual([])
  })

  it('is confirmed by nobody but its person; who tries is refused and recorded', async () => {
    const { id } = await called('李大军')
    for (const caller of [foreman, await server.as('worker-other')]) {
      expect((await caller.post(`/me/crew-places/${id}/confirmation`)).status).toBe(403)
    }
    expect((await called('李大军')).state).toBe('unconfirmed')
    expect((await called('李大军')).refusedTries).toBe(2)
    expect(await CrewRefusals.countDocuments({ reason: 'other_person' })).toBe(2)
  })

  it('under another name than on file waits until the foreman has mended it', async () => {
    const person = await joinedWorker(server, 71)
    const { name, residentIdNumber } = inventedWorker(71)
    await paste(`${name}某 ${residentIdNumber}`)
    const [place] = await places(person)
    const refused = await person.post(`/me/crew-places/${place?.id ?? ''}/confirmation`)
    expect(refused.body).toMatchObject({ code: 'not_in_this_state' })
    const row = (await members()).find(({ id }) => id === place?.id)
    expect(row?.stuck).toBe('姓名和他登记的不一样，请照证件改好，他再确认')
    ok(await foreman.put(`/crews/${crew.id}/members/${place?.id ?? ''}`, { name }))
    const confirmed = ok<CrewPlaceView>(await person.post(`/me/crew-places/${place?.id ?? ''}/confirmation`))
    expect(confirmed.state).toBe('confirmed')
  })

  it('that is confirmed is booked into a class with others, each told apart', async () => {
    const worker = await server.as('worker-other')
    const own = await called(WORKER.name)
    ok(await worker.post(`/me/crew-places/${own.id}/confirmation`))
    const { items } = ok<ClassListView>(await foreman.get('/classes?tradeSeq=41'))
    const open = items.find(({ enrolment }) => enrolment.open)
    const unconfirmed = await called('李大军')
    const body = { classId: open?.id, memberIds: [own.id, unconfirmed.id] }
    const booked = ok<CrewBookingView>(await foreman.post(`/crews/${crew.id}/class-enrolments`, body))
    expect(booked.results.map(({ name, outcome }) => [name, outcome])).toEqual([
      [WORKER.name, 'enrolled'],
      ['李大军', 'refused'],
    ])
    const again = ok<CrewBookingView>(await foreman.post(`/crews/${crew.id}/class-enrolments`, body))
    expect(again.results[0]?.outcome).toBe('already')
    expect((await called(WORKER.name)).classes).toHaveLength(1)
    expect(ok<CrewView>(await foreman.get(`/crews/${crew.id}`)).coverage).toMatchObject({ enrolled: 1 })
  })

  it('of a trade of clause （一） says that its person may not work yet', async () => {
    const own = await called(WORKER.name)
    const place = `/crews/${crew.id}/members/${own.id}`
    expect(own.mayWork).toBe(true)
    const changed = ok<CrewMemberView>(await foreman.put(`${place}/trade`, { trade: '开塔吊的' }))
    expect(changed).toMatchObject({ mayWork: false, stuck: '在学，拿到证才能上岗' })
    const { coverage } = ok<CrewView>(await foreman.get(`/crews/${crew.id}`))
    expect(coverage).toMatchObject({ needCertificate: 1, haveCertificate: 0 })
  })

  it('expires after fourteen days, lets its numbers go, and waits anew when it is pasted again', async () => {
    const before = await CrewMembers.countDocuments({ state: 'unconfirmed' })
    expect(await expireMembers(await openRightsDesk(server).processIn(15))).toBe(before)
    expect(await called('李大军')).toMatchObject({
      state: 'expired',
      residentIdMasked: null,
      mobileMasked: null,
    })
    expect(await paste(`李大军 ${idOf(1)} 13900000001 开塔吊的`)).toMatchObject({ added: 0, changed: 1 })
    expect(await called('李大军')).toMatchObject({ state: 'unconfirmed', mobileMasked: '139******01' })
  })

  it('is left by its person, and taken out by the foreman', async () => {
    const worker = await server.as('worker-other')
    const own = await called(WORKER.name)
    ok(await worker.post(`/me/crew-places/${own.id}/refusal`))
    expect(await called(WORKER.name)).toMatchObject({
      state: 'declined',
      residentIdMasked: null,
      mobileMasked: null,
    })
    const places = ok<CrewPlaceListView>(await worker.get('/me/crew-places')).items
    expect(places.map(({ state }) => state)).toContain('declined')
    expect(await paste(`${WORKER.name} ${WORKER.id} 14000000003 钢筋工`)).toMatchObject({ unchanged: 1 })
    const { coverage } = ok<CrewView>(await foreman.delete(`/crews/${crew.id}/members/${own.id}`))
    expect(coverage.byState.declined).toBe(0)
  })
})
