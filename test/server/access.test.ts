import jwt from 'jsonwebtoken'
import { Types } from 'mongoose'
import type { ClaimView } from '#shared/claims'
import type { EnrolmentView } from '#shared/enrolments'
import type { NotificationListView } from '#shared/notifications'
import type { MeView, Role } from '#shared/people'
import { Sessions } from '../../server/auth/session.model'
import { Enrolments } from '../../server/enrolments/enrolment.model'
import { People } from '../../server/people/person.model'
import { ok, rebarClaim } from '../support/path-steps'
import { joinedWorker } from '../support/people'
import { addressOf, declaredRoutes } from '../support/routes'
import { setUpSecondFactor } from '../support/second-factor'
import { caller, startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

let server: TestServer
let claim: ClaimView
let owner: Caller
let other: Caller
let people: Record<Role, Caller>
const NOWHERE = '0123456789abcdef01234567'

beforeAll(async () => {
  server = await startTestServer({ BEHIND_PROXY: 'yes' })
  const made = await rebarClaim(server)
  claim = made.claim
  owner = made.worker
  other = await joinedWorker(server, 1)
  people = {
    worker: other,
    institution: await server.as('institution-gangcheng'),
    evaluator: await server.as('evaluator-jianpin'),
    housing: await server.as('housing-officer'),
    hr: await server.as('hr-officer'),
    finance: await server.as('finance-officer'),
    policy_editor: await server.as('policy-editor'),
    policy_approver: await server.as('policy-approver'),
    admin: await server.as('admin'),
    desk: await server.as('desk-clerk'),
  }
})
afterAll(() => server.stop())

const codeOf = (reply: Reply) => (reply.body as { code: string }).code
const me = async (caller: Caller) => ok<MeView>(await caller.get('/me'))

function call(by: Caller, method: string, place: string): Promise<Reply> {
  if (method === 'get') return by.get(place)
  if (method === 'delete') return by.delete(place)
  return method === 'put' ? by.put(place, {}) : by.post(place, {})
}

/** The same person at an address of their own: all operations at once are more than one address may ask for. */
let addresses = 0
function elsewhere({ token }: Caller): Caller {
  addresses += 1
  return caller(server.url, token, { 'X-Forwarded-For': `192.0.2.${addresses % 250}` })
}

describe('every operation that is not public', () => {
  const guarded = declaredRoutes.filter(({ access }) => access !== 'public')

  it.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'asks who it is, and for the right role: %s',
    async (_name, route) => {
      const place = addressOf(route, NOWHERE)
      expect((await call(elsewhere(server.anonymous), route.method, place)).status).toBe(401)
      if (route.access === 'signed_in' || route.access === 'public') return
      for (const [role, person] of Object.entries(people)) {
        if (route.access.includes(role as Role)) continue
        const reply = await call(elsewhere(person), route.method, place)
        expect([role, reply.status, codeOf(reply)]).toEqual([role, 403, 'not_allowed'])
      }
    },
  )

  it('is more than twenty, so that none has been forgotten', () => {
    expect(guarded.length).toBeGreaterThan(20)
  })
})

describe('a token', () => {
  const claimsOf = (caller: Caller) => jwt.decode(caller.token ?? '') as { sub: string; sid: string }

  it('in another scheme, or far too long, is 401', async () => {
    for (const Authorization of [`Basic ${other.token}`, 'Bearer', `Bearer ${'x'.repeat(4000)}`]) {
      const reply = await server.anonymous.post('/me/subscriptions', {}, { Authorization })
      expect(reply.status).toBe(401)
    }
  })

  it('ends with signing out, at once and for good', async () => {
    const caller = await server.as('worker-new')
    expect((await caller.delete('/sessions/current')).status).toBe(204)
    expect((await caller.get('/me')).status).toBe(401)
    expect((await caller.delete('/sessions/current')).status).toBe(401)
  })

  it('ends with its session, even when the token itself were good for longer', async () => {
    const caller = await server.as('worker-new')
    await Sessions.updateOne({ _id: new Types.ObjectId(claimsOf(caller).sid) }, { expiresAt: new Date(0) })
    expect((await caller.get('/me')).status).toBe(401)
  })

  it('does not reach a public page half signed in: a bad one is refused there, too', async () => {
    expect((await server.withToken('abc').get('/classes')).status).toBe(401)
    expect((await server.anonymous.get('/classes')).status).toBe(200)
  })
})

