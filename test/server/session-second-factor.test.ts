import { Types } from 'mongoose'
import { Secret } from 'otpauth'
import type { ClaimView } from '#shared/claims'
import type { NewSecondFactorView, RecoveryCodesView, SecondFactorView } from '#shared/staff-second-factor'
import { defaultTimes } from '../../server/auth/session-lifetimes'
import { findInventedPeople } from '../../server/people/person.service'
import { codeAtStep, stepAt, stepOfCode } from '../../server/staff/one-time-password'
import { secondFactorProblem } from '../../server/staff/second-factor-demand'
import { LOCKED_MS, TRIES } from '../../server/staff/second-factor-limits'
import { SecondFactors } from '../../server/staff/second-factor.model'
import { codeOf, now, openDesk, pointersOf } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

let server: TestServer
let movedBy = 0
const MINUTE = 60_000
const PROVEN_MS = defaultTimes.secondFactorMs
const clock = () => new Date(Date.now() + movedBy)
const place = '/me/second-factor'

beforeAll(async () => {
  server = await startTestServer({}, clock)
})
afterAll(() => server.stop())
/** A fresh start: half an hour later, so that neither a code nor a lock of the test before is in the way. */
beforeEach(async () => {
  movedBy += 30 * MINUTE
  const beginners = await findInventedPeople(['hr-officer', 'finance-officer'])
  await SecondFactors.deleteMany({ _id: { $in: beginners.map(({ _id }) => _id) } })
})

const begin = async (caller: Caller) => ok<NewSecondFactorView>(await caller.post(place)).secret
const show = (caller: Caller, code: string): Promise<Reply> =>
  caller.post(`${place}/checks`, { kind: 'code', code })
const recover = (caller: Caller, code: string): Promise<Reply> =>
  caller.post(`${place}/checks`, { kind: 'recovery', code })
const codeNow = (secret: string, ahead = 0) => codeAtStep(secret, stepAt(clock()) + ahead)
/** Six digits that are none of the good ones. */
const wrongCode = (secret: string) =>
  ['000000', '111111', '222222', '333333'].find((code) => stepOfCode(secret, code, clock()) === null) ?? ''
const standing = async (caller: Caller) => ok<SecondFactorView>(await caller.get(place))

/** An officer whose second factor was confirmed by the code of half a minute ago. */
async function officerWithFactor() {
  const caller = await server.asUnverified('hr-officer')
  const secret = await begin(caller)
  const { recoveryCodes } = ok<RecoveryCodesView>(
    await caller.post(`${place}/confirmation`, { code: codeNow(secret, -1) }),
  )
  return { caller, secret, recoveryCodes }
}

describe('a one-time code', () => {
  const secret = Secret.fromUTF8('12345678901234567890').base32

  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at second %d is that of RFC 6238, appendix B: %s', (second, code) => {
    expect(codeAtStep(secret, stepAt(new Date(second * 1000)), 8)).toBe(code)
  })

  it('counts in its half minute and the two beside it, and in no other', () => {
    const at = new Date(1_234_567_890_000)
    const step = stepAt(at)
    const found = [-2, -1, 0, 1, 2].map((ahead) => stepOfCode(secret, codeAtStep(secret, step + ahead), at))
    expect(found).toEqual([null, step - 1, step, step + 1, null])
  })
})

