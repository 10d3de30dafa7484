import { setTimeout as pause } from 'node:timers/promises'
import type { ClassListView } from '#shared/classes'
import type { ClaimPreview, ClaimView } from '#shared/claims'
import type { EnrolmentView } from '#shared/enrolments'
import type { NotificationListView } from '#shared/notifications'
import type { MeView } from '#shared/people'
import type { VisitListView, VisitSessionView, VisitView } from '#shared/service-desk'
import { inTransaction } from '../../server/mongo'
import { People } from '../../server/people/person.model'
import { DeskVisits } from '../../server/service-desk/desk-visit.model'
import { forgetUnproven } from '../../server/service-desk/desk-visit.service'
import { codeOf, pointersOf } from '../support/claim-desk'
import { openMoveDesk } from '../support/move-desk'
import { ok, steps, submission } from '../support/path-steps'
import { inventedCard, inventedWorker } from '../support/people'
import { declaredRoutes } from '../support/routes'
import { caller, type Caller, type Reply } from '../support/server'

const place = '/desk-visits'
let desk: Awaited<ReturnType<typeof openMoveDesk>>
let clerk: Caller
let second: Caller
let next = 400

beforeAll(async () => {
  desk = await openMoveDesk()
  clerk = await desk.server.as('desk-clerk')
  second = await desk.server.as('desk-clerk-second')
})
afterAll(() => desk.close())

/** Somebody without a smartphone, who has never been here. */
function stranger() {
  next += 1
  const { name, residentIdNumber, mobileNumber, cardNumber } = inventedWorker(next)
  return {
    number: next,
    body: { name, identityNumber: residentIdNumber, mobileNumber, consent: true },
    cardNumber,
  }
}

const begin = async (body: object) => ok<VisitView>(await clerk.post(place, body))
/** Asks for a code and reads it off the person's phone, where it comes a moment after the answer. */
async function codeOn(number: number, ask: () => Promise<Reply>): Promise<string> {
  const before = desk.lastCode(number)
  ok(await ask())
  for (let left = 100; left > 0 && desk.lastCode(number) === before; left -= 1) await pause(15)
  return desk.lastCode(number)
}

/** The person reads the code off their phone and says it; the clerk acts for them. */
async function assisted(): Promise<{ visit: VisitView; person: Caller; number: number }> {
  const { body, number } = stranger()
  const visit = await begin(body)
  const code = await codeOn(number, () => clerk.post(`${place}/${visit.id}/codes`))
  ok(await clerk.post(`${place}/${visit.id}/proof`, { code }))
  const { session } = ok<VisitSessionView>(await clerk.post(`${place}/${visit.id}/sessions`))
  return { visit, person: caller(desk.server.url, session.token), number }
}

