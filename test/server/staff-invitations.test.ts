import mongoose from 'mongoose'
import type { MeView } from '#shared/people'
import type {
  InvitationListView,
  InvitationOfferView,
  InvitingBodiesView,
  NewInvitationView,
  StaffListView,
} from '#shared/staff-invitations'
import { Sessions } from '../../server/auth/session.model'
import { StaffInvitations } from '../../server/staff/staff-invitation.model'
import { ok } from '../support/path-steps'
import { inventedWorker, joinedWorker } from '../support/people'
import { setUpSecondFactor } from '../support/second-factor'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

let server: TestServer
let admin: Caller
let guests = 0

beforeAll(async () => {
  server = await startTestServer()
  admin = await server.as('admin')
})
afterAll(() => server.stop())

const housing = { role: 'housing', institutionId: null, displayName: '演示·秦科员' }
const codeOf = ({ status, body }: Reply) => [status, (body as { code?: string } | null)?.code]
const invite = async (body: object = housing) =>
  ok<NewInvitationView>(await admin.post('/staff-invitations', body))
const accept = (caller: Caller, code: string) => caller.post('/staff-invitations/acceptance', { code })
const me = async (caller: Caller) => ok<MeView>(await caller.get('/me'))
const listed = async () => ok<InvitationListView>(await admin.get('/staff-invitations')).items
const guest = () => {
  guests += 1
  const openid = `oGUEST${String(guests).padStart(22, '0')}`
  return {
    signIn: async () => {
      await server.wechat.seed([{ openid }])
      return server.signIn(openid)
    },
  }
}

describe('somebody is let in', () => {
  it('only by an administrator who has shown the second factor', async () => {
    for (const key of ['worker-ready', 'housing-officer', 'finance-officer']) {
      expect(codeOf(await (await server.as(key)).post('/staff-invitations', housing))).toEqual([
        403,
        'not_allowed',
      ])
    }
    const unverified = await server.asUnverified('admin')
    expect(codeOf(await unverified.post('/staff-invitations', housing))).toEqual([
      403,
      'second_factor_needed',
    ])
  })

  it('by a code that is shown once and stored nowhere, and reads what it offers first', async () => {
    // As the phone sends it: its key keeps the answer for a second try.
    const headers = { 'Idempotency-Key': 'invitation-once' }
    const first = await admin.post('/staff-invitations', housing, headers)
    const { id, code } = ok<NewInvitationView>(first)
    expect((await admin.post('/staff-invitations', housing, headers)).body).toEqual(first.body)
    expect(JSON.stringify(await StaffInvitations.findById(id).lean())).not.toContain(code)
    const kept = await mongoose.connection.collection('kept_answers').find().toArray()
    expect(kept.length).toBeGreaterThan(0)
    expect(JSON.stringify(kept)).not.toContain(code)
    const { signIn } = guest()
    const caller = await signIn()
    const grouped = code.toLowerCase().replace(/(.{4})(?=.)/g, '$1-')
    const offer = ok<InvitationOfferView>(await caller.post('/staff-invitations/look-up', { code: grouped }))
    expect(offer).toMatchObject({ role: 'housing', displayName: '演示·秦科员', invitedBy: '演示·严管理员' })
    expect((await me(caller)).roles).toEqual(['worker'])
  })

  it('with the WeChat account that accepts; its sign-ins end and the next one has the role', async () => {
    const { code } = await invite()
    const { signIn } = guest()
    const caller = await signIn()
    expect((await accept(caller, code)).status).toBe(204)
    expect((await caller.get('/me')).status).toBe(401)
    const officer = await signIn()
    expect(await me(officer)).toMatchObject({ roles: ['housing'], displayName: '演示·秦科员' })
    expect((await officer.get('/review/claims')).status).not.toBe(403)
  })

  it('to one institution, and to no other place', async () => {
    const { items } = ok<InvitingBodiesView>(await admin.get('/staff-invitations/institutions'))
    const teacher = { role: 'institution', displayName: '演示·何老师' }
    for (const institutionId of [null, '0123456789abcdef01234567']) {
      const reply = await admin.post('/staff-invitations', { ...teacher, institutionId })
      expect(codeOf(reply)).toEqual([422, 'invalid_fields'])
    }
    const institutionId = items[0]?.id ?? ''
    expect(codeOf(await admin.post('/staff-invitations', { ...housing, institutionId }))).toEqual([
      422,
      'invalid_fields',
    ])
    const { code } = await invite({ ...teacher, institutionId })
    const { signIn } = guest()
    await accept(await signIn(), code)
    expect(await me(await signIn())).toMatchObject({ institutionName: items[0]?.name })
  })

  it('and keeps what was on file as a worker', async () => {
    const { code } = await invite()
    expect((await accept(await server.as('worker-other'), code)).status).toBe(204)
    const { roles, identity } = await me(await server.as('worker-other'))
    expect(roles).toEqual(['worker', 'housing'])
    expect(identity).not.toBeNull()
  })
})

