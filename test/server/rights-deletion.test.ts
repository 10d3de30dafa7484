import mongoose, { Types } from 'mongoose'
import type { ClassListView } from '#shared/classes'
import type { NotificationListView } from '#shared/notifications'
import type { AccountDeletionView } from '#shared/personal-data'
import { Sessions } from '../../server/auth/session.model'
import { Claims } from '../../server/claims/claim.model'
import { Enrolments } from '../../server/enrolments/enrolment.model'
import { createLogger } from '../../server/logger'
import { inTransaction } from '../../server/mongo'
import { Deliveries } from '../../server/notifications/delivery.model'
import { Notifications } from '../../server/notifications/notification.model'
import { People } from '../../server/people/person.model'
import { keepBoundMobile } from '../../server/people/phone-binding.service'
import { cardNumberOf } from '../../server/payouts/payment-list'
import { Payments, type Payment } from '../../server/payouts/payout.model'
import { AccountDeletions } from '../../server/personal-data/account-deletion.model'
import {
  carryOutDueDeletions,
  forgetKept,
  type DataWorkDeps,
} from '../../server/personal-data/deletion-work.service'
import { codeOf, event, now as seen, openDesk, type Case, type ClaimDesk } from '../support/claim-desk'
import { inventedWorker, joinedWorker } from '../support/people'
import { ok, steps } from '../support/path-steps'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type TestServer } from '../support/server'

const DAY_MS = 86_400_000
let server: TestServer
let desk: ClaimDesk
let rights: ReturnType<typeof openRightsDesk>

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
  rights = openRightsDesk(server)
})
afterAll(() => server.stop())

/** A worker whose claim was paid. */
async function paidCase(): Promise<Case> {
  const made = await desk.newPayable()
  await steps.pay(desk.finance, await steps.batch(desk, [made.claim]))
  return made
}

