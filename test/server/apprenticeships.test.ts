import type {
  ApprenticePlaceListView,
  ApprenticeshipListView,
  ApprenticeshipView,
} from '#shared/apprenticeships'
import type { NotificationListView } from '#shared/notifications'
import type { SightListView } from '#shared/sights'
import { evidenceOfStage } from '#shared/apprenticeship-evidence'
import { expireApprentices } from '../../server/apprenticeships/apprentice-expiry.service'
import { openApprentice } from '../../server/apprenticeships/apprentice.service'
import { Apprentices } from '../../server/apprenticeships/apprentice.model'
import { Institutions } from '../../server/institutions/institution.model'
import { codeOf, pointersOf } from '../support/claim-desk'
import { inventedWorker, joinedWorker } from '../support/people'
import { ok } from '../support/path-steps'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let enterprise: Caller
let school: Caller
let housing: Caller
let hr: Caller
let agreed: Record<string, unknown>
let nextPerson = 400

beforeAll(async () => {
  server = await startTestServer()
  const partner = await Institutions.findOne({ code: 'gangcheng' }).lean()
  enterprise = await server.as('institution-subei')
  school = await server.as('institution-gangcheng')
  housing = await server.as('housing-officer')
  hr = await server.as('hr-officer')
  agreed = {
    ...{ kind: 'new', partnerId: partner?._id.toHexString(), tradeSeq: 41, targetLevel: 3 },
    ...{ startsOn: '2020-06-01', years: 1, agreementNumber: '演示学徒2020-1' },
  }
})
afterAll(() => server.stop())

const begin = async (more: object = {}) =>
  ok<ApprenticeshipView>(await enterprise.post('/institution/apprenticeships', { ...agreed, ...more }))
const fresh = async ({ id }: { id: string }) =>
  ok<ApprenticeshipView>(await enterprise.get(`/apprenticeships/${id}`))
const own = ({ id }: { id: string }) => `/institution/apprenticeships/${id}`

async function step(by: Caller, programme: { id: string }, event: string, more: object = {}) {
  const { revision } = await fresh(programme)
  return by.post(`/apprenticeships/${programme.id}/events`, { event, revision, ...more })
}

async function giveEvidence(programme: ApprenticeshipView) {
  for (const item of evidenceOfStage((await fresh(programme)).stage)) {
    const { revision } = await fresh(programme)
    const given = { item, words: '见单位档案', givenBy: 'enterprise', givenOn: '2021-06-01', revision }
    ok(await enterprise.put(`${own(programme)}/evidence`, given))
  }
}

const placesOf = async (worker: Caller) =>
  ok<ApprenticePlaceListView>(await worker.get('/me/apprenticeships')).items
const answer = async (worker: Caller, said: string) =>
  worker.post(`/me/apprenticeships/${(await placesOf(worker))[0]?.id ?? ''}/answer`, { answer: said })

/** Somebody whom the enterprise has written down, and who has not said anything yet. */
async function asked(programme: ApprenticeshipView): Promise<{ worker: Caller; number: number }> {
  const number = (nextPerson += 1)
  const worker = await joinedWorker(server, number)
  const { name, residentIdNumber } = inventedWorker(number)
  ok(await enterprise.post(`${own(programme)}/apprentices`, { name, residentIdNumber }))
  return { worker, number }
}

async function confirmed(programme: ApprenticeshipView) {
  const made = await asked(programme)
  ok(await answer(made.worker, 'confirm'))
  return made
}

async function accepted(programme: ApprenticeshipView): Promise<ApprenticeshipView> {
  ok(await step(enterprise, programme, 'file'))
  ok(await step(housing, programme, 'accept'))
  return ok<ApprenticeshipView>(await step(hr, programme, 'accept'))
}

async function opened(more: object = {}) {
  const programme = await begin(more)
  const people = [await confirmed(programme), await confirmed(programme)]
  await giveEvidence(programme)
  return { programme: await accepted(programme), people }
}