describe("other people's records do not exist", () => {
  it('for another worker: enrolment, preview, claim and every event', async () => {
    const [enrolment] = ok<{ items: EnrolmentView[] }>(await owner.get('/me/enrolments')).items
    const replies = [
      await other.get(`/enrolments/${enrolment?.id}/claim-preview`),
      await other.post(`/enrolments/${enrolment?.id}/leave`),
      await other.get(`/claims/${claim.id}`),
      await other.post(`/claims/${claim.id}/events`, { event: 'withdraw', revision: claim.revision }),
      await other.post('/claims', {
        enrolmentId: enrolment?.id,
        expectedAmount: { kind: 'fixed', fen: 50_000 },
        cardLastFour: '0012',
        consent: true,
      }),
    ]
    expect(replies.map((reply) => [reply.status, codeOf(reply)])).toEqual(
      replies.map(() => [404, 'not_found']),
    )
    expect(ok<ClaimView>(await owner.get(`/claims/${claim.id}`)).state).toBe('housing_review')
  })

  it('and look the same as records that never were', async () => {
    const there = await other.get(`/claims/${claim.id}`)
    const nowhere = await other.get(`/claims/${NOWHERE}`)
    const same = ({ body }: Reply) => ({ ...(body as object), instance: '' })
    expect(same(there)).toEqual(same(nowhere))
  })

  it('for another worker: messages', async () => {
    const [message] = ok<NotificationListView>(await owner.get('/me/notifications')).items
    expect((await other.post(`/me/notifications/${message?.id}/read`)).status).toBe(404)
    expect(ok<NotificationListView>(await owner.get('/me/notifications')).items[0]?.readAt).toBeNull()
    expect((await owner.post(`/me/notifications/${message?.id}/read`)).status).toBe(204)
  })

  it('for another institution: class, roster, roll call, exam and certificate', async () => {
    const [enrolment] = ok<{ items: EnrolmentView[] }>(await owner.get('/me/enrolments')).items
    const stranger = people.institution
    const entries = [{ enrolmentId: enrolment?.id, hoursTenths: 80 }]
    const replies = [
      await stranger.get(`/institution/classes/${enrolment?.class.id}`),
      await stranger.put(`/institution/classes/${enrolment?.class.id}/lessons/L1/attendance`, { entries }),
      await stranger.put(`/enrolments/${enrolment?.id}/exam-result`, {
        passed: false,
        examinedOn: '2021-06-18',
      }),
      await stranger.put(`/enrolments/${enrolment?.id}/certificate`, {
        kind: 'level',
        number: 'X-12345',
        issuedOn: '2021-06-18',
      }),
    ]
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  })

  it('for an institution that calls the roll of its own class with a stranger’s enrolment', async () => {
    const [enrolment] = ok<{ items: EnrolmentView[] }>(await owner.get('/me/enrolments')).items
    const own = ok<{ items: { id: string }[] }>(await people.institution.get('/institution/classes')).items[0]
    const entries = [{ enrolmentId: enrolment?.id, hoursTenths: 0 }]
    const reply = await people.institution.put(`/institution/classes/${own?.id}/lessons/L1/attendance`, {
      entries,
    })
    expect([404, 409]).toContain(reply.status)
  })
})

describe('what the session says cannot be said in a request', () => {
  it.each([
    ['role', { role: 'finance' }],
    ['roles', { roles: ['finance'] }],
    ['openid', { openid: 'oDEMOfinanceofficer000000000' }],
    ['personId', { personId: NOWHERE }],
    ['workerId', { workerId: NOWHERE }],
  ])('such as %s', async (field, more) => {
    const account = { consent: true, bankName: '银行', cardNumber: '6299990000000000012', ...more }
    const reply = await other.put('/me/payee-account', account)
    expect([reply.status, (reply.body as { errors: { pointer: string }[] }).errors[0]?.pointer]).toEqual([
      422,
      `/${field}`,
    ])
  })

  it.each([{ state: 'paid' }, { amountFen: 1 }, { decidedFen: 1 }, { claimNo: 'x' }])(
    'such as %j with a claim',
    async (more) => {
      const body = {
        enrolmentId: NOWHERE,
        expectedAmount: { kind: 'fixed', fen: 50_000 },
        cardLastFour: '0012',
        consent: true,
        ...more,
      }
      expect((await owner.post('/claims', body)).status).toBe(422)
    },
  )

  it('such as a header naming somebody', async () => {
    const id = (await me(owner)).id
    const reply = await other.post(
      '/me/subscriptions',
      { templateId: 't', answer: 'reject' },
      { 'X-User-Id': id },
    )
    expect(reply.status).toBe(204)
    expect((await me(other)).id).not.toBe(id)
  })
})