describe('somebody without a smartphone', () => {
  it('is registered, enrolled, claims and has the card set at the desk, and every step stands in their history', async () => {
    const { visit, person, number } = await assisted()
    expect(ok<MeView>(await person.get('/me')).identity?.nameMasked).toBe(visit.nameMasked)
    const { items } = ok<ClassListView>(await person.get('/classes?tradeSeq=41'))
    expect(items.length).toBeGreaterThan(0)
    const enrolment: EnrolmentView = await steps.enrol(person, 41)
    const institution = await desk.server.as('institution-jianan')
    await steps.attend(institution, enrolment)
    await steps.passExam(institution, enrolment)
    const code = await codeOn(number, () => person.post('/me/desk-account-codes'))
    const account = { bankName: '演示银行（社保卡）', cardNumber: inventedCard(number) }
    ok(await person.put('/me/desk-account', { ...account, code }))
    const preview = ok<ClaimPreview>(await person.get(`/enrolments/${enrolment.id}/claim-preview`))
    const claim = ok<ClaimView>(await person.post('/claims', submission(preview)))
    expect(claim.state).toBe('housing_review')
    const [own] = ok<VisitListView>(await person.get('/me/desk-visits')).items
    expect(own).toMatchObject({ clerkName: '演示·何窗口', state: 'open' })
    expect(own?.acts.map(({ act }) => act)).toEqual(['报名', '发收款卡验证码', '登记收款卡', '提交申领'])
    const kinds = ok<NotificationListView>(await person.get('/me/notifications')).items.map(
      ({ kind }) => kind,
    )
    expect(kinds).toContain('account_changed')
  })

  it('is out of the hands of a clerk whose role was ended', async () => {
    const { visit, person } = await assisted()
    const { clerkId } = await DeskVisits.findById(visit.id).orFail().lean()
    await People.updateOne({ _id: clerkId }, { roles: ['worker'] })
    expect((await person.get('/me')).status).toBe(401)
    await People.updateOne({ _id: clerkId }, { roles: ['worker', 'desk'] })
  })

  it('who is registered already proves themselves by a code on the phone on file, whatever number is typed', async () => {
    const { body, number } = stranger()
    const { id } = await begin(body)
    ok(await second.post(`${place}/${id}/vouching`))
    ok(await clerk.post(`${place}/${id}/end`))
    const again = await begin({ ...body, mobileNumber: inventedWorker(399).mobileNumber })
    expect(await codeOn(number, () => clerk.post(`${place}/${again.id}/codes`))).toMatch(/^\d{6}$/)
    expect(desk.smsTo(399)).toEqual([])
  })

  it('without the phone is let on by a second clerk, who saw the document, too', async () => {
    const visit = await begin(stranger().body)
    expect(codeOf(await clerk.post(`${place}/${visit.id}/vouching`))).toBe('not_allowed')
    expect(ok<VisitView>(await second.post(`${place}/${visit.id}/vouching`))).toMatchObject({
      ...{ state: 'open', isVouched: true },
    })
    ok<VisitSessionView>(await clerk.post(`${place}/${visit.id}/sessions`))
  })
})

describe('who did not prove themselves at the desk', () => {
  it('is not registered, so that nobody’s number can be taken by somebody else’s word', async () => {
    const { body } = stranger()
    const visit = await begin(body)
    const kept = await DeskVisits.findById(visit.id).lean()
    expect(kept?.personId).toBeNull()
    expect(JSON.stringify(kept)).not.toContain(body.identityNumber)
    const { caller: oneself } = await desk.rights.newcomer()
    const { name, identityNumber: residentIdNumber } = body
    ok(await oneself.put('/me/identity', { consent: true, name, residentIdNumber }))
    expect(codeOf(await second.post(`${place}/${visit.id}/vouching`))).toBe('already_used')
  })

  it('is forgotten when the time is over and when the visit ends', async () => {
    const [late, ended] = [await begin(stranger().body), await begin(stranger().body)]
    ok(await clerk.post(`${place}/${ended.id}/end`))
    expect(
      await inTransaction((tx) => forgetUnproven(new Date(Date.now() + 31 * 60_000), tx)),
    ).toBeGreaterThan(0)
    const kept = await DeskVisits.find({ _id: { $in: [late.id, ended.id] } }).lean()
    expect(kept.map(({ newcomerCipher }) => newcomerCipher)).toEqual([null, null])
    expect(codeOf(await clerk.post(`${place}/${late.id}/codes`))).toBe('not_found')
  })
})