describe('an invitation opens nothing', () => {
  const refused = [404, 'not_found']

  it('a second time, for the same person or another', async () => {
    const { code } = await invite()
    const first = guest()
    await accept(await first.signIn(), code)
    expect(codeOf(await accept(await first.signIn(), code))).toEqual(refused)
    const other = await guest().signIn()
    expect(codeOf(await accept(other, code))).toEqual(refused)
    expect(codeOf(await other.post('/staff-invitations/look-up', { code }))).toEqual(refused)
    expect((await me(other)).roles).toEqual(['worker'])
  })

  it('to the second of two who accept at the same moment', async () => {
    const { code } = await invite()
    const callers = await Promise.all([guest(), guest(), guest()].map(({ signIn }) => signIn()))
    const replies = await Promise.all(callers.map((caller) => accept(caller, code)))
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 404, 404])
  })

  it('once it was revoked, or a week has gone by', async () => {
    const revoked = await invite()
    expect((await admin.post(`/staff-invitations/${revoked.id}/revocation`)).status).toBe(204)
    expect(codeOf(await admin.post(`/staff-invitations/${revoked.id}/revocation`))).toEqual([
      409,
      'not_in_this_state',
    ])
    const expired = await invite()
    await StaffInvitations.updateOne({ _id: expired.id }, { expiresAt: new Date() })
    const caller = await guest().signIn()
    for (const { code } of [revoked, expired]) expect(codeOf(await accept(caller, code))).toEqual(refused)
    const states = new Map((await listed()).map(({ id, state }) => [id, state]))
    expect([states.get(revoked.id), states.get(expired.id)]).toEqual(['revoked', 'expired'])
  })

  it('by guessing, nor for who is not signed in', async () => {
    const caller = await guest().signIn()
    expect(codeOf(await accept(caller, 'ABCD-EFGH-JKLM-NPQR'))).toEqual(refused)
    expect((await accept(caller, 'ABCD')).status).toBe(422)
    expect((await accept(server.anonymous, (await invite()).code)).status).toBe(401)
  })

  it('to who works here already: nobody holds two roles', async () => {
    const { code } = await invite()
    expect(codeOf(await accept(await server.as('hr-officer'), code))).toEqual([409, 'already_used'])
    // The refusal has used nothing up.
    expect((await accept(await guest().signIn(), code)).status).toBe(204)
  })

  it('to whoever accepts another one at the same moment: nobody holds two roles', async () => {
    const codes = [(await invite()).code, (await invite({ ...housing, role: 'finance' })).code]
    const worker = await joinedWorker(server, 300)
    const replies = await Promise.all(codes.map((code) => accept(worker, code)))
    // The one that came too late finds the role, or that its sign-in has ended with the first.
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1)
    const { roles } = await me(await server.signIn(inventedWorker(300).openid))
    expect(roles).toHaveLength(2)
    expect(roles).toContain('worker')
  })
})

describe('a role', () => {
  const newAdmin = async () => {
    const { code } = await invite({ ...housing, role: 'admin' })
    const { signIn } = guest()
    await accept(await signIn(), code)
    const caller = await signIn()
    await setUpSecondFactor(caller)
    return { caller, signIn, id: (await me(caller)).id }
  }

  it('cannot be had back by an invitation that one made oneself', async () => {
    const leaving = await newAdmin()
    const { code } = ok<NewInvitationView>(await leaving.caller.post('/staff-invitations', housing))
    expect((await admin.post(`/staff/${leaving.id}/end`)).status).toBe(204)
    expect(codeOf(await accept(await leaving.signIn(), code))).toEqual([404, 'not_found'])
  })

  it('ends at once: sign-ins, second factor and rights', async () => {
    const { id, code } = await invite({ ...housing, displayName: '演示·离任' })
    const { signIn } = guest()
    await accept(await signIn(), code)
    const officer = await signIn()
    await setUpSecondFactor(officer)
    const { items } = ok<StaffListView>(await admin.get('/staff'))
    const member = items.find(({ displayName }) => displayName === '演示·离任')
    expect(member).toMatchObject({ role: 'housing', hasSecondFactor: true, isSelf: false })
    expect((await admin.post(`/staff/${member?.id ?? ''}/end`)).status).toBe(204)
    expect((await officer.get('/me')).status).toBe(401)
    expect((await me(await signIn())).roles).toEqual(['worker'])
    expect((await listed()).find((each) => each.id === id)?.state).toBe('ended')
    expect(codeOf(await admin.post(`/staff/${member?.id ?? ''}/end`))).toEqual([404, 'not_found'])
  })

  it('of one’s own is ended by somebody else, so that the last administrator cannot go', async () => {
    const { items } = ok<StaffListView>(await admin.get('/staff'))
    const self = items.find(({ isSelf }) => isSelf)
    expect(codeOf(await admin.post(`/staff/${self?.id ?? ''}/end`))).toEqual([409, 'not_in_this_state'])
  })

  it('of two administrators who end each other’s at the same moment: one stays', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [one, other] = [await newAdmin(), await newAdmin()]
      const replies = await Promise.all([
        one.caller.post(`/staff/${other.id}/end`),
        other.caller.post(`/staff/${one.id}/end`),
      ])
      expect(replies.filter(({ status }) => status === 204)).toHaveLength(1)
      const roles = [await me(await one.signIn()), await me(await other.signIn())].flatMap(
        (each) => each.roles,
      )
      expect(roles.sort()).toEqual(['admin', 'worker'])
    }
  })

  it('of an administrator decides about no claim and pays nothing', async () => {
    for (const place of ['/review/claims', '/payouts/payable', '/payout-batches', '/notice-deliveries']) {
      expect((await admin.get(place)).status).toBe(403)
    }
  })
})

it('a first authenticator is bound only right after signing in: a stolen sign-in cannot bring its own', async () => {
  const { code } = await invite()
  const { signIn } = guest()
  await accept(await signIn(), code)
  const officer = await signIn()
  const { id } = await me(officer)
  await Sessions.updateMany({ personId: id }, { vouchedAt: new Date(Date.now() - 16 * 60_000) })
  expect(codeOf(await officer.post('/me/second-factor'))).toEqual([409, 'not_in_this_state'])
  await setUpSecondFactor(await signIn())
})