describe('the deletion of an account', () => {
  it('waits seven days, is told at once, and is asked for once however often', async () => {
    const { caller } = await rights.newcomer()
    const first = ok<AccountDeletionView>(await rights.ask(caller))
    const again = ok<AccountDeletionView>(await rights.ask(caller))
    expect(again.dueAt).toBe(first.dueAt)
    expect(Math.round((Date.parse(first.dueAt ?? '') - Date.now()) / DAY_MS)).toBe(7)
    const { items } = ok<NotificationListView>(await caller.get('/me/notifications'))
    expect(items.filter(({ kind }) => kind === 'deletion_asked')).toHaveLength(1)
    expect(await AccountDeletions.countDocuments({ personId: await rights.idOf(caller) })).toBe(1)
    ok(await caller.delete('/me/deletion'))
  })

  it('is not carried out before its day', async () => {
    const { caller, number } = await rights.newcomer()
    ok(await rights.ask(caller))
    expect(await rights.carryOutIn(6.9)).toBe(0)
    expect((await rights.personOf(number))?.identity).not.toBeNull()
    ok(await caller.delete('/me/deletion'))
  })

  it('leaves nothing that tells who somebody was, and signs them out everywhere', async () => {
    const { caller, number } = await rights.newcomer()
    const id = await rights.idOf(caller)
    ok(await caller.post('/me/deletion', undefined, { 'Idempotency-Key': 'deletion-once' }))
    const answersKept = mongoose.connection.collection('kept_answers')
    expect(await answersKept.countDocuments({ actorId: new Types.ObjectId(id) })).toBe(1)
    expect(await rights.carryOutIn(8)).toBe(1)
    expect(await answersKept.countDocuments({ actorId: new Types.ObjectId(id) })).toBe(0)
    expect((await caller.get('/me')).status).toBe(401)
    expect(await Sessions.countDocuments({ personId: id })).toBe(0)
    expect(await Notifications.countDocuments({ personId: id })).toBe(0)
    expect(await Deliveries.countDocuments({ personId: id })).toBe(0)
    expect(await rights.personOf(number)).toBeNull()
    expect(await People.findById(id).lean()).toMatchObject({
      ...{ identity: null, payeeAccount: null, employment: null, openidCipher: '', displayName: '已注销' },
    })
    expect(await AccountDeletions.findOne({ personId: id }).lean()).toMatchObject({
      ...{ state: 'done', payeeCipher: null, kept: [] },
    })
  })

  it('is told nothing more: no certificate is entered for who has left', async () => {
    const { worker, enrolment } = await desk.newTraining()
    const personId = await rights.idOf(worker)
    ok(await rights.ask(worker))
    expect(await rights.carryOutIn(8)).toBe(1)
    const body = { kind: 'special_operations', number: 'SU-A-2021-0777', issuedOn: '2021-06-18' }
    const place = `/enrolments/${enrolment.id}/certificate`
    expect(codeOf(await desk.institution.put(place, body))).toBe('not_found')
    expect(await Notifications.countDocuments({ personId })).toBe(0)
    expect(await Deliveries.countDocuments({ personId })).toBe(0)
  })

  it('takes no number of WeChat’s that was asked for before and comes after', async () => {
    const { caller } = await rights.newcomer()
    const personId = await rights.idOf(caller)
    ok(await rights.ask(caller))
    await rights.carryOutIn(8)
    const { deployment, moment } = await rights.processIn(8)
    const context = { deployment, moment: moment(), log: createLogger('silent') }
    const number = { number: '14011112000', countryCode: '86' }
    const late = keepBoundMobile(context, { personId: new Types.ObjectId(personId) }, number)
    await expect(late).rejects.toMatchObject({ code: 'not_signed_in' })
    expect((await People.findById(personId).lean())?.boundMobile).toBeNull()
  })

  it('frees WeChat and identity number for a new beginning', async () => {
    const { caller, number } = await rights.newcomer()
    const id = await rights.idOf(caller)
    ok(await rights.ask(caller))
    await rights.carryOutIn(8)
    const again = await joinedWorker(server, number)
    expect(await rights.idOf(again)).not.toBe(id)
  })

  it('is done once, however many processes find it due', async () => {
    const { caller } = await rights.newcomer()
    ok(await rights.ask(caller))
    const counts = await Promise.all([rights.carryOutIn(8), rights.carryOutIn(8), rights.carryOutIn(8)])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(await rights.carryOutIn(9)).toBe(0)
  })

  it('is whole or not at all when a process dies in the middle, and then carried out by the next', async () => {
    const { caller, number } = await rights.newcomer()
    ok(await rights.ask(caller))
    const deps = await rights.processIn(8)
    const dying: DataWorkDeps = {
      ...deps,
      inTransaction: (work) =>
        inTransaction(async (tx) => {
          await work(tx)
          throw new Error('killed')
        }),
    }
    await expect(carryOutDueDeletions(dying)).rejects.toThrow('could not be deleted')
    expect((await rights.personOf(number))?.identity).not.toBeNull()
    expect((await caller.get('/me')).status).toBe(200)
    expect(await carryOutDueDeletions(deps)).toBe(1)
  })

  it('and the step back from it at the same moment: exactly one wins', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { caller, number } = await rights.newcomer()
      ok(await rights.ask(caller))
      const [count, undone] = await Promise.all([rights.carryOutIn(8), caller.delete('/me/deletion')])
      const isUndone = undone.status === 200
      expect([count, (await rights.personOf(number)) !== null]).toEqual(isUndone ? [0, true] : [1, false])
    }
  })

  it('and a booking at the same moment: nobody is gone who has a seat', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { caller, number } = await rights.newcomer()
      const { items } = ok<ClassListView>(await caller.get('/classes?tradeSeq=41'))
      const open = items.find(({ enrolment }) => enrolment.open)
      ok(await rights.ask(caller))
      const place = `/classes/${open?.id ?? ''}/enrolments`
      const [count, booked] = await Promise.all([rights.carryOutIn(8), caller.post(place, {})])
      const isThere = (await rights.personOf(number)) !== null
      expect([count, isThere]).toEqual(booked.status < 300 ? [0, true] : [1, false])
    }
  })

  it('can be taken back until then, and asked for again', async () => {
    const { caller, number } = await rights.newcomer()
    ok(await rights.ask(caller))
    expect(ok<AccountDeletionView>(await caller.delete('/me/deletion')).dueAt).toBeNull()
    expect(codeOf(await caller.delete('/me/deletion'))).toBe('changed_meanwhile')
    expect(await rights.carryOutIn(8)).toBe(0)
    expect(await rights.personOf(number)).not.toBeNull()
    expect(ok<AccountDeletionView>(await rights.ask(caller)).dueAt).not.toBeNull()
    ok(await caller.delete('/me/deletion'))
  })
})

describe('what stands against a deletion', () => {
  it('is a class under way, a claim under way and a payment under way, each with what to do', async () => {
    const { caller } = await rights.newcomer()
    const enrolment = await steps.enrol(caller, 41)
    expect((await rights.ask(caller)).body['detail']).toContain('先到“我的培训”里退出这个班')
    await steps.attend(desk.institution, enrolment)
    expect((await rights.ask(caller)).body['detail']).toContain('等考完试登记了成绩再注销')

    const { worker, claim } = await desk.newCase()
    expect((await rights.ask(worker)).body['detail']).toContain(`申领${claim.claimNo}还在办：等到账再注销`)

    const payable = await desk.newPayable()
    await steps.batch(desk, [payable.claim])
    expect(codeOf(await rights.ask(payable.worker))).toBe('not_in_this_state')
  })

  it('is staff work: such an account is the employer’s to end', async () => {
    expect((await rights.ask(desk.housing)).body['detail']).toContain('请先让单位停用')
  })

  it('calls the deletion off when it began during the waiting, and says so', async () => {
    const { caller } = await rights.newcomer()
    ok(await rights.ask(caller))
    await steps.enrol(caller, 41)
    expect(await rights.carryOutIn(8)).toBe(0)
    const { items } = ok<NotificationListView>(await caller.get('/me/notifications'))
    expect(items.find(({ kind }) => kind === 'deletion_called_off')?.body).toContain('报了名的班还没上')
    expect(ok<AccountDeletionView>(await caller.get('/me/deletion')).dueAt).toBeNull()
  })

  it('is not money that was never claimed; but that it is lost is said before', async () => {
    const { worker } = await desk.newTraining()
    const { losses, blockers } = ok<AccountDeletionView>(await worker.get('/me/deletion'))
    expect([blockers, losses]).toEqual([[], [expect.stringContaining('注销以后就不能再领')]])
  })
})

