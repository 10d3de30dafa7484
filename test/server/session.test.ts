import { Types } from 'mongoose'
import type { SessionView } from '#shared/session'
import type { DeviceListView, RefreshView } from '#shared/sign-in'
import { RefreshTokens } from '../../server/auth/refresh-token.model'
import { secretHash } from '../../server/auth/refresh-token.service'
import { defaultTimes } from '../../server/auth/session-lifetimes'
import { Sessions } from '../../server/auth/session.model'
import { People } from '../../server/people/person.model'
import { ok } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'
import { deviceKeyOf, partsOf, refresh, signInOn } from '../support/session-tokens'

let server: TestServer
let movedBy = 0

beforeAll(async () => {
  server = await startTestServer({}, () => new Date(Date.now() + movedBy))
})
afterEach(() => {
  movedBy = 0
})
afterAll(() => server.stop())

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const statusOf = async (token: string) => (await server.withToken(token).get('/me')).status
const devicesOf = async ({ token }: { token: string }) =>
  ok<DeviceListView>(await server.withToken(token).get('/me/devices')).items

describe('a sign-in on a device', () => {
  it('lasts: after the quarter of an hour of its token the device gets the next one by itself', async () => {
    const session = await signInOn(server, 'worker-ready', 'phone')
    movedBy = 16 * MINUTE
    expect(await statusOf(session.token)).toBe(401)
    const next = ok<RefreshView>(await refresh(server, session.refreshToken, 'phone'))
    expect(await statusOf(next.token)).toBe(200)
    expect(next.refreshToken).not.toBe(session.refreshToken)
  })

  it('survives lost answers: the same token may be sent again within a minute, however often', async () => {
    const session = await signInOn(server, 'worker-ready', 'tunnel')
    await refresh(server, session.refreshToken, 'tunnel')
    movedBy = 20_000
    await refresh(server, session.refreshToken, 'tunnel')
    movedBy = 40_000
    const third = ok<RefreshView>(await refresh(server, session.refreshToken, 'tunnel'))
    expect(await statusOf(third.token)).toBe(200)
    movedBy = 20 * MINUTE
    expect((await refresh(server, third.refreshToken, 'tunnel')).status).toBe(201)
  })

  it('of a worker lasts no longer than staff’s once they work here', async () => {
    const session = await signInOn(server, 'worker-other', 'joined')
    const { sub: personId } = partsOf(session.token).content
    await People.updateOne({ _id: personId }, { roles: ['housing'] })
    movedBy = defaultTimes.staff.longestMs - HOUR
    const { refreshToken } = ok<RefreshView>(await refresh(server, session.refreshToken, 'joined'))
    movedBy = defaultTimes.staff.longestMs + MINUTE
    expect((await refresh(server, refreshToken, 'joined')).status).toBe(401)
    await People.updateOne({ _id: personId }, { roles: ['worker'] })
    await Sessions.deleteMany({ personId })
  })

  it('ends when a used token comes back after that minute', async () => {
    const session = await signInOn(server, 'worker-ready', 'late')
    const next = ok<RefreshView>(await refresh(server, session.refreshToken, 'late'))
    movedBy = defaultTimes.retryWindowMs + 1000
    expect((await refresh(server, session.refreshToken, 'late')).status).toBe(401)
    expect(await statusOf(next.token)).toBe(401)
  })

  it('of a worker lasts a month without use and half a year at most', async () => {
    let { refreshToken } = (await signInOn(server, 'worker-ready', 'month')) as {
      refreshToken: string | null
    }
    for (let day = 29; day <= 174; day += 29) {
      movedBy = day * DAY
      refreshToken = ok<RefreshView>(await refresh(server, refreshToken, 'month')).refreshToken
    }
    movedBy = 181 * DAY
    expect((await refresh(server, refreshToken, 'month')).status).toBe(401)
    movedBy = 0
    const idle = await signInOn(server, 'worker-ready', 'idle')
    movedBy = 31 * DAY
    expect((await refresh(server, idle.refreshToken, 'idle')).status).toBe(401)
  })

  it('of staff lasts four hours without use and twelve at most', async () => {
    let { refreshToken } = (await signInOn(server, 'hr-officer', 'desk')) as { refreshToken: string | null }
    for (const hour of [3, 6, 9, 11]) {
      movedBy = hour * HOUR
      refreshToken = ok<RefreshView>(await refresh(server, refreshToken, 'desk')).refreshToken
    }
    movedBy = 12.1 * HOUR
    expect((await refresh(server, refreshToken, 'desk')).status).toBe(401)
  })

  it('keeps neither token nor device key in the store, only what they hash to', async () => {
    const session = await signInOn(server, 'worker-ready', 'secret')
    const { sid } = partsOf(session.token).content
    const stored = JSON.stringify([
      await Sessions.findById(sid).lean(),
      await RefreshTokens.find({ sessionId: new Types.ObjectId(sid) }).lean(),
    ])
    expect(stored).toContain(secretHash(session.refreshToken ?? ''))
    expect(stored).not.toContain(session.refreshToken)
    expect(stored).not.toContain(deviceKeyOf('secret'))
    expect(server.logged.join('')).not.toContain(session.refreshToken)
  })

  it('without a device gets no refresh token and ends with its first token', async () => {
    const { code } = ok<{ code: string }>(
      await server.anonymous.post('/demo/login-codes', { personKey: 'worker-new' }),
    )
    const session = ok<SessionView>(await server.anonymous.post('/sessions', { code }))
    expect(session.refreshToken).toBeNull()
    movedBy = 16 * MINUTE
    expect(await statusOf(session.token)).toBe(401)
  })
})

