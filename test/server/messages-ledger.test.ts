import { Types } from 'mongoose'
import type { DeliveryLedgerView, NotificationListView } from '#shared/notifications'
import { Deliveries } from '../../server/notifications/delivery.model'
import { untried } from '../../server/notifications/notification.service'
import { Notifications } from '../../server/notifications/notification.model'
import {
  beginSending,
  leaseDue,
  recoverLeases,
  settle,
  writeFallbacks,
  type Sender,
} from '../../server/notifications/outbox'
import {
  grantCredit,
  hintCredit,
  maySend,
  revokeCredits,
  spendCredit,
} from '../../server/notifications/subscription-credits'
import { codeOf, event, openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { inventedWorker } from '../support/people'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

/** Long after the real clock: the server's own sender does not see what is due only then. */
let clock = Date.now() + 400 * 86_400_000
const sender = (owner: string): Sender => ({
  owner,
  now: () => new Date(clock),
  random: () => 0.5,
  inHand: new Set(),
})
const ledger = async (show = 'all') =>
  ok<DeliveryLedgerView>(await desk.housing.get(`/notice-deliveries?show=${show}`))

async function newCopy(change: object = {}): Promise<Types.ObjectId> {
  const personId = new Types.ObjectId()
  const at = new Date(clock)
  const told = { personId, kind: 'payout', title: '钱到账了！', body: '到账', createdAt: at } as const
  const { _id: notificationId } = await Notifications.create(told)
  const [copy] = await Deliveries.create([
    {
      ...untried,
      ...{ notificationId, personId, kind: 'payout', channel: 'wechat', templateId: 'test-payout-template' },
      ...{ values: {}, page: '', fallback: null, isUrgent: false, dueAt: at, createdAt: at },
      ...change,
    },
  ])
  if (!copy) throw new Error('No copy was written')
  return copy._id
}
const copyOf = (id: Types.ObjectId) => Deliveries.findById(id).orFail().lean()
afterEach(() =>
  Deliveries.updateMany({ dueAt: { $gt: new Date(Date.now() + 86_400_000) } }, { state: 'failed' }),
)

describe('the outbox', () => {
  it('gives a copy to one of several senders', async () => {
    await newCopy()
    const taken = await Promise.all(
      ['one', 'two', 'three', 'four'].map((owner) => leaseDue(sender(owner), false)),
    )
    expect(taken.filter((delivery) => delivery !== null)).toHaveLength(1)
  })

  it('takes back what a dead sender had not begun, and settles as unknown what it had', async () => {
    const [early, late] = [await newCopy(), await newCopy()]
    const first = await leaseDue(sender('dead'), false)
    const second = await leaseDue(sender('dead'), false)
    if (!first || !second) throw new Error('Nothing was due')
    await beginSending(sender('dead'), second)
    clock += 9_000
    expect(await recoverLeases(new Date(clock))).toBe(1)
    const states = [await copyOf(early), await copyOf(late)].map(({ state, attempts }) => [state, attempts])
    expect(states).toEqual([
      ['pending', 0],
      ['unknown', 1],
    ])
    expect(await beginSending(sender('dead'), first)).toBe(false)
  })

  it('takes a sure answer that comes late for a copy already settled as unknown', async () => {
    const id = await newCopy()
    const taken = await leaseDue(sender('slow'), false)
    if (!taken) throw new Error('Nothing was due')
    await beginSending(sender('slow'), taken)
    clock += 9_000
    await recoverLeases(new Date(clock))
    await settle(sender('slow'), taken, { outcome: 'sent', messageId: '4620001' })
    expect(await copyOf(id)).toMatchObject({ state: 'sent', messageId: '4620001' })
  })

  it('waits longer after every failure, with jitter, and gives up with an entry that staff see', async () => {
    const id = await newCopy()
    const pauses: number[] = []
    for (let tries = 0; tries < 6; tries += 1) {
      const taken = await leaseDue(sender('one'), false)
      if (!taken) throw new Error('Nothing was due')
      await settle({ ...sender('one'), random: () => 1 }, taken, { outcome: 'retry', reason: 'BUSY -1' })
      const { state, dueAt } = await copyOf(id)
      if (state === 'pending') pauses.push((dueAt.getTime() - clock) / 60_000)
      clock = Math.max(clock, dueAt.getTime())
    }
    expect(pauses).toEqual([1.2, 6, 36, 144, 864])
    expect(await copyOf(id)).toMatchObject({ state: 'dead', reason: 'BUSY -1', attempts: 6 })
    expect((await ledger('attention')).deadCount).toBeGreaterThan(0)
  })

  it('sends at night only what is told at any hour', async () => {
    await newCopy()
    expect(await leaseDue(sender('one'), true)).toBeNull()
    const urgent = await newCopy({ isUrgent: true })
    expect((await leaseDue(sender('one'), true))?._id).toEqual(urgent)
  })

  it('writes one SMS for what WeChat certainly has not brought, however often it is asked', async () => {
    const fallback = { templateId: 'payout', values: { '0': '500元' } }
    const failed = await newCopy({ state: 'failed', fallback })
    const fresh = await newCopy({ state: 'unknown', settledAt: new Date(clock), fallback })
    const { notificationId } = await copyOf(failed)
    await writeFallbacks(new Date(clock))
    await Deliveries.updateOne({ _id: failed }, { $set: { fallback } })
    await writeFallbacks(new Date(clock))
    expect(await Deliveries.countDocuments({ notificationId, channel: 'sms' })).toBe(1)
    const unanswered = (await copyOf(fresh)).notificationId
    expect(await Deliveries.countDocuments({ notificationId: unanswered, channel: 'sms' })).toBe(0)
    clock += 31 * 60_000
    await writeFallbacks(new Date(clock))
    expect(await Deliveries.countDocuments({ notificationId: unanswered, channel: 'sms' })).toBe(1)
  })
})

describe('what is known of a consent', () => {
  const fresh = () => ({ personId: new Types.ObjectId(), templateId: 'T' })
  const told = (at: number) => ({ at: new Date(at), tx: null })

  it('is a try for somebody of whom nothing was heard', async () => {
    expect(await maySend(fresh())).toBe(true)
  })

  it('is as many sends as there were taps, until they are used up', async () => {
    const somebody = fresh()
    await grantCredit(somebody, told(1))
    await grantCredit(somebody, told(2))
    await spendCredit(somebody)
    expect(await maySend(somebody)).toBe(true)
    await spendCredit(somebody)
    await spendCredit(somebody)
    expect(await maySend(somebody)).toBe(false)
  })

  it('is gone with a withdrawal, but not with one that is older than a later consent', async () => {
    const somebody = fresh()
    await grantCredit(somebody, told(10))
    await revokeCredits(somebody, told(5))
    expect(await maySend(somebody)).toBe(true)
    await revokeCredits(somebody, told(11))
    expect(await maySend(somebody)).toBe(false)
    await hintCredit(somebody, told(12))
    expect(await maySend(somebody)).toBe(true)
  })
})

describe('the ledger', () => {
  it('tells staff who was told what, with the name masked and no word of the case', async () => {
    const made = await desk.newCase()
    const [entry] = (await ledger()).items
    expect(entry).toMatchObject({ kind: 'claim_received', title: '申领已收到', copies: [] })
    const { name, residentIdNumber } = inventedWorker(made.number)
    expect(entry?.personName).toMatch(/\*/)
    expect(JSON.stringify(entry)).not.toMatch(new RegExp(`${name}|${residentIdNumber}|${made.claim.claimNo}`))
  })

  it('lets staff send again what was given up, and never what may have arrived', async () => {
    const dead = await newCopy({ state: 'dead', attempts: 6, reason: 'CONFIG 40037' })
    const unknown = await newCopy({ state: 'unknown' })
    const again = (id: Types.ObjectId) => desk.hr.post(`/notice-deliveries/${id.toHexString()}/send-again`)
    const reply = await again(unknown)
    expect([reply.status, codeOf(reply)]).toEqual([409, 'not_in_this_state'])
    expect((await again(dead)).status).toBe(204)
    expect((await copyOf(dead)).attempts).toBeLessThan(6)
    expect((await again(new Types.ObjectId())).status).toBe(404)
  })
})

describe('an inbox', () => {
  it('is marked as read up to what was on the screen, not what came meanwhile', async () => {
    const { worker, claim } = await desk.newCase()
    const before = ok<NotificationListView>(await worker.get('/me/notifications'))
    ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'certificate_unclear' }))
    expect((await worker.post('/me/read-notifications', { upToId: before.items[0]?.id })).status).toBe(204)
    const after = ok<NotificationListView>(await worker.get('/me/notifications'))
    expect([after.unreadCount, after.items[0]?.kind]).toEqual([1, 'claim_returned'])
  })

  it('holds nothing of what an officer typed by mistake: no number, no name', async () => {
    const made = await desk.newCase()
    const { name, residentIdNumber, mobileNumber } = inventedWorker(made.number)
    const comment = `${name}（电话${mobileNumber}）考试那天不在场`
    ok(await event(desk.housing, made.claim, { event: 'refuse', reasonCode: 'untrue_records', comment }))
    const [message] = ok<NotificationListView>(await made.worker.get('/me/notifications')).items
    expect(message?.body).toContain('考试那天不在场')
    expect(message?.body).not.toMatch(new RegExp(`${name}|${residentIdNumber}|${mobileNumber}`))
  })

  it('tells at once when the card for the money becomes another one', async () => {
    const { worker, number } = await desk.newCase()
    const { cardNumber } = inventedWorker(number + 500)
    ok(await worker.put('/me/payee-account', { consent: true, bankName: '演示银行（社保卡）', cardNumber }))
    const [message] = ok<NotificationListView>(await worker.get('/me/notifications')).items
    expect(message).toMatchObject({ kind: 'account_changed' })
    expect(message?.body).toContain(`尾号${cardNumber.slice(-4)}`)
    expect(message?.body).not.toContain(cardNumber)
  })
})
