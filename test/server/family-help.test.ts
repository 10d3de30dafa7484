import type { HelperCodeView } from '#shared/family-help'
import type { NotificationListView } from '#shared/notifications'
import type { PersonalDataView } from '#shared/personal-data'
import type { VisitListView, VisitSessionView, VisitView } from '#shared/service-desk'
import { Sessions } from '../../server/auth/session.model'
import { inTransaction } from '../../server/mongo'
import { People } from '../../server/people/person.model'
import { IdentityProofs } from '../../server/people/identity-proof.model'
import { DeskVisits } from '../../server/service-desk/desk-visit.model'
import { forgetHelp } from '../../server/service-desk/family-help.service'
import { HelperCodes } from '../../server/service-desk/helper-code.model'
import { codeOf, openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { joinedWorker } from '../support/people'
import { caller, startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
let helper: Caller
let next = 800

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
  helper = await server.as('worker-other')
})
afterAll(() => server.stop())
/** Every test is another day, and another year of helping. */
beforeEach(async () => {
  await IdentityProofs.deleteMany({})
  await DeskVisits.deleteMany({})
})

const codeFrom = async (worker: Caller) =>
  ok<HelperCodeView>(await worker.post('/me/helper-code', { consent: true })).code
const begin = (code: string, by = helper) => by.post('/family-visits', { code })

/** A worker, and somebody in the family who acts for them. */
async function helped(): Promise<{ worker: Caller; visit: VisitView; acting: Caller }> {
  next += 1
  const worker = await joinedWorker(server, next)
  const visit = ok<VisitView>(await begin(await codeFrom(worker)))
  const { session } = ok<VisitSessionView>(await helper.post(`/family-visits/${visit.id}/sessions`))
  return { worker, visit, acting: caller(server.url, session.token) }
}

describe('somebody in the family', () => {
  it('enrols and claims for the worker, who reads every step of it and was told at once who helps', async () => {
    const { worker, acting } = await helped()
    const enrolment = await steps.enrol(acting, 41)
    await steps.attend(desk.institution, enrolment)
    await steps.passExam(desk.institution, enrolment)
    expect((await steps.claim(acting, enrolment)).state).toBe('housing_review')
    const [visit] = ok<VisitListView>(await worker.get('/me/desk-visits')).items
    expect(visit).toMatchObject({ by: 'family', state: 'open' })
    expect(visit?.clerkName).toContain('*')
    expect(visit?.acts.map(({ act }) => act)).toEqual(['报名', '提交申领'])
    const told = ok<NotificationListView>(await worker.get('/me/notifications')).items
    expect(told.map(({ kind }) => kind)).toContain('family_help_began')
  })

  it('gets nothing that lasts when the worker ends it at the very moment of signing in', async () => {
    const { worker, visit } = await helped()
    const create = Sessions.create.bind(Sessions)
    const slow = jest.spyOn(Sessions, 'create').mockImplementationOnce((async (session: object) => {
      ok(await worker.post(`/me/desk-visits/${visit.id}/end`))
      return create(session)
    }) as never)
    const reply = await helper.post(`/family-visits/${visit.id}/sessions`)
    slow.mockRestore()
    expect([reply.status, codeOf(reply)]).toEqual([404, 'not_found'])
    expect(await Sessions.countDocuments({ visitId: visit.id })).toBe(0)
  })

  it('is out after two hours, whatever it still holds in hand', async () => {
    const { acting, visit } = await helped()
    const { endsAt } = await DeskVisits.findById(visit.id).orFail().lean()
    const session = await Sessions.findOne({ visitId: visit.id }).orFail().lean()
    expect(session.endsAt).toEqual(endsAt)
    expect(session.expiresAt.getTime()).toBeLessThanOrEqual(endsAt.getTime())
    await Sessions.updateOne({ _id: session._id }, { expiresAt: new Date() })
    expect((await acting.get('/me')).status).toBe(401)
  })

  it('sets no account, changes nobody’s identity or phone, deletes nothing and hands the code on to nobody', async () => {
    const { acting } = await helped()
    const account = { consent: true, bankName: '演示银行', cardNumber: '6299990000000000012' }
    const identity = {
      consent: true,
      name: '换个人',
      residentIdNumber: '999999199211303052',
      mobileNumber: '14000000099',
    }
    const tries = [
      acting.put('/me/payee-account', account),
      acting.post('/me/desk-account-codes'),
      acting.put('/me/desk-account', { ...account, consent: undefined, code: '123456' }),
      acting.put('/me/identity', identity),
      acting.post('/me/identity-correction', {}),
      acting.post('/me/contact-change', {}),
      acting.post('/me/deletion', {}),
      acting.post('/me/helper-code', { consent: true }),
    ]
    for (const reply of await Promise.all(tries)) {
      expect(reply.status).toBe(403)
      expect((reply.body as { detail: string }).detail).toContain('家人不能代办')
    }
  })

  it('is out at the moment at which the worker ends it', async () => {
    const { worker, visit, acting } = await helped()
    expect((await acting.get('/me')).status).toBe(200)
    ok(await worker.post(`/me/desk-visits/${visit.id}/end`))
    expect((await acting.get('/me')).status).toBe(401)
    expect((await helper.post(`/family-visits/${visit.id}/sessions`)).status).toBe(404)
    const { items } = ok<VisitListView>(await helper.get('/family-visits'))
    expect(items.map(({ id }) => id)).not.toContain(visit.id)
  })

  it('is in the data of both: who helped, whom, and how much', async () => {
    const { worker, acting } = await helped()
    await steps.enrol(acting, 41)
    const facts = async (whose: Caller) =>
      ok<PersonalDataView>(await whose.get('/me/data')).sections.find(({ title }) => title === '代办')?.facts
    expect(await facts(worker)).toEqual([
      {
        label: expect.stringMatching(/\*.*替您办$/) as string,
        value: expect.stringContaining('办了1件事') as string,
      },
    ])
    expect((await facts(helper))?.[0]?.label).toMatch(/^您替.\*.*办$/)
  })

  it('is out at the moment at which their own account is closed', async () => {
    const { visit, acting } = await helped()
    const helperId = (await DeskVisits.findById(visit.id).orFail().lean()).clerkId
    await People.updateOne({ _id: helperId }, { isBlocked: true })
    expect((await acting.get('/me')).status).toBe(401)
    await People.updateOne({ _id: helperId }, { isBlocked: false })
    expect((await acting.get('/me')).status).toBe(200)
  })

  it('leaves nothing behind when the worker’s account is deleted', async () => {
    const { worker, visit } = await helped()
    await worker.post('/me/helper-code', { consent: true })
    const personId = (await DeskVisits.findById(visit.id).lean())?.personId ?? null
    if (personId === null) throw new Error('A visit in the family is always about somebody')
    await inTransaction((tx) => forgetHelp(personId, tx))
    expect(await DeskVisits.countDocuments({ personId })).toBe(0)
    expect(await HelperCodes.countDocuments({ _id: personId })).toBe(0)
  })

  it('is out after two hours', async () => {
    const { visit } = await helped()
    await DeskVisits.updateOne({ _id: visit.id }, { endsAt: new Date(Date.now() - 1) })
    expect((await helper.post(`/family-visits/${visit.id}/sessions`)).status).toBe(404)
  })
})