describe('a change of role or status', () => {
  it('counts with the next request, under the token of before', async () => {
    const session = await signInOn(server, 'hr-officer', 'role')
    const caller = server.withToken(session.token)
    expect((await caller.get('/review/claims?show=waiting')).status).toBe(200)
    await People.updateOne({ demoKey: 'hr-officer' }, { roles: ['worker'] })
    expect((await caller.get('/review/claims?show=waiting')).status).toBe(403)
    await People.updateOne({ demoKey: 'hr-officer' }, { roles: ['hr'], isBlocked: true })
    expect((await caller.get('/me')).status).toBe(401)
    await People.updateOne({ demoKey: 'hr-officer' }, { isBlocked: false })
  })
})

describe('the list of devices', () => {
  it('shows where somebody is signed in, and which of it is here', async () => {
    const first = await signInOn(server, 'worker-other', 'one')
    movedBy = 10 * MINUTE
    const second = await signInOn(server, 'worker-other', 'two')
    const items = await devicesOf(second)
    expect(items.map(({ name, isThisOne }) => [name, isThisOne])).toEqual([
      ['演示设备two', true],
      ['演示设备one', false],
    ])
    movedBy = 11 * MINUTE
    ok(await refresh(server, first.refreshToken, 'one'))
    expect((await devicesOf(second))[0]?.name).toBe('演示设备one')
  })

  it('signs one of them out at once and leaves the others', async () => {
    const lost = await signInOn(server, 'worker-other', 'lost')
    const kept = await signInOn(server, 'worker-other', 'kept')
    const { sid } = partsOf(lost.token).content
    expect((await server.withToken(kept.token).delete(`/me/devices/${sid}`)).status).toBe(204)
    expect([await statusOf(lost.token), await statusOf(kept.token)]).toEqual([401, 200])
    expect((await refresh(server, lost.refreshToken, 'lost')).status).toBe(401)
    expect((await server.withToken(kept.token).delete(`/me/devices/${sid}`)).status).toBe(404)
  })

  it('never reaches into somebody else’s', async () => {
    const mine = await signInOn(server, 'worker-other', 'mine')
    const theirs = await signInOn(server, 'worker-ready', 'theirs')
    const { sid } = partsOf(theirs.token).content
    expect((await server.withToken(mine.token).delete(`/me/devices/${sid}`)).status).toBe(404)
    expect(await statusOf(theirs.token)).toBe(200)
  })

  it('signs out everywhere', async () => {
    const one = await signInOn(server, 'worker-new', 'one')
    const two = await signInOn(server, 'worker-new', 'two')
    expect((await server.withToken(two.token).delete('/me/devices')).status).toBe(204)
    expect([await statusOf(one.token), await statusOf(two.token)]).toEqual([401, 401])
    expect(await statusOf((await signInOn(server, 'worker-new', 'two')).token)).toBe(200)
  })
})
