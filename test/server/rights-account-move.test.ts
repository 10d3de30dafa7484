import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { AccountMoveView } from '#shared/account-move'
import type { SessionView } from '#shared/session'
import { RefreshTokens } from '../../server/auth/refresh-token.model'
import { Sessions } from '../../server/auth/session.model'
import { Claims } from '../../server/claims/claim.model'
import { inTransaction } from '../../server/mongo'
import { AccountMoves } from '../../server/people/account-move.model'
import {
  carryOutDueAccountMoves,
  type AccountMoveWorkDeps,
} from '../../server/people/account-move-work.service'
import { People } from '../../server/people/person.model'
import { AccountDeletions } from '../../server/personal-data/account-deletion.model'
import { workOffDataDuties } from '../../server/personal-data/data-duty-work.service'
import { DataDuties } from '../../server/wechat-events/data-duty.model'
import { codeOf } from '../support/claim-desk'
import { openMoveDesk } from '../support/move-desk'
import { inventedCard, inventedWorker } from '../support/people'
import { ok } from '../support/path-steps'
import { deviceKeyOf, refresh } from '../support/session-tokens'

const DAY_MS = 86_400_000
let moves: Awaited<ReturnType<typeof openMoveDesk>>

beforeAll(async () => {
  moves = await openMoveDesk()
})
afterAll(() => moves.close())

describe('an account on its way to another WeChat', () => {
  it('waits three days and is seen from both sides; until then nothing has changed', async () => {
    const { caller, number } = await moves.rights.newcomer()
    const fresh = await moves.asked(number)
    const { waiting } = ok<AccountMoveView>(fresh.reply)
    expect(Math.round((Date.parse(waiting?.dueAt ?? '') - Date.now()) / DAY_MS)).toBe(3)
    expect(waiting?.side).toBe('new_account')
    expect(await moves.standing(caller)).toEqual({ ...waiting, side: 'old_account' })
    expect(await moves.carryOutIn(2.9)).toBe(0)
    expect((await caller.get('/me')).body).toMatchObject({ identity: { nameMasked: expect.any(String) } })
    expect((await fresh.caller.get('/me')).body).toMatchObject({ identity: null })
    ok(await moves.stop(fresh.caller))
  })

  it('is told to the old account at once: inbox, and SMS where WeChat did not bring it', async () => {
    const { caller, number } = await moves.rights.newcomer()
    await moves.asked(number)
    const [told] = await moves.newsOf(caller, 'account_move_asked')
    expect(told).toContain('不是您本人要换的，请马上点开取消')
    for (let left = 200; left > 0 && moves.smsTo(number).length < 2; left -= 1) await pause(25)
    expect(moves.smsTo(number)).toContainEqual(expect.stringContaining('您的登录微信将在'))
    ok(await moves.stop(caller))
  })

  it('is the new account’s in the end: the same person, with claims, trainings and card where they were', async () => {
    const { worker, claim, number } = await moves.desk.newCase()
    const id = await moves.rights.idOf(worker)
    const before = (await worker.get('/me')).body
    const fresh = await moves.asked(number)
    const emptyId = await moves.rights.idOf(fresh.caller)
    expect(await moves.carryOutNow()).toBe(1)

    expect((await worker.get('/me')).status).toBe(401)
    expect((await fresh.caller.get('/me')).status).toBe(401)
    const again = await moves.server.signIn(fresh.openid)
    expect(await moves.rights.idOf(again)).toBe(id)
    const { identity, payeeAccount } = (await again.get('/me')).body
    expect({ identity, payeeAccount }).toEqual({
      identity: before['identity'],
      payeeAccount: before['payeeAccount'],
    })
    expect((await again.get(`/claims/${claim.id}`)).status).toBe(200)
    expect((await Claims.findById(claim.id).orFail().lean()).workerId.toHexString()).toBe(id)
    expect(await moves.newsOf(again, 'account_moved')).toHaveLength(1)
    ok(
      await again.put('/me/payee-account', {
        consent: true,
        bankName: '别的银行',
        cardNumber: inventedCard(number + 300),
      }),
    )

    const old = await moves.server.signIn(inventedWorker(number).openid)
    expect((await old.get('/me')).body).toMatchObject({ identity: null, roles: ['worker'] })
    expect((await old.get(`/claims/${claim.id}`)).status).toBe(404)
    expect(await People.findById(emptyId).lean()).toMatchObject({ isBlocked: true, openidCipher: '' })
  })

  it('ends the sign-ins of the old account with the move itself, not with the clearing up after it', async () => {
    const { caller, number } = await moves.rights.newcomer()
    await moves.asked(number)
    const device = { key: deviceKeyOf('old'), name: '演示设备' }
    const code = await moves.server.wechat.loginCode(inventedWorker(number).openid)
    const { refreshToken } = ok<SessionView>(await moves.server.anonymous.post('/sessions', { code, device }))
    const sessions = await Sessions.find({ personId: await moves.rights.idOf(caller) }).lean()
    const sessionId = { $in: sessions.map(({ _id }) => _id) }
    const tokens = await RefreshTokens.find({ sessionId }).lean()
    expect(await moves.carryOutNow()).toBe(1)
    await Sessions.insertMany(sessions)
    await RefreshTokens.insertMany(tokens)
    expect((await caller.get('/me')).status).toBe(401)
    expect((await refresh(moves.server, refreshToken, 'old')).status).toBe(401)
  })

  it('can be stopped from either side until then, and both are told', async () => {
    for (const side of ['old', 'new']) {
      const { caller, number } = await moves.rights.newcomer()
      const fresh = await moves.asked(number)
      ok(await moves.stop(side === 'old' ? caller : fresh.caller))
      expect(codeOf(await moves.stop(caller))).toBe('changed_meanwhile')
      expect(await moves.newsOf(caller, 'account_move_undone')).toHaveLength(1)
      expect(await moves.newsOf(fresh.caller, 'account_move_undone')).toHaveLength(1)
      expect(await moves.carryOutIn(4)).toBe(0)
    }
  })

  it('is off when the old account is deleted meanwhile', async () => {
    const { caller, number } = await moves.rights.newcomer()
    const fresh = await moves.asked(number)
    ok(await moves.rights.ask(caller))
    expect(await moves.rights.carryOutIn(8)).toBe(1)
    expect(await moves.standing(fresh.caller)).toBeNull()
    expect(await moves.carryOutIn(9)).toBe(0)
  })
})

