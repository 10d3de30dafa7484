import { Types } from 'mongoose'
import type { ClaimView } from '#shared/claims'
import type { DeliveryLedgerView, NotificationListView } from '#shared/notifications'
import { createLogger } from '../../server/logger'
import { Deliveries } from '../../server/notifications/delivery.model'
import { startNoticeSender } from '../../server/notifications/notice-sender'
import { untried } from '../../server/notifications/notification.service'
import { People } from '../../server/people/person.model'
import type { FieldCipher } from '../../server/personal-data/field-cipher'
import { codeOf, openDesk, type Case, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { inventedWorker } from '../support/people'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
const TEMPLATE = 'test-payout-template'

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

const openidOf = ({ number }: Case) => inventedWorker(number).openid
const sentTo = async (claim: ClaimView) =>
  (await server.wechat.outbox()).filter(({ page }) => page.includes(claim.id))

async function pay({ claim }: Case): Promise<void> {
  await steps.pay(desk.finance, await steps.batch(desk, [claim]))
}

/** The WeChat copy of a claim's payout notice, once it stands in one of these states. */
async function copyIn(claim: ClaimView, states: string[]) {
  for (let left = 400; left > 0; left -= 1) {
    const copies = await Deliveries.find({ kind: 'payout' }).lean()
    const found = copies.find(({ page }) => page.includes(claim.id))
    if (found && states.includes(found.state)) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The copy did not become ${states.join(' or ')}`)
}

describe('signing in', () => {
  it('takes a login code once; the second time the phone is told to fetch another', async () => {
    const code = await server.wechat.loginCode('oDEMOworkernew00000000000000')
    expect((await server.anonymous.post('/sessions', { code })).status).toBe(201)
    const again = await server.anonymous.post('/sessions', { code })
    expect([again.status, codeOf(again)]).toEqual([401, 'login_code_expired'])
  })

  it.each(['made-up-code', ' ', '0'.repeat(128)])('refuses the code %s', async (code) => {
    const reply = await server.anonymous.post('/sessions', { code })
    expect([401, 422]).toContain(reply.status)
  })

  it('refuses a code after its five minutes', async () => {
    const code = await server.wechat.loginCode('oDEMOworkernew00000000000000')
    await server.wechat.advanceClock(301_000)
    const reply = await server.anonymous.post('/sessions', { code })
    expect([reply.status, codeOf(reply)]).toEqual([401, 'login_code_expired'])
  })

  it.each(['http500', 'html', 'truncate'] as const)(
    'says that WeChat cannot be reached while it answers with %s',
    async (kind) => {
      const code = await server.wechat.loginCode('oDEMOworkernew00000000000000')
      await server.wechat.fault({ path: '/sns/jscode2session', kind, times: 5, commit: false })
      const reply = await server.anonymous.post('/sessions', { code })
      expect([reply.status, codeOf(reply)]).toEqual([503, 'wechat_unavailable'])
      await server.wechat.reset()
      await server.wechat.seed([{ openid: 'oDEMOworkernew00000000000000' }])
    },
  )

  it('asks for another code when the answer to the first was lost on the way', async () => {
    const code = await server.wechat.loginCode('oDEMOworkernew00000000000000')
    await server.wechat.fault({ path: '/sns/jscode2session', kind: 'drop-after-commit' })
    const reply = await server.anonymous.post('/sessions', { code })
    expect([reply.status, codeOf(reply)]).toEqual([401, 'login_code_expired'])
  })

  it('keeps working for people of whom WeChat’s risk control thinks ill: they are told what to do', async () => {
    await server.wechat.seed([{ openid: 'oTESTriskyperson000000000000', risk: 4 }])
    const code = await server.wechat.loginCode('oTESTriskyperson000000000000')
    const reply = await server.anonymous.post('/sessions', { code })
    expect(reply.status).toBe(403)
    expect((reply.body as { detail: string }).detail).toContain('窗口')
  })
})

describe('the payout notice', () => {
  it('is in the inbox only when the worker has not subscribed; the copy is written off, nothing breaks', async () => {
    const made = await desk.newPayable()
    await pay(made)
    expect(await copyIn(made.claim, ['failed'])).toMatchObject({ reason: 'USER 43101', attempts: 1 })
    expect(await sentTo(made.claim)).toEqual([])
    const [message] = ok<NotificationListView>(await made.worker.get('/me/notifications')).items
    expect(message).toMatchObject({ kind: 'payout', claimId: made.claim.id, amountFen: 50_000 })
    expect((await server.anonymous.get('/readyz')).status).toBe(200)
  })

  it('comes once through WeChat when the worker has, and names nobody on a lock screen', async () => {
    const made = await desk.newPayable()
    await server.wechat.subscribe(openidOf(made), TEMPLATE)
    await pay(made)
    expect((await copyIn(made.claim, ['sent'])).messageId).toMatch(/^\d{15,20}$/)
    const [message, ...more] = await sentTo(made.claim)
    expect(more).toEqual([])
    expect(message).toMatchObject({
      openid: openidOf(made),
      data: { amount2: '500元', date3: '2021年6月18日' },
    })
    const { name, cardNumber } = inventedWorker(made.number)
    expect(JSON.stringify(message?.data)).not.toMatch(new RegExp(`${name}|${cardNumber.slice(-4)}`))
  })

  it('is not sent a second time when its answer was lost; WeChat’s own word settles it', async () => {
    const made = await desk.newPayable()
    await server.wechat.seed([{ openid: openidOf(made) }])
    await server.wechat.subscribe(openidOf(made), TEMPLATE, 2)
    await server.wechat.fault({
      path: '/cgi-bin/message/subscribe/send',
      kind: 'drop-after-commit',
    })
    await pay(made)
    const settled = await copyIn(made.claim, ['sent'])
    const [message, ...more] = await sentTo(made.claim)
    expect(more).toEqual([])
    expect(settled).toMatchObject({ attempts: 1, messageId: message?.msgid })
  })

  it('waits and is tried again while WeChat is busy', async () => {
    const made = await desk.newPayable()
    await server.wechat.subscribe(openidOf(made), TEMPLATE)
    await server.wechat.fault({
      path: '/cgi-bin/message/subscribe/send',
      kind: 'errcode',
      errcode: -1,
      times: 9,
      commit: false,
    })
    await pay(made)
    const waiting = await copyIn(made.claim, ['pending', 'unknown']).then(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      return copyIn(made.claim, ['pending', 'unknown'])
    })
    expect(waiting.attempts).toBe(1)
    if (waiting.state === 'pending') expect(waiting.dueAt.getTime()).toBeGreaterThan(Date.now() + 30_000)
    await server.wechat.reset()
  })

  it('that was being sent when the process died is settled as unknown, never sent again', async () => {
    const made = await desk.newPayable()
    await server.wechat.seed([{ openid: openidOf(made) }])
    await pay(made)
    const { _id } = await copyIn(made.claim, ['failed', 'sent', 'unknown'])
    const died = { leaseOwner: 'a process that is gone', leaseUntil: new Date(Date.now() - 1) }
    await Deliveries.updateOne({ _id }, { state: 'sending', reason: null, ...died })
    expect(await copyIn(made.claim, ['unknown'])).toMatchObject({ reason: 'interrupted' })
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(await sentTo(made.claim)).toEqual([])
  })
})

describe('a template that the account at WeChat lacks', () => {
  it('leaves the message to the inbox, and the ledger says why', async () => {
    const made = await desk.newPayable()
    const { items } = ok<DeliveryLedgerView>(await desk.hr.get('/notice-deliveries'))
    expect(items.find(({ kind }) => kind === 'claim_approved')?.copies).toMatchObject([
      { channel: 'wechat', state: 'failed', reason: 'no template configured', attempts: 0 },
    ])
    const [message] = ok<NotificationListView>(await made.worker.get('/me/notifications')).items
    expect(message?.kind).toBe('claim_approved')
  })
})

describe('stopping', () => {
  it('waits for the copies that are being sent and leaves the rest for the next start', async () => {
    const later = new Date(Date.now() + 3_600_000)
    const person = await People.findOne({ demoKey: 'worker-new' }).orFail().lean()
    const one = () => ({
      ...untried,
      notificationId: new Types.ObjectId(),
      personId: person._id,
      kind: 'payout' as const,
      channel: 'wechat' as const,
      templateId: 'a-template-of-its-own',
      values: { thing1: '补贴' },
      page: 'packages/claims/progress/index',
      fallback: null,
      isUrgent: false,
      dueAt: later,
      createdAt: later,
    })
    const due = (await Deliveries.create(Array.from({ length: 7 }, one))).map(({ _id }) => _id)
    const held: (() => void)[] = []
    const sending = startNoticeSender({
      cipher: { decrypt: () => 'oTEST' } as unknown as FieldCipher,
      clock: { now: () => later, programmeNow: () => new Date('2021-06-18T02:00:00Z') },
      owner: 'of-this-test',
      random: () => 0.5,
      miniprogramState: 'developer',
      hasLongTermTemplates: false,
      sendWechat: () => new Promise((resolve) => held.push(() => resolve({ outcome: 'sent' }))),
      sendSms: null,
      log: createLogger('silent'),
    })
    while (held.length < 4) await new Promise((resolve) => setTimeout(resolve, 20))
    const stopped = sending.stop()
    for (const release of held) release()
    await stopped
    const states = (await Deliveries.find({ _id: { $in: due } }).lean()).map(({ state }) => state)
    expect(states.sort()).toEqual([...Array<string>(3).fill('pending'), ...Array<string>(4).fill('sent')])
    await Deliveries.deleteMany({ _id: { $in: due } })
  })
})

describe('the inbox', () => {
  it('counts what is unread, and reading twice is reading once', async () => {
    const { worker } = await desk.newCase()
    const before = ok<NotificationListView>(await worker.get('/me/notifications'))
    expect(before.unreadCount).toBe(before.items.length)
    const path = `/me/notifications/${before.items[0]?.id}/read`
    expect((await worker.post(path)).status).toBe(204)
    expect((await worker.post(path)).status).toBe(204)
    const after = ok<NotificationListView>(await worker.get('/me/notifications'))
    expect(after.unreadCount).toBe(before.unreadCount - 1)
  })
})

describe('the subscription dialog of a demonstration', () => {
  it('knows its own template only: another one is refused in words, not with a failure', async () => {
    const { worker } = await desk.newCase()
    const ask = (templateId: string) => worker.post('/demo/subscriptions', { templateId, answer: 'accept' })
    expect((await ask(TEMPLATE)).status).toBe(204)
    const reply = await ask('another-template')
    expect([reply.status, codeOf(reply)]).toEqual([404, 'not_found'])
  })
})
