import { randomUUID } from 'node:crypto'
import type { AccountDeletionView, DataCopyView, PersonalDataView } from '#shared/personal-data'
import { createLogger } from '../../server/logger'
import { inTransaction } from '../../server/mongo'
import { People } from '../../server/people/person.model'
import { workOffDataDuties } from '../../server/personal-data/data-duty-work.service'
import { DataDuties } from '../../server/wechat-events/data-duty.model'
import { openDataDuty } from '../../server/wechat-events/data-duty.service'
import { codeOf, event, openDesk, type ClaimDesk } from '../support/claim-desk'
import { inventedWorker } from '../support/people'
import { ok, steps } from '../support/path-steps'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
let rights: ReturnType<typeof openRightsDesk>

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
  rights = openRightsDesk(server)
})
afterAll(() => server.stop())

describe('the data of a person', () => {
  it('are all shown, masked, with what they are for and who sees them', async () => {
    const { worker, number } = await desk.newCase()
    const { sections } = ok<PersonalDataView>(await worker.get('/me/data'))
    expect(sections.map(({ title }) => title)).toEqual([
      ...['身份信息', '收款账户', '在哪儿上班', '报名和上课', '证书', '签到签退', '排队候补', '等新班的工种'],
      ...[
        '班组',
        '学徒班',
        '申领',
        '发给您的消息',
        '登录的设备',
        '评过的班',
        '异议和申诉',
        '举报过的收费',
        '代办',
        '谁看过我的信息',
        '我同意过什么',
      ],
    ])
    expect(sections.every(({ purpose, seenBy }) => purpose !== '' && seenBy !== '')).toBe(true)
    const { name, residentIdNumber, mobileNumber, cardNumber } = inventedWorker(number)
    for (const secret of [name, residentIdNumber, mobileNumber, cardNumber])
      expect(JSON.stringify(sections)).not.toContain(secret)
  })

  it('are handed out in full to who says the number on file', async () => {
    const { caller, number } = await rights.newcomer()
    const { name, residentIdNumber, mobileNumber, cardNumber } = inventedWorker(number)
    const copy = ok<DataCopyView>(
      await caller.post('/me/data-copies', { identityNumber: residentIdNumber.toLowerCase() }),
    )
    for (const own of [name, residentIdNumber, mobileNumber, cardNumber])
      expect(JSON.stringify(copy)).toContain(own)
  })

  it('are not handed out to who guesses: five tries a day, and the right number is too late then', async () => {
    const { caller, number } = await rights.newcomer()
    const other = inventedWorker(number + 50).residentIdNumber
    expect(codeOf(await caller.post('/me/data-copies', {}))).toBe('invalid_fields')
    for (let tries = 0; tries < 5; tries += 1)
      expect(codeOf(await caller.post('/me/data-copies', { identityNumber: other }))).toBe('invalid_fields')
    const { residentIdNumber: identityNumber } = inventedWorker(number)
    expect(codeOf(await caller.post('/me/data-copies', { identityNumber }))).toBe('too_many_requests')
  })

  it('keep the card masked where no identity is on file to prove anything by', async () => {
    const { openid, cardNumber } = inventedWorker(310)
    await server.wechat.seed([{ openid }])
    const caller = await server.signIn(openid)
    ok(await caller.put('/me/payee-account', { consent: true, bankName: '演示银行（社保卡）', cardNumber }))
    const copy = JSON.stringify(ok<DataCopyView>(await caller.post('/me/data-copies', {})))
    expect(copy).toContain(cardNumber.slice(-4))
    expect(copy).not.toContain(cardNumber)
  })
})

describe('a consent that was taken back in WeChat', () => {
  const log = createLogger('silent', { write: () => undefined })
  const tell = async (person: string, reason: Parameters<typeof openDataDuty>[1], scope: string) => {
    const eventId = `test-${randomUUID()}`
    const personId = (await People.findById(person).orFail().lean())._id
    const about = { eventId, personId, occurredAt: new Date(), now: new Date(), log }
    await inTransaction((tx) => openDataDuty({ ...about, tx }, reason, scope))
    await workOffDataDuties(await rights.processIn(0))
    expect((await DataDuties.findById(eventId).orFail().lean()).doneAt).not.toBeNull()
  }

  it('as a whole begins the same deletion, which can be taken back', async () => {
    const { caller } = await rights.newcomer()
    await tell(await rights.idOf(caller), 'wechat_consent_withdrawn', '')
    expect(ok<AccountDeletionView>(await caller.get('/me/deletion')).dueAt).not.toBeNull()
    ok(await caller.delete('/me/deletion'))
  })

  it('with the WeChat account is carried out at once', async () => {
    const { caller, number } = await rights.newcomer()
    await tell(await rights.idOf(caller), 'wechat_account_left', '')
    await rights.carryOutIn(0.01)
    expect(await rights.personOf(number)).toBeNull()
  })

  it('takes over the deletion that somebody has asked for: it is not called off any more', async () => {
    const { caller, number } = await rights.newcomer()
    ok(await rights.ask(caller))
    const enrolment = await steps.enrol(caller, 41)
    await tell(await rights.idOf(caller), 'wechat_account_left', '')
    expect(await rights.carryOutIn(0.01)).toBe(0)
    ok(await caller.post(`/enrolments/${enrolment.id}/leave`))
    expect(await rights.carryOutIn(2)).toBe(1)
    expect(await rights.personOf(number)).toBeNull()
  })

  it('waits for a claim under way, and then goes on by itself', async () => {
    const { worker, claim, number } = await desk.newCase()
    await tell(await rights.idOf(worker), 'wechat_account_left', '')
    expect(await rights.carryOutIn(0.01)).toBe(0)
    ok(await event(worker, claim, { event: 'withdraw' }))
    expect(await rights.carryOutIn(2)).toBe(1)
    expect(await rights.personOf(number)).toBeNull()
  })

  it('for the phone number alone forgets the number that WeChat gave, and nothing else', async () => {
    const { caller, number } = await rights.newcomer()
    const personId = await rights.idOf(caller)
    await People.updateOne({ _id: personId }, { boundMobile: { mobileCipher: 'x', boundAt: new Date() } })
    await tell(personId, 'wechat_consent_withdrawn', '8')
    const person = await rights.personOf(number)
    expect([person?.boundMobile, person?.identity === null]).toEqual([null, false])
    expect(ok<AccountDeletionView>(await caller.get('/me/deletion')).dueAt).toBeNull()
  })
})
