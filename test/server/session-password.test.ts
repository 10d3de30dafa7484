import type { SessionView } from '#shared/session'
import type { PasswordView } from '#shared/staff-password'
import { StaffPasswords } from '../../server/auth/staff-password.model'
import { codeOf, pointersOf } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { forgetUsedCodes } from '../support/second-factor'
import { codeNow, detailOf, password, passwordOfficer, wrongWords } from '../support/password-desk'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
const place = '/me/password'

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

describe('staff sign in on a desktop with name, password and authenticator', () => {
  it('whatever letters the name is written in, as one more device', async () => {
    const { signIn } = await passwordOfficer(server, 'Housing1')
    const { me, token } = ok<SessionView>(await signIn({ name: ' HOUSING1 ' }))
    expect(me.roles).toEqual(['housing'])
    expect((await server.withToken(token).get('/me/devices')).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ name: '电脑浏览器', isThisOne: true })]),
    })
  })

  it('and have to show the second factor again before a protected step', async () => {
    const { signIn } = await passwordOfficer(server)
    const { token } = ok<SessionView>(await signIn())
    expect(codeOf(await server.withToken(token).delete(place))).toBe('second_factor_needed')
  })

  it('with a code that counts once', async () => {
    const { caller, signIn } = await passwordOfficer(server)
    const code = await codeNow(caller)
    ok(await signIn({ code }))
    expect(detailOf(await signIn({ code }))).toMatch(wrongWords)
  })

  it('only after they chose a password themselves: nobody has one from the beginning', async () => {
    const caller = await server.as('hr-officer')
    expect(ok<PasswordView>(await caller.get(place))).toEqual({ name: null, setAt: null })
  })
})

describe('a password', () => {
  it.each([
    [{ name: 'abc', password }, '/name'],
    [{ name: '王主任1234', password }, '/name'],
    [{ name: 'housing1', password: '短了' }, '/password'],
    [{ name: 'housing1', password: 'ababababababab' }, '/password'],
    [{ name: 'housing1', password: '83920475610293' }, '/password'],
    [{ name: 'housing1', password: 'my-Housing1-pass' }, '/password'],
    [{ name: 'housing1', password: password.repeat(20) }, '/password'],
  ])('is not taken as %j', async (body, pointer) => {
    expect(pointersOf(await (await server.as('housing-officer')).put(place, body))).toEqual([pointer])
  })

  it('is set only after the second factor, by nobody but staff', async () => {
    const [officer, worker] = [await server.asUnverified('hr-officer'), await server.as('worker-ready')]
    expect(codeOf(await officer.put(place, { name: 'hr0001', password }))).toBe('second_factor_needed')
    expect(codeOf(await worker.put(place, { name: 'worker1', password }))).toBe('not_allowed')
  })

  it('is kept as a salted hash that says nothing of it, and never shown', async () => {
    const { caller } = await passwordOfficer(server)
    const kept = JSON.stringify(await StaffPasswords.findOne().lean())
    expect(kept).not.toContain(password)
    expect(JSON.stringify((await caller.get(place)).body)).not.toContain('salt')
  })

  it('has a name that nobody else has, in whatever letters', async () => {
    await passwordOfficer(server)
    const other = await server.as('hr-officer')
    const reply = await other.put(place, { name: 'HOUSING1', password })
    expect(pointersOf(reply)).toEqual(['/name'])
  })

  it.each([
    ['changed', (caller: Caller) => caller.put(place, { name: 'housing2', password: `新的${password}` })],
    ['taken away', (caller: Caller) => caller.delete(place)],
  ])('that is %s signs every other device out and opens nothing any more', async (_how, change) => {
    const { caller, signIn } = await passwordOfficer(server)
    const { token } = ok<SessionView>(await signIn())
    await forgetUsedCodes()
    ok(await change(caller))
    expect((await server.withToken(token).get('/me')).status).toBe(401)
    expect((await caller.get('/me')).status).toBe(200)
    expect(detailOf(await signIn())).toMatch(wrongWords)
  })
})