describe('an apprenticeship programme (clause （九）)', () => {
  it('is an enterprise’s, with a training body, of a length and level that the clause names', async () => {
    expect(codeOf(await school.post('/institution/apprenticeships', agreed))).toBe('not_allowed')
    const wrong = { ...agreed, years: 4, tradeSeq: 999, partnerId: '0123456789abcdef01234567' }
    expect(pointersOf(await enterprise.post('/institution/apprenticeships', wrong)).sort()).toEqual([
      ...['/partnerId', '/tradeSeq', '/years'],
    ])
    const made = await begin()
    expect(made).toMatchObject({ kindText: '新型学徒制', levelText: '高级工（三级）', state: 'planned' })
    expect(made.stages.map(({ title, lastDay }) => [title, lastDay])).toEqual([
      ['开班', null],
      ['第1年', '2021-05-31'],
    ])
  })

  it('cannot be handed in before everything asked for is there, and says all that is missing', async () => {
    const programme = await begin()
    await asked(programme)
    expect(pointersOf(await step(enterprise, programme, 'file')).sort()).toEqual([
      ...['/apprentices', '/evidence/agreement', '/evidence/mentors', '/evidence/training_plan'],
    ])
    expect((await fresh(programme)).faults).toHaveLength(4)
  })

  it('goes to the bureaux stage by stage, and each year comes to the sum of the clause', async () => {
    const { programme, people } = await opened()
    expect(programme).toMatchObject({ stage: 1, stageTitle: '第1年', state: 'planned' })
    const [one, other] = programme.apprentices
    const place = `${own(programme)}/apprentices`
    ok(await enterprise.put(`${place}/${one?.id}/year`, { year: 1, hoursTenths: 4800, hasPassed: true }))
    await giveEvidence(programme)
    expect(pointersOf(await step(enterprise, programme, 'file'))).toEqual(['/apprentices'])
    ok(await enterprise.put(`${place}/${other?.id}/year`, { year: 1, hoursTenths: 100, hasPassed: false }))
    const done = await accepted(programme)
    expect(done.state).toBe('accepted')
    expect(done.apprentices.map(({ years }) => years[0])).toMatchObject([
      { yearFen: 500_000, prepayFen: 0, settleFen: 500_000, owedBackFen: 0 },
      { yearFen: 500_000, prepayFen: 0, settleFen: 0, owedBackFen: 0 },
    ])
    expect(done.totals).toEqual({ prepayFen: 0, settleFen: 500_000, owedBackFen: 0 })
    const [mine] = await placesOf(people[0]?.worker ?? enterprise)
    expect(mine).toMatchObject({ records: [{ year: 1, hasPassed: true }] })
    expect(JSON.stringify(mine)).not.toContain('Fen')
  })

  it('comes back with what is to be mended, and is looked at by both bureaux anew', async () => {
    const programme = await begin()
    await confirmed(programme)
    await giveEvidence(programme)
    ok(await step(enterprise, programme, 'file'))
    const waiting = ok<ApprenticeshipListView>(await housing.get('/review/apprenticeships')).items
    expect(waiting.map(({ id }) => id)).toContain(programme.id)
    expect(codeOf(await step(hr, programme, 'accept'))).toBe('not_allowed')
    ok(await step(housing, programme, 'accept'))
    const back = ok<ApprenticeshipView>(await step(hr, programme, 'return', { comment: '请写清师傅等级' }))
    expect(back).toMatchObject({ state: 'returned', returned: { by: '人社部门', comment: '请写清师傅等级' } })
    expect(ok<ApprenticeshipView>(await step(enterprise, programme, 'file')).state).toBe('filed')
    expect(codeOf(await step(enterprise, programme, 'accept'))).toBe('not_allowed')
  })

  it('cannot have a year handed in that is not over', async () => {
    const { programme } = await opened({ startsOn: '2021-06-01' })
    expect(codeOf(await step(enterprise, programme, 'file'))).toBe('not_in_this_state')
  })

  it('is not there for another body, nor for a bureau before it is handed in', async () => {
    const programme = await begin()
    expect((await school.get(`/apprenticeships/${programme.id}`)).status).toBe(200)
    expect((await housing.get(`/apprenticeships/${programme.id}`)).status).toBe(404)
    expect(ok<ApprenticeshipListView>(await school.get('/institution/apprenticeships')).items).toEqual([])
    expect(
      codeOf(await school.post(`/apprenticeships/${programme.id}/events`, { event: 'file', revision: 0 })),
    ).toBe('not_allowed')
  })
})