describe('the code', () => {
  it('is good once, and only the newest', async () => {
    next += 1
    const worker = await joinedWorker(server, next)
    const first = await codeFrom(worker)
    const second = await codeFrom(worker)
    expect(codeOf(await begin(first))).toBe('invalid_fields')
    ok(await begin(second.replace(' ', '')))
    expect(codeOf(await begin(second))).toBe('invalid_fields')
  })

  it('is worth nothing once it is taken back, nor to whoever made it', async () => {
    next += 1
    const worker = await joinedWorker(server, next)
    expect(codeOf(await begin(await codeFrom(worker), worker))).toBe('invalid_fields')
    const code = await codeFrom(worker)
    ok(await worker.delete('/me/helper-code'))
    expect(codeOf(await begin(code))).toBe('invalid_fields')
  })

  it('cannot be guessed: ten tries a day', async () => {
    for (let time = 0; time < 10; time += 1) expect(codeOf(await begin('00000000'))).toBe('invalid_fields')
    expect(codeOf(await begin('00000000'))).toBe('too_many_requests')
  })

  it('lets nobody make a trade of it: five people a year at most', async () => {
    const busy = await joinedWorker(server, (next += 1))
    for (let person = 0; person < 6; person += 1) {
      const worker = await joinedWorker(server, (next += 1))
      const reply = await begin(await codeFrom(worker), busy)
      expect([person, reply.status]).toEqual([person, person < 5 ? 201 : 403])
    }
  })

  it('is not made by who works here, and the desk does not see the visits of families', async () => {
    const both = await server.as('desk-clerk')
    expect((await both.post('/me/helper-code', { consent: true })).status).toBe(403)
    await helped()
    const { items } = ok<VisitListView>(await both.get('/desk-visits'))
    expect(items.filter(({ by }) => by === 'family')).toEqual([])
  })
})
