import { setTimeout as pause } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import type { DeliveryLedgerView, DeliveryRecordView, NotificationListView } from '#shared/notifications'
import { Claims } from '../../server/claims/claim.model'
import { startSmsSimulator, type SmsSimulator } from '../../server/simulators/sms/sms-simulator'
import { People } from '../../server/people/person.model'
import type { NoticeSettings } from '../../server/notifications/notice-config'
import { codeOf, event, openDesk, type Case, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { inventedWorker } from '../support/people'
import { PROGRESS_TEMPLATE, startTestServer, type TestServer } from '../support/server'

const ACCOUNT = { secretId: 'AKIDtest000000000000', secretKey: 'secret-of-the-tests-000000' }
const PAYOUT = 'test-payout-template'
const unreachable = 4
let sms: SmsSimulator
let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  sms = await startSmsSimulator({
    account: ACCOUNT,
    appId: '1400000000',
    signName: '匠补通',
    templates: { '1001': '您的培训补贴{1}已到账', '1002': '培训补贴要您来办：{1}' },
    blacklist: [inventedWorker(unreachable).mobileNumber],
    now: Date.now,
  })
  server = await startTestServer({}, undefined, settings())
  desk = await openDesk(server)
})
afterAll(async () => {
  await server.stop()
  await sms.close()
})

function settings(): NoticeSettings {
  const keys = { subject: 'thing1', result: 'phrase2', date: 'date3', note: 'thing4' }
  return {
    progressTemplate: { id: PROGRESS_TEMPLATE.id, keys },
    hasLongTermTemplates: false,
    sms: {
      ...ACCOUNT,
      appId: '1400000000',
      signName: '匠补通',
      templateIds: { payout: '1001', to_do: '1002' },
      baseUrl: sms.baseUrl,
    },
  }
}

const pay = async ({ claim }: Case) => steps.pay(desk.finance, await steps.batch(desk, [claim]))
const smsTo = ({ number }: Case) =>
  sms
    .outbox()
    .filter(({ phone }) => phone === `+86${inventedWorker(number).mobileNumber}`)
    .map(({ text }) => text)

/** The copies of a worker's newest message of this kind as staff see them, once this channel stands like this. */
async function copiesOf(kind: string, channel: string, state: string): Promise<DeliveryRecordView['copies']> {
  for (let left = 200; left > 0; left -= 1) {
    const { items } = ok<DeliveryLedgerView>(await desk.hr.get('/notice-deliveries'))
    const { copies = [] } = items.find((item) => item.kind === kind) ?? {}
    if (copies.some((copy) => copy.channel === channel && copy.state === state)) return copies
    await pause(50)
  }
  throw new Error(`No copy of ${kind} over ${channel} became ${state}`)
}

describe('a message about money', () => {
  it('comes by SMS when WeChat refuses for want of a consent (43101), and the ledger says both', async () => {
    const made = await desk.newPayable()
    await pay(made)
    expect(await copiesOf('payout', 'sms', 'sent')).toMatchObject([
      { channel: 'wechat', state: 'failed', reason: 'USER 43101' },
      { channel: 'sms', state: 'sent', reason: null },
    ])
    expect(smsTo(made)).toEqual(['【匠补通】您的培训补贴500元已到账'])
    expect((await server.wechat.outbox()).filter(({ page }) => page.includes(made.claim.id))).toEqual([])
  })

  it('comes by no SMS when WeChat brought it', async () => {
    const made = await desk.newPayable()
    await server.wechat.subscribe(inventedWorker(made.number).openid, PAYOUT)
    await pay(made)
    expect(await copiesOf('payout', 'wechat', 'sent')).toHaveLength(1)
    await pause(1_200)
    expect(smsTo(made)).toEqual([])
  })

  it('stays in the inbox alone when there is no mobile number, and nobody is called to help', async () => {
    const made = await desk.newPayable()
    const giveBack = await takeIdentity(made)
    await pay(made)
    expect(await copiesOf('payout', 'sms', 'failed')).toMatchObject([
      { channel: 'wechat' },
      { channel: 'sms', reason: 'no mobile number' },
    ])
    await giveBack()
    const [message] = ok<NotificationListView>(await made.worker.get('/me/notifications')).items
    expect(message).toMatchObject({ kind: 'payout', amountFen: 50_000 })
  })

  it('is written off when the provider cannot reach the number, and not tried again', async () => {
    const made = await desk.newPayable()
    expect(made.number).toBe(unreachable)
    await pay(made)
    const [, copy] = await copiesOf('payout', 'sms', 'failed')
    expect(copy).toMatchObject({ attempts: 1, reason: 'FailedOperation.PhoneNumberInBlacklist' })
    expect(smsTo(made)).toEqual([])
  })

  it('is not sent a second time when the provider’s answer does not come: it may have arrived', async () => {
    const made = await desk.newPayable()
    sms.fault({ kind: 'drop-after-commit' })
    await pay(made)
    const [, copy] = await copiesOf('payout', 'sms', 'unknown')
    expect(copy).toMatchObject({ attempts: 1, reason: 'no answer' })
    const again = await desk.hr.post(`/notice-deliveries/${copy?.id ?? ''}/send-again`)
    expect([again.status, codeOf(again)]).toEqual([409, 'not_in_this_state'])
    await pause(1_200)
    expect(smsTo(made)).toHaveLength(1)
  })
})

describe('what the worker has to do', () => {
  it('comes by SMS, too, without a word of why', async () => {
    const made = await desk.newCase(46)
    ok(await event(desk.housing, made.claim, { event: 'return', reasonCode: 'certificate_unclear' }))
    await copiesOf('claim_returned', 'sms', 'sent')
    expect(smsTo(made)).toEqual(['【匠补通】培训补贴要您来办：补一下材料'])
  })
})

describe('a copy that was given up', () => {
  it('raises the alarm, and sent again by two officers at the same moment goes out once', async () => {
    const made = await desk.newPayable()
    sms.fault({ kind: 'code', code: 'FailedOperation.InsufficientBalanceInSmsPackage' })
    await pay(made)
    const [, dead] = await copiesOf('payout', 'sms', 'dead')
    while (alarms().length === 0) await pause(20)
    expect(alarms()).toMatchObject([{ kind: 'payout', channel: 'sms', outcome: 'alarm' }])
    const place = `/notice-deliveries/${dead?.id ?? ''}/send-again`
    const replies = await Promise.all(
      [desk.hr, desk.housing, desk.hr, desk.housing].map((officer) =>
        officer.post(place, undefined, { 'Idempotency-Key': randomUUID() }),
      ),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409, 409, 409])
    await copiesOf('payout', 'sms', 'sent')
    await pause(1_200)
    expect(smsTo(made)).toHaveLength(1)
  })
})

/** As if the worker had given no number. @returns what undoes it */
async function takeIdentity({ claim }: Case): Promise<() => Promise<unknown>> {
  const { workerId: _id } = await Claims.findById(claim.id).orFail().lean()
  const { identity } = await People.findById(_id).orFail().lean()
  await People.updateOne({ _id }, { $set: { identity: null } })
  return () => People.updateOne({ _id }, { $set: { identity } }).exec()
}

function alarms(): unknown[] {
  return server.logged
    .filter((line) => line.includes('notice_not_delivered'))
    .map((line) => JSON.parse(line) as unknown)
}