describe('the old WeChat account’s end', () => {
  /** WeChat tells that the account was closed, and the job takes note of it. */
  async function tellLeft(personId: string, occurredAt: Date): Promise<void> {
    const duty = {
      _id: randomUUID(),
      personId,
      reason: 'wechat_account_left' as const,
      occurredAt,
      openedAt: new Date(),
    }
    await DataDuties.create(duty)
    await workOffDataDuties(await moves.rights.processIn(0))
    expect((await DataDuties.findById(duty._id).orFail().lean()).doneAt).not.toBeNull()
  }

  it('deletes nothing while the move waits, nor when it is done', async () => {
    const { caller, number } = await moves.rights.newcomer()
    const id = await moves.rights.idOf(caller)
    const fresh = await moves.asked(number)
    await tellLeft(id, new Date())
    expect(await moves.rights.carryOutIn(0.01)).toBe(0)
    expect(await moves.carryOutNow()).toBe(1)
    expect(await moves.rights.carryOutIn(2)).toBe(0)
    expect(await moves.rights.idOf(await moves.server.signIn(fresh.openid))).toBe(id)
  })

  it('deletes the account when the move was stopped', async () => {
    const { caller, number } = await moves.rights.newcomer()
    const fresh = await moves.asked(number)
    await tellLeft(await moves.rights.idOf(caller), new Date())
    ok(await moves.stop(fresh.caller))
    expect(await moves.rights.carryOutIn(0.01)).toBe(1)
  })

  it('is no news when it is told after the move', async () => {
    const { caller, number } = await moves.rights.newcomer()
    const id = await moves.rights.idOf(caller)
    await moves.asked(number)
    const before = new Date()
    expect(await moves.carryOutNow()).toBe(1)
    await tellLeft(id, before)
    expect(await AccountDeletions.countDocuments({ personId: id })).toBe(0)
  })
})

describe('carrying it out', () => {
  it('happens once, however many processes find it due', async () => {
    const { number } = await moves.rights.newcomer()
    await moves.asked(number)
    const counts = await Promise.all([moves.carryOutIn(4), moves.carryOutIn(4), moves.carryOutIn(4)])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
  })

  it('and the stop at the same moment: exactly one wins', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { caller, number } = await moves.rights.newcomer()
      const personId = await moves.rights.idOf(caller)
      await moves.asked(number)
      const [count] = await Promise.all([moves.carryOutIn(4), moves.stop(caller)])
      const move = await AccountMoves.findOne({ personId }).orFail().lean()
      const person = await People.findById(personId).orFail().lean()
      expect([count, person.openidSince !== undefined]).toEqual(
        move.state === 'undone' ? [0, false] : [1, true],
      )
    }
  })

  it('is whole or not at all when a process dies in the middle, and then done by the next', async () => {
    const { caller, number } = await moves.rights.newcomer()
    const fresh = await moves.asked(number)
    const deps = await moves.rights.processIn(4)
    const dying: AccountMoveWorkDeps = {
      ...deps,
      inTransaction: (work) =>
        inTransaction(async (tx) => {
          await work(tx)
          throw new Error('killed')
        }),
    }
    await expect(carryOutDueAccountMoves(dying)).rejects.toThrow('could not be moved')
    expect([(await caller.get('/me')).status, (await fresh.caller.get('/me')).status]).toEqual([200, 200])
    expect(await carryOutDueAccountMoves(deps)).toBe(1)
  })

  it('is called off when the new account has become somebody else’s meanwhile, which filling in an identity does not do', async () => {
    const { caller, number } = await moves.rights.newcomer()
    const fresh = await moves.asked(number)
    const { name, residentIdNumber, mobileNumber } = inventedWorker(number + 600)
    const own = await fresh.caller.put('/me/identity', {
      consent: true,
      name,
      residentIdNumber,
      mobileNumber,
    })
    expect(own.body['detail']).toContain('身份信息不用重填')
    await People.updateOne({ _id: await moves.rights.idOf(fresh.caller) }, { roles: ['housing'] })
    expect(await moves.carryOutIn(4)).toBe(0)
    expect(await moves.newsOf(caller, 'account_move_called_off')).toHaveLength(1)
    expect((await caller.get('/me')).status).toBe(200)
    expect(await moves.standing(caller)).toBeNull()
  })
})