describe('an apprentice', () => {
  it('counts only from their own word, under the name that they are known by', async () => {
    const programme = await begin()
    const { worker, number } = await asked(programme)
    expect(await placesOf(worker)).toMatchObject(
      [{ apprenticeState: 'waiting', enterpriseName: /苏北/ }].map((each) => ({
        ...each,
        enterpriseName: expect.stringMatching(each.enterpriseName) as string,
      })),
    )
    const { items } = ok<NotificationListView>(await worker.get('/me/notifications'))
    expect(items[0]).toMatchObject({ kind: 'apprentice_asked', title: '有个学徒班等您确认' })
    const stranger = await joinedWorker(server, (nextPerson += 1))
    const [row] = await placesOf(worker)
    expect((await stranger.post(`/me/apprenticeships/${row?.id}/answer`, { answer: 'confirm' })).status).toBe(
      404,
    )
    ok(await answer(worker, 'confirm'))
    expect((await fresh(programme)).apprentices).toMatchObject([{ state: 'confirmed' }])
    const { name, residentIdNumber } = inventedWorker(number)
    const text = JSON.stringify([await fresh(programme), await Apprentices.find().lean()])
    for (const secret of [name, residentIdNumber]) expect(text).not.toContain(secret)
    const again = await enterprise.post(`${own(programme)}/apprentices`, { name, residentIdNumber })
    expect(pointersOf(again)).toEqual(['/residentIdNumber'])
  })

  it('is refused under another name, and can say that they do not belong there', async () => {
    const programme = await begin()
    const number = (nextPerson += 1)
    const worker = await joinedWorker(server, number)
    const { residentIdNumber } = inventedWorker(number)
    ok(await enterprise.post(`${own(programme)}/apprentices`, { name: '别的人', residentIdNumber }))
    expect(codeOf(await answer(worker, 'confirm'))).toBe('not_in_this_state')
    ok(await answer(worker, 'decline'))
    const [row] = (await fresh(programme)).apprentices
    expect(row).toMatchObject({ state: 'declined', residentIdMasked: null })
    ok(await enterprise.delete(`${own(programme)}/apprentices/${row?.id}`))
    expect((await fresh(programme)).apprentices).toEqual([])
  })

  it('is kept on file by nobody after fourteen days without a word', async () => {
    const programme = await begin()
    const number = (nextPerson += 1)
    const worker = await joinedWorker(server, number)
    const { name, residentIdNumber } = inventedWorker(number)
    ok(await enterprise.post(`${own(programme)}/apprentices`, { name, residentIdNumber }))
    const rights = openRightsDesk(server)
    expect(await expireApprentices(await rights.processIn(13))).toBe(0)
    expect(await expireApprentices(await rights.processIn(15))).toBeGreaterThan(0)
    const [row] = (await fresh(programme)).apprentices
    expect(row).toMatchObject({ state: 'expired', residentIdMasked: null })
    const stored = await Apprentices.findById(row?.id).orFail().lean()
    expect(stored.residentIdIndex).not.toBe(rights.cipher.blindIndex(residentIdNumber, 'residentIdNumber'))
    expect(openApprentice(rights.cipher, stored)?.residentIdNumber).toBe('')
    expect(await placesOf(worker)).toEqual([])
    ok(await enterprise.post(`${own(programme)}/apprentices`, { name, residentIdNumber }))
    ok(await answer(worker, 'confirm'))
    ok(await enterprise.delete(`${own(programme)}/apprentices/${row?.id}`))
  })

  it('is in one running programme at a time, and in another after leaving', async () => {
    const { worker, number } = await confirmed(await begin())
    const second = await begin()
    const { name, residentIdNumber } = inventedWorker(number)
    ok(await enterprise.post(`${own(second)}/apprentices`, { name, residentIdNumber }))
    expect(codeOf(await answer(worker, 'confirm'))).toBe('not_in_this_state')
    const first = (await placesOf(worker)).find(({ apprenticeState }) => apprenticeState === 'confirmed')
    ok(await worker.post(`/me/apprenticeships/${first?.id}/answer`, { answer: 'leave' }))
    ok(await answer(worker, 'confirm'))
    expect((await fresh(second)).apprentices).toMatchObject([{ state: 'confirmed' }])
  })

  it('who left within the year earns nothing for it, and needs no record', async () => {
    const { programme } = await opened()
    const [one, other] = programme.apprentices
    const leaving = `${own(programme)}/apprentices/${one?.id}/leaving`
    const said = { leftOn: '2021-03-01', reason: '回老家' }
    expect(pointersOf(await enterprise.post(leaving, { ...said, leftOn: '2021-07-01' }))).toEqual(['/leftOn'])
    expect(codeOf(await school.post(leaving, said))).toBe('not_allowed')
    ok(await enterprise.post(leaving, said))
    const year = { year: 1, hoursTenths: 4800, hasPassed: true }
    expect(codeOf(await enterprise.put(`${own(programme)}/apprentices/${one?.id}/year`, year))).toBe(
      'not_in_this_state',
    )
    ok(await enterprise.put(`${own(programme)}/apprentices/${other?.id}/year`, year))
    await giveEvidence(programme)
    expect((await accepted(programme)).apprentices.map(({ years }) => years[0]?.settleFen)).toEqual([
      0, 500_000,
    ])
  })

  it('reads who looked, finds it in 我的资料, and is nobody there once the account is deleted', async () => {
    const { programme, people } = await opened()
    const [{ worker, number } = { worker: enterprise, number: 0 }] = people
    ok(await housing.get(`/apprenticeships/${programme.id}`))
    const sights = ok<SightListView>(await worker.get('/me/sights')).items.map(({ who }) => who)
    expect(sights).toContain('住建部门')
    expect(JSON.stringify((await worker.get('/me/data')).body)).toContain('2020年6月1日开始的新型学徒制')
    const rights = openRightsDesk(server)
    ok(await rights.ask(worker))
    await rights.carryOutIn(30)
    const [row] = (await fresh(programme)).apprentices
    expect(row).toMatchObject({ nameMasked: null, residentIdMasked: null, state: 'left' })
    expect(await rights.personOf(number)).toBeNull()
  })
})