describe('what the law makes us keep', () => {
  it('is said before, with the law and the last day', async () => {
    const { worker } = await paidCase()
    const { kept } = ok<AccountDeletionView>(await worker.get('/me/deletion'))
    expect(kept).toEqual([expect.objectContaining({ until: '2051-12-31' })])
    expect(kept[0]?.law).toContain('会计档案管理办法')
  })

  it('is the paid claim without card, phone and WeChat; who was paid is sealed apart until then', async () => {
    const { worker, claim, number } = await paidCase()
    const id = await rights.idOf(worker)
    const { residentIdNumber, cardNumber } = inventedWorker(number)
    ok(await rights.ask(worker))
    expect(await rights.carryOutIn(8)).toBe(1)
    const stored = await Claims.findById(claim.id).orFail().lean()
    expect([stored.state, stored.account.cardIndex]).toEqual(['paid', ''])
    const ofOfficer = await seen(desk.hr, claim)
    expect(ofOfficer.account.cardMasked.slice(-4)).toBe(cardNumber.slice(-4))
    const payment = await Payments.findOne({ 'lines.claimId': claim.id }).lean<Payment>()
    expect(payment).toMatchObject({ cardIndex: '', amountFen: 50_000, outcome: 'paid' })
    expect(payment?.cardMasked.slice(-4)).toBe(cardNumber.slice(-4))
    expect(payment && cardNumberOf(rights.cipher, payment)).toBe(payment?.cardMasked)
    const deletion = await AccountDeletions.findOne({ personId: id }).orFail().lean()
    const place = {
      ...{ collection: 'account_deletions', field: 'payee' },
      recordId: deletion._id.toHexString(),
    }
    expect(JSON.parse(rights.cipher.decrypt(deletion.payeeCipher ?? '', place))).toEqual({
      ...{ name: inventedWorker(number).name, residentIdNumber },
    })

    const days = (Date.parse('2051-12-31') - Date.parse('2021-06-18')) / DAY_MS
    await forgetKept(await rights.processIn(days))
    expect((await AccountDeletions.findById(deletion._id).lean())?.payeeCipher).not.toBeNull()
    await forgetKept(await rights.processIn(days + 1))
    expect((await AccountDeletions.findById(deletion._id).lean())?.payeeCipher).toBeNull()
  })

  it('is no number of WeChat’s that no form took within half an hour', async () => {
    const { caller } = await rights.newcomer()
    const personId = await rights.idOf(caller)
    const boundMobile = { mobileCipher: 'x', boundAt: new Date() }
    await People.updateOne({ _id: personId }, { boundMobile })
    await forgetKept(await rights.processIn(0))
    expect((await People.findById(personId).lean())?.boundMobile).not.toBeNull()
    await forgetKept(await rights.processIn(31 / 1440))
    expect((await People.findById(personId).lean())?.boundMobile).toBeNull()
  })

  it('is a refused claim for six months, and a withdrawn one not at all', async () => {
    const refused = await desk.newCase(46)
    const refusal = { event: 'refuse', reasonCode: 'conditions_not_met', comment: '不符合条件' }
    const reply = await event(desk.housing, refused.claim, refusal)
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body))
    const withdrawn = await desk.newCase()
    ok(await event(withdrawn.worker, withdrawn.claim, { event: 'withdraw' }))
    ok(await rights.ask(refused.worker))
    ok(await rights.ask(withdrawn.worker))
    expect(await rights.carryOutIn(8)).toBe(2)
    expect(await Claims.countDocuments({ _id: withdrawn.claim.id })).toBe(0)
    expect(await Claims.findById(refused.claim.id).lean()).toMatchObject({ employment: null })
    await forgetKept(await rights.processIn(184))
    expect(await Claims.countDocuments({ _id: refused.claim.id })).toBe(0)
    expect(await Enrolments.findById(refused.enrolment.id).lean()).toMatchObject({ certificate: null })
  })
})
