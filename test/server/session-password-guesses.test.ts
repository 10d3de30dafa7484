import crypto from 'node:crypto'
import { StaffPasswords } from '../../server/auth/staff-password.model'
import { codeOf } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { codeNow, detailOf, password, passwordOfficer, wrongWords } from '../support/password-desk'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let movedBy = 0
const DAY = 86_400_000

beforeAll(async () => {
  server = await startTestServer({}, () => new Date(Date.now() + movedBy))
})
afterAll(() => server.stop())
/** A day later nothing is counted against anybody any more. */
beforeEach(() => {
  movedBy += DAY
})

describe('who guesses', () => {
  it('hears the same of a wrong name, a wrong password and a wrong code', async () => {
    const { signIn } = await passwordOfficer(server)
    const replies = [
      await signIn({ name: 'nobody99' }),
      await signIn({ password: `${password}!` }),
      await signIn({ code: '000000' }),
    ]
    const [first, ...others] = replies.map(({ status, body }) => [
      status,
      (body as { errors: object[] }).errors,
    ])
    for (const other of others) expect(other).toEqual(first)
  })

  it('costs the same work with a name that is nobody’s', async () => {
    const { signIn } = await passwordOfficer(server)
    const work = jest.spyOn(crypto, 'scrypt')
    await signIn({ password: `${password}!` })
    await signIn({ name: 'nobody99' })
    const [known, unknown] = work.mock.calls.map(([, , length, cost]) => [length, cost])
    expect(unknown).toEqual(known)
    work.mockRestore()
  })

  it('at one name is stopped for the day after twenty tries, with the right password, too, whatever the process', async () => {
    const { signIn } = await passwordOfficer(server)
    for (let tries = 0; tries < 20; tries += 1) await signIn({ password: 'wrong', code: '000000' })
    const [known, unknown] = [await signIn(), await signIn({ name: 'nobody99' })]
    expect(codeOf(known)).toBe('too_many_requests')
    expect(codeOf(unknown)).toBe('invalid_fields')
  }, 30_000)

  it('codes with a stolen password is stopped by the lock of the authenticator', async () => {
    const { signIn } = await passwordOfficer(server)
    for (let tries = 0; tries < 6; tries += 1) await signIn({ code: '000000' })
    expect(detailOf(await signIn())).toMatch(wrongWords)
  })

  it('finds no way in when the role has ended', async () => {
    const { caller, signIn } = await passwordOfficer(server)
    const code = await codeNow(caller)
    const admin = await server.as('admin')
    const { id } = (await caller.get('/me')).body as { id: string }
    ok(await admin.post(`/staff/${id}/end`))
    expect(await StaffPasswords.countDocuments()).toBe(0)
    expect(detailOf(await signIn({ code }))).toMatch(wrongWords)
  })
})