describe('an officer', () => {
  it('cannot touch anybody’s account, identity or employment, not even their own as if they were a worker', async () => {
    const account = { consent: true, bankName: '银行', cardNumber: '6299990000000000012' }
    for (const role of ['institution', 'housing', 'hr', 'finance'] as const) {
      expect((await people[role].put('/me/payee-account', account)).status).toBe(403)
    }
    const revision = { revision: claim.revision, cardLastFour: '0012' }
    for (const role of ['housing', 'hr'] as const) {
      for (const event of ['supply', 'change_account'] as const) {
        const reply = await people[role].post(`/claims/${claim.id}/events`, { event, ...revision })
        expect([role, event, [403, 409].includes(reply.status)]).toEqual([role, event, true])
      }
      const withdrawn = await people[role].post(`/claims/${claim.id}/events`, {
        event: 'withdraw',
        revision: claim.revision,
      })
      expect([role, withdrawn.status]).toEqual([role, 403])
    }
  })

  it('loses and gains rights at once when the roles in the store change, without signing in again', async () => {
    const officer = await server.as('hr-officer')
    expect((await officer.get('/review/claims')).status).toBe(200)
    await People.updateOne({ demoKey: 'hr-officer' }, { roles: ['worker'] })
    expect((await officer.get('/review/claims')).status).toBe(403)
    expect((await officer.get('/me/enrolments')).status).toBe(200)
    await People.updateOne({ demoKey: 'hr-officer' }, { roles: ['hr'] })
    expect((await officer.get('/review/claims')).status).toBe(200)
  })

  it('who is blocked is out at once and cannot sign in again', async () => {
    const officer = await server.as('hr-officer')
    await People.updateOne({ demoKey: 'hr-officer' }, { isBlocked: true })
    expect((await officer.get('/me')).status).toBe(401)
    const code = await server.wechat.loginCode('oDEMOhrofficer00000000000000')
    expect((await server.anonymous.post('/sessions', { code })).status).toBe(403)
    await People.updateOne({ demoKey: 'hr-officer' }, { isBlocked: false })
    expect((await officer.get('/me')).status).toBe(200)
  })

  it('of an institution who is on a roster themself cannot credit their own hours', async () => {
    const teacher = await server.as('institution-jianan')
    const [enrolment] = ok<{ items: EnrolmentView[] }>(await owner.get('/me/enrolments')).items
    const own = { workerId: new Types.ObjectId((await me(teacher)).id) }
    const record = { _id: new Types.ObjectId(enrolment?.id) }
    const before = await Enrolments.findOneAndUpdate(record, { ...own, lockedByClaimId: null }).lean()
    const reply = await teacher.put(`/enrolments/${enrolment?.id}/exam-result`, {
      passed: true,
      examinedOn: '2021-06-18',
    })
    await Enrolments.updateOne(record, {
      workerId: before?.workerId,
      lockedByClaimId: before?.lockedByClaimId,
    })
    expect([reply.status, codeOf(reply)]).toEqual([403, 'not_allowed'])
  })

  it('cannot review a claim of their own', async () => {
    await People.updateOne({ demoKey: 'worker-ready' }, { roles: ['worker', 'housing'] })
    await setUpSecondFactor(owner)
    const reply = await owner.post(`/claims/${claim.id}/events`, {
      event: 'pass',
      revision: claim.revision,
      checks: claim.checksNeeded,
    })
    await People.updateOne({ demoKey: 'worker-ready' }, { roles: ['worker'] })
    expect([reply.status, codeOf(reply)]).toEqual([403, 'not_allowed'])
  })
})
