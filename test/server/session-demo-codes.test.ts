import demonstration from '#seeds/demonstration.json'
import type { Role } from '#shared/people'
import type { DemoOneTimeCodesView, DemoOneTimeCodeView } from '#shared/demo-one-time-codes'
import { decidesGuarded, type NewSecondFactorView } from '#shared/staff-second-factor'
import { encode } from 'uqr'
import { qrDrawing } from '#shared/qr-drawing'
import { ok } from '../support/path-steps'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let movedBy = 0
const HALF_MINUTE = 30_000
/** Every test begins with the first second of a half minute, long after the one before. */
const clock = () => new Date(startedAt + movedBy)
const startedAt = Math.ceil(Date.now() / HALF_MINUTE) * HALF_MINUTE

beforeAll(async () => {
  server = await startTestServer({}, clock)
})
afterAll(() => server.stop())
beforeEach(() => {
  movedBy += 10 * HALF_MINUTE
})

const all = async () => ok<DemoOneTimeCodesView>(await server.anonymous.get('/demo/one-time-codes'))
const mine = async (caller: Caller) => ok<DemoOneTimeCodeView>(await caller.get('/demo/one-time-codes/mine'))
const show = (caller: Caller, code: string | null) =>
  caller.post('/me/second-factor/checks', { kind: 'code', code })

describe('the authenticators of the demonstration', () => {
  it('are those of everybody who decides, and of nobody else', async () => {
    const { codes } = await all()
    const deciders = demonstration.people.filter(({ role }) => decidesGuarded(role as Role))
    expect(codes.map(({ personKey }) => personKey).sort()).toEqual(deciders.map(({ key }) => key).sort())
    expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length)
    expect((await server.anonymous.get('/demo/one-time-codes/mine')).status).toBe(401)
    expect((await (await server.as('worker-ready')).get('/demo/one-time-codes/mine')).status).toBe(404)
  })

  it('show the same digits to the person as on the page for choosing one, for a half minute', async () => {
    const caller = await server.asUnverified('finance-officer')
    const first = await mine(caller)
    expect(first.secondsLeft).toBe(30)
    movedBy += 29_000
    expect(await mine(caller)).toEqual({ ...first, secondsLeft: 1 })
    expect((await all()).codes).toContainEqual({ personKey: 'finance-officer', code: first.code })
    movedBy += 1_000
    expect((await mine(caller)).code).not.toBe(first.code)
  })

  it('show the next digits once these were used, so that nobody waits; then none until the half minute is over', async () => {
    const caller = await server.asUnverified('hr-officer')
    const first = (await mine(caller)).code
    expect((await show(caller, first)).status).toBe(200)
    const next = (await mine(caller)).code
    expect(next).not.toBe(first)
    expect((await show(caller, next)).status).toBe(200)
    expect(await mine(caller)).toMatchObject({ code: null })
    movedBy += HALF_MINUTE
    expect((await show(caller, (await mine(caller)).code)).status).toBe(200)
  })

  it('are replaced by one of the visitor’s own, whose digits are nobody else’s business until it is bound', async () => {
    const caller = await server.asUnverified('housing-officer')
    const { code } = await mine(caller)
    const removal = await caller.post('/me/second-factor/removal', { kind: 'code', code })
    expect(removal.status).toBe(204)
    ok<NewSecondFactorView>(await caller.post('/me/second-factor'))
    expect((await caller.get('/demo/one-time-codes/mine')).status).toBe(404)
    expect((await all()).codes.map(({ personKey }) => personKey)).not.toContain('housing-officer')
  })
})

describe('a code from the last ten minutes', () => {
  it('is told from a wrong one, since a slow clock shows it; one that is still to come is not', async () => {
    const caller = await server.asUnverified('policy-editor')
    const { code } = await mine(caller)
    movedBy += 4 * HALF_MINUTE
    const late = await show(caller, code)
    expect([late.status, JSON.stringify(late.body)]).toEqual([422, expect.stringContaining('过期了')])
    movedBy += 8 * HALF_MINUTE
    const later = (await mine(caller)).code
    movedBy -= 8 * HALF_MINUTE
    const early = await show(caller, later)
    expect([early.status, JSON.stringify(early.body)]).toEqual([422, expect.stringContaining('检查')])
    expect(JSON.stringify(early.body)).not.toContain('过期')
  })
})

describe('the drawing of a QR code', () => {
  const text = 'otpauth://totp/%E5%8C%A0?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567&issuer=x'

  it('covers the dark modules, and no others, with four light ones around', () => {
    const { size, path } = qrDrawing(text)
    const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
    for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
      drawn[Number(y)]?.fill(true, Number(x), Number(x) + Number(length))
    expect(drawn).toEqual(encode(text, { ecc: 'M', border: 4 }).data)
    const rim = [0, 1, 2, 3, size - 4, size - 3, size - 2, size - 1]
    expect(rim.flatMap((each) => [drawn[each], drawn.map((row) => row[each])]).flat()).not.toContain(true)
    expect(drawn[4]?.slice(4, 12)).toEqual([true, true, true, true, true, true, true, false])
  })

  it('comes with a new secret', async () => {
    const caller = await server.asUnverified('institution-jianan')
    const made = ok<NewSecondFactorView>(await caller.post('/me/second-factor'))
    expect(made.qr).toEqual(qrDrawing(made.uri))
    expect(made.uri).toContain(`secret=${made.secret}`)
  })
})
