import { AccountMoves } from '../../server/people/account-move.model'
import { People } from '../../server/people/person.model'
import { PhoneCodes } from '../../server/people/phone-code.model'
import { codeOf, event, lastFour } from '../support/claim-desk'
import { openMoveDesk } from '../support/move-desk'
import { inventedCard, inventedWorker } from '../support/people'
import { ok, steps } from '../support/path-steps'

let moves: Awaited<ReturnType<typeof openMoveDesk>>

beforeAll(async () => {
  moves = await openMoveDesk()
})
afterAll(() => moves.close())

describe('whoever wants somebody else’s account', () => {
  it('learns nothing by asking for a code: a stranger, a wrong name and a right one get the same answer', async () => {
    const { number } = await moves.rights.newcomer()
    const { caller } = await moves.newWechat()
    const right = await moves.askCode(caller, number)
    const wrongName = await caller.post('/me/account-moves/codes', { ...moves.proofOf(number), name: '别人' })
    const stranger = await moves.askCode(caller, number + 700)
    for (const reply of [wrongName, stranger]) {
      expect(reply.status).toBe(right.status)
      expect(reply.body).toEqual(right.body)
    }
    expect(moves.smsTo(number)).toHaveLength(1)
    expect(moves.smsTo(number + 700)).toHaveLength(0)
  })

  it('is not told which of name, number and code was wrong', async () => {
    const { number } = await moves.rights.newcomer()
    const { caller } = await moves.newWechat()
    ok(await moves.askCode(caller, number))
    const code = moves.lastCode(number)
    const other = code === '000000' ? '111111' : '000000'
    const replies = [
      await moves.begin(caller, number, other),
      await moves.begin(caller, number + 700, code),
      await caller.post('/me/account-moves', { ...moves.proofOf(number), name: '别人', code }),
    ]
    const [first] = replies.map(({ body }) => body['errors'] as unknown)
    for (const { body } of replies) expect(body).toMatchObject({ code: 'invalid_fields', errors: first })
  })

  it('has five guesses at a code, ten tries a day, and three codes a day go to one phone', async () => {
    const { number } = await moves.rights.newcomer()
    const { caller } = await moves.newWechat()
    ok(await moves.askCode(caller, number))
    const code = moves.lastCode(number)
    const other = code === '000000' ? '111111' : '000000'
    for (let guess = 0; guess < 5; guess += 1)
      expect(codeOf(await moves.begin(caller, number, other))).toBe('invalid_fields')
    expect(codeOf(await moves.begin(caller, number, code))).toBe('invalid_fields')
    for (let tries = 0; tries < 3; tries += 1) ok(await moves.askCode(caller, number))
    expect(moves.smsTo(number)).toHaveLength(3)
    expect(codeOf(await moves.askCode(caller, number))).toBe('too_many_requests')
    expect(codeOf(await moves.begin(caller, number, moves.lastCode(number)))).toBe('too_many_requests')
    const another = await moves.newWechat()
    ok(await moves.askCode(another.caller, number))
    expect(moves.smsTo(number)).toHaveLength(3)
  })

  it('cannot use a code that another asked for, an old one, or one twice', async () => {
    const { number } = await moves.rights.newcomer()
    const fresh = await moves.newWechat()
    ok(await moves.askCode(fresh.caller, number))
    const code = moves.lastCode(number)
    const thief = await moves.newWechat()
    expect(codeOf(await moves.begin(thief.caller, number, code))).toBe('invalid_fields')
    ok(await moves.begin(fresh.caller, number, code))
    ok(await moves.stop(fresh.caller))
    expect(codeOf(await moves.begin(fresh.caller, number, code))).toBe('invalid_fields')
    ok(await moves.askCode(fresh.caller, number))
    await PhoneCodes.updateMany({}, { expiresAt: new Date(Date.now() - 1000) })
    expect(codeOf(await moves.begin(fresh.caller, number, moves.lastCode(number)))).toBe('invalid_fields')
  })

  it('cannot try until the owner misses a message: once stopped, for thirty days only the desk helps', async () => {
    const { caller, number } = await moves.rights.newcomer()
    await moves.asked(number)
    ok(await moves.stop(caller))
    const { reply } = await moves.asked(number)
    expect(reply.body).toMatchObject({ code: 'not_in_this_state' })
    expect(reply.body['detail']).toContain('请带证件到窗口办理')
    const later = new Date(Date.now() - 30.1 * 86_400_000)
    await AccountMoves.updateMany({ personId: await moves.rights.idOf(caller) }, { settledAt: later })
    ok((await moves.asked(number)).reply)
    ok(await moves.stop(caller))
  })

  it('cannot begin a second move beside one that waits', async () => {
    const { caller, number } = await moves.rights.newcomer()
    await moves.asked(number)
    const { reply } = await moves.asked(number)
    expect([reply.status, codeOf(reply)]).toEqual([409, 'not_in_this_state'])
    ok(await moves.stop(caller))
  })

  it('cannot have the money sent elsewhere while it waits; claims go on', async () => {
    const { worker, claim, number } = await moves.desk.newCase()
    ok(await event(moves.desk.housing, claim, { event: 'return', reasonCode: 'account_invalid' }))
    await moves.asked(number)
    const account = { consent: true, bankName: '别的银行', cardNumber: inventedCard(number + 300) }
    const refused = await worker.put('/me/payee-account', account)
    expect([refused.status, codeOf(refused)]).toEqual([409, 'not_in_this_state'])
    ok(await event(worker, claim, { event: 'supply', cardLastFour: await lastFour(worker) }))
    ok(await moves.stop(worker))
    ok(await worker.put('/me/payee-account', account))
  })

  it('still cannot simply fill in their identity, but is told the way', async () => {
    const { number } = await moves.rights.newcomer()
    const { caller } = await moves.newWechat()
    const { name, residentIdNumber, mobileNumber } = inventedWorker(number)
    const refused = await caller.put('/me/identity', { consent: true, name, residentIdNumber, mobileNumber })
    expect(codeOf(refused)).toBe('already_used')
    expect(refused.body['detail']).toContain('换了微信')
  })
})

describe('who cannot move here', () => {
  it('is a WeChat account with an identity, a training or work of its own', async () => {
    const { caller } = await moves.rights.newcomer()
    const { number } = await moves.rights.newcomer()
    await steps.enrol(caller, 41)
    const refused = await moves.askCode(caller, number)
    expect([refused.status, codeOf(refused)]).toEqual([409, 'not_in_this_state'])
    expect(refused.body['detail']).toContain('请带证件到窗口办理')
    expect((await moves.askCode(moves.desk.housing, number)).status).toBe(403)
  })

  it('is somebody who works here: they are invited anew', async () => {
    const { caller, number } = await moves.rights.newcomer()
    await People.updateOne({ _id: await moves.rights.idOf(caller) }, { roles: ['worker', 'hr'] })
    const { reply } = await moves.asked(number)
    expect(reply.body['detail']).toContain('让单位重新邀请')
  })
})