describe('a clerk of the desk', () => {
  it('can do nothing for anybody before the code was said', async () => {
    const visit = await begin(stranger().body)
    expect(codeOf(await clerk.post(`${place}/${visit.id}/sessions`))).toBe('not_found')
    const replies = []
    for (let guess = 0; guess < 6; guess += 1)
      replies.push(await clerk.post(`${place}/${visit.id}/proof`, { code: '000000' }))
    expect(replies.map(pointersOf)).toEqual(Array.from({ length: 6 }, () => ['/code']))
    ok(await clerk.post(`${place}/${visit.id}/codes`))
    expect(codeOf(await second.post(`${place}/${visit.id}/proof`, { code: '123456' }))).toBe('not_found')
  })

  it('sets no card without a code of its own on the person’s phone', async () => {
    const { person, number } = await assisted()
    const account = { bankName: '演示银行（社保卡）', cardNumber: inventedCard(number) }
    expect(codeOf(await person.put('/me/payee-account', { ...account, consent: true }))).toBe('not_allowed')
    const visitCode = desk.lastCode(number)
    expect(pointersOf(await person.put('/me/desk-account', { ...account, code: visitCode }))).toEqual([
      '/code',
    ])
    expect(ok<MeView>(await person.get('/me')).payeeAccount).toBeNull()
  })

  it('takes for the person the steps of this list and no other', async () => {
    const allowed = declaredRoutes
      .filter(({ assistedAct }) => assistedAct !== undefined)
      .map(({ method, path }) => `${method} ${path}`)
    expect(allowed.sort()).toEqual([
      'delete /me/certificates/:id',
      'delete /me/class-watches/:id',
      'delete /me/waiting-places/:id',
      'get /claims/:id',
      'get /enrolments/:id/claim-preview',
      'get /me',
      'get /me/certificates',
      'get /me/claims',
      'get /me/class-watches',
      'get /me/desk-visits',
      'get /me/enrolments',
      'get /me/identity-correction',
      'get /me/notifications',
      'get /me/waiting-places',
      'post /claims',
      'post /claims/:id/events',
      'post /classes/:id/enrolments',
      'post /classes/:id/waiting-places',
      'post /enrolments/:id/leave',
      'post /me/certificates',
      'post /me/desk-account-codes',
      'post /me/identity-correction',
      'put /me/class-watches',
      'put /me/desk-account',
      'put /me/employment',
    ])
    const { person } = await assisted()
    for (const path of ['/me/data', '/me/devices', '/me/contact-change', '/me/deletion'])
      expect(codeOf(await person.get(path))).toBe('not_allowed')
    expect(codeOf(await person.post('/me/data-copies', {}))).toBe('not_allowed')
  })

  it('can do nothing more once the visit has ended', async () => {
    const { visit, person } = await assisted()
    ok(await clerk.post(`${place}/${visit.id}/end`))
    expect((await person.get('/me')).status).toBe(401)
    expect(codeOf(await clerk.post(`${place}/${visit.id}/sessions`))).toBe('not_found')
    const { items } = ok<VisitListView>(await clerk.get(place))
    expect(items.find(({ id }) => id === visit.id)?.state).toBe('ended')
  })

  it('begins only with the second factor, with the person’s consent, and with the name on file', async () => {
    const { body } = stranger()
    const unverified = await desk.server.asUnverified('desk-clerk')
    expect(codeOf(await unverified.post(place, body))).toBe('second_factor_needed')
    expect(pointersOf(await clerk.post(place, { ...body, consent: false }))).toEqual(['/consent'])
    const { mobileNumber, ...without } = body
    expect(mobileNumber).toBeDefined()
    expect(pointersOf(await clerk.post(place, without))).toEqual(['/mobileNumber'])
    ok(await second.post(`${place}/${(await begin(body)).id}/vouching`))
    expect(pointersOf(await clerk.post(place, { ...body, name: '别的人' }))).toEqual(['/name'])
  })

  it('acts for nobody who works here, and ends acting when somebody begins to', async () => {
    const { visit, number } = await assisted()
    const index = desk.rights.cipher.blindIndex(inventedWorker(number).residentIdNumber, 'residentIdNumber')
    await People.updateOne({ 'identity.residentIdIndex': index }, { roles: ['worker', 'housing'] })
    expect(codeOf(await clerk.post(`${place}/${visit.id}/sessions`))).toBe('not_allowed')
    const { name, residentIdNumber } = inventedWorker(number)
    const again = { name, identityNumber: residentIdNumber, consent: true }
    expect(codeOf(await clerk.post(place, again))).toBe('not_allowed')
  })

  it('is the only one: no worker, officer or institution has a way in', async () => {
    for (const key of ['worker-ready', 'institution-jianan', 'housing-officer', 'admin'])
      expect(codeOf(await (await desk.server.as(key)).get(place))).toBe('not_allowed')
  })
})