describe('the second factor of a member of staff', () => {
  it('counts once a first code was shown, and then for ten minutes of this sign-in', async () => {
    const caller = await server.asUnverified('hr-officer')
    expect((await standing(caller)).state).toBe('none')
    const secret = await begin(caller)
    expect((await standing(caller)).state).toBe('pending')
    expect((await show(caller, codeNow(secret))).status).toBe(404)
    ok(await caller.post(`${place}/confirmation`, { code: codeNow(secret) }))
    const { state, provenUntil, recoveryCodesLeft } = await standing(caller)
    expect([state, recoveryCodesLeft]).toEqual(['on', 8])
    expect(Date.parse(provenUntil ?? '') - clock().getTime()).toBeGreaterThan(PROVEN_MS - MINUTE)
    movedBy += PROVEN_MS + 1000
    expect((await standing(caller)).provenUntil).toBeNull()
    expect(ok<SecondFactorView>(await show(caller, codeNow(secret))).provenUntil).not.toBeNull()
  })

  it('is shown in one sign-in and not in another of the same person', async () => {
    const { caller } = await officerWithFactor()
    expect((await standing(caller)).provenUntil).not.toBeNull()
    expect((await standing(await server.asUnverified('hr-officer'))).provenUntil).toBeNull()
  })

  it('takes no code twice, nor one that is older than the last', async () => {
    const { caller, secret } = await officerWithFactor()
    const [before, code] = [codeNow(secret, -1), codeNow(secret)]
    ok(await show(caller, code))
    for (const used of [code, before]) {
      const reply = await show(caller, used)
      expect([reply.status, pointersOf(reply)]).toEqual([422, ['/code']])
      expect(JSON.stringify(reply.body)).toContain('已经用过')
    }
  })

  it('takes a code once of two that come at the same moment', async () => {
    const { caller, secret } = await officerWithFactor()
    const code = codeNow(secret)
    const replies = await Promise.all([show(caller, code), show(caller, code), show(caller, code)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422, 422])
  })

  it('says how many tries are left, locks after the fifth wrong one and then refuses the right one, too', async () => {
    const { caller, secret } = await officerWithFactor()
    const words: string[] = []
    for (let turn = 0; turn < TRIES; turn += 1)
      words.push(JSON.stringify((await show(caller, wrongCode(secret))).body))
    expect(words[0]).toContain('还能试4次')
    expect(words[TRIES - 1]).toContain('再错要等15分钟')
    const refused = await show(caller, codeNow(secret))
    expect([refused.status, codeOf(refused)]).toEqual([429, 'too_many_requests'])
    expect(JSON.stringify(refused.body)).toContain('请15分钟后再试')
    movedBy += LOCKED_MS + 1000
    expect((await show(caller, codeNow(secret))).status).toBe(200)
  })

  it('counts guesses that come all at once', async () => {
    const { caller, secret } = await officerWithFactor()
    const guesses = Array.from({ length: 20 }, () => show(caller, wrongCode(secret)))
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 422)).toHaveLength(TRIES)
  })

  it('is replaced by a recovery code when the phone is lost, each of them once', async () => {
    const { caller, recoveryCodes } = await officerWithFactor()
    const [first = '', second = ''] = recoveryCodes
    expect((await recover(caller, `${first.slice(0, 5)}-${first.slice(5)}`.toLowerCase())).status).toBe(200)
    expect((await recover(caller, first)).status).toBe(422)
    expect((await standing(caller)).recoveryCodesLeft).toBe(7)
    expect((await caller.post(place)).status).toBe(409)
    expect((await caller.post(`${place}/removal`, { kind: 'recovery', code: second })).status).toBe(204)
    expect(await standing(caller)).toMatchObject({ state: 'none', provenUntil: null })
  })

  it('lies encrypted in the store and stands in no log', async () => {
    const { secret, recoveryCodes } = await officerWithFactor()
    const stored = JSON.stringify(await SecondFactors.find().lean())
    for (const hidden of [secret, ...recoveryCodes]) {
      expect(stored).not.toContain(hidden)
      expect(server.logged.join('')).not.toContain(hidden)
    }
  })

  it('is not for workers', async () => {
    expect((await (await server.as('worker-ready')).get(place)).status).toBe(403)
  })
})

describe('a step that decides about money', () => {
  it('is refused until a code was shown; then the same request under the same key does it once', async () => {
    const desk = await openDesk(server)
    const { claim } = await desk.newCase()
    await steps.pass(desk.housing, claim)
    const { caller, secret } = await officerWithFactor()
    movedBy += PROVEN_MS + 1000
    const { revision } = await now(caller, claim)
    const pass = () =>
      caller.post(
        `/claims/${claim.id}/events`,
        { event: 'pass', revision, checks: claim.checksNeeded },
        { 'Idempotency-Key': 'one-tap-of-the-officer' },
      )
    const refused = await pass()
    expect([refused.status, codeOf(refused)]).toEqual([403, 'second_factor_needed'])
    expect((await now(caller, claim)).state).toBe('hr_review')
    ok(await show(caller, codeNow(secret)))
    const [done, again] = [ok<ClaimView>(await pass()), ok<ClaimView>(await pass())]
    expect([done.state, again]).toEqual(['payable', done])
  })

  it('needs it for paying as for approving; what only looks or sends back needs none', async () => {
    const finance = await server.asUnverified('finance-officer')
    const secret = await begin(finance)
    ok(await finance.post(`${place}/confirmation`, { code: codeNow(secret) }))
    movedBy += PROVEN_MS + 1000
    const batch = { claimIds: ['a'.repeat(24)], expectedTotalFen: 50_000 }
    expect(codeOf(await finance.post('/payout-batches', batch))).toBe('second_factor_needed')
    expect((await finance.get('/payouts/payable')).status).toBe(200)
  })

  it('is refused to who has set up nothing, and says where to', async () => {
    const actor = { personId: new Types.ObjectId(), secondFactorUntil: null }
    expect((await secondFactorProblem(actor, clock()))?.extras.detail).toContain('绑定验证器')
  })
})
