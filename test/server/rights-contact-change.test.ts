import { setTimeout as pause } from 'node:timers/promises'
import type { ContactChangeView } from '#shared/contact-change'
import type { NotificationListView } from '#shared/notifications'
import type { PersonalDataView } from '#shared/personal-data'
import { inTransaction } from '../../server/mongo'
import type { NoticeSettings } from '../../server/notifications/notice-config'
import { ContactChanges } from '../../server/people/contact-change.model'
import {
  carryOutDueContactChanges,
  type ContactChangeWorkDeps,
} from '../../server/people/contact-change-work.service'
import { startSmsSimulator, type SmsSimulator } from '../../server/simulators/sms/sms-simulator'
import { codeOf, event, lastFour, openDesk, type ClaimDesk } from '../support/claim-desk'
import { inventedCard, inventedWorker } from '../support/people'
import { ok, steps } from '../support/path-steps'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type Caller, type TestServer } from '../support/server'

const DAY_MS = 86_400_000
const SMS_ACCOUNT = { secretId: 'AKIDtest000000000000', secretKey: 'secret-of-the-tests-000000' }
const NEW_NUMBER = '14055556666'
const NEW_MASKED = '140******66'
let sms: SmsSimulator
let server: TestServer
let desk: ClaimDesk
let rights: ReturnType<typeof openRightsDesk>

beforeAll(async () => {
  sms = await startSmsSimulator({
    account: SMS_ACCOUNT,
    appId: '1400000000',
    signName: '匠补通',
    templates: { '1003': '您的{1}将在{2}更改。不是您本人操作，请马上打开匠补通取消' },
    now: Date.now,
  })
  server = await startTestServer({}, undefined, notices())
  desk = await openDesk(server)
  rights = openRightsDesk(server)
})
afterAll(async () => {
  await server.stop()
  await sms.close()
})

function notices(): NoticeSettings {
  return {
    progressTemplate: null,
    hasLongTermTemplates: false,
    sms: {
      ...SMS_ACCOUNT,
      appId: '1400000000',
      signName: '匠补通',
      templateIds: { security: '1003' },
      baseUrl: sms.baseUrl,
    },
  }
}

const proofOf = (number: number) => {
  const { name, residentIdNumber } = inventedWorker(number)
  return { name, identityNumber: residentIdNumber }
}
const identityOf = (number: number) => {
  const { name, residentIdNumber, mobileNumber } = inventedWorker(number)
  return { consent: true, name, residentIdNumber, mobileNumber }
}
const ask = (caller: Caller, number: number, mobileNumber = NEW_NUMBER) =>
  caller.post('/me/contact-change', { ...proofOf(number), mobileNumber })
const undo = (caller: Caller) => caller.delete('/me/contact-change')
const standing = async (caller: Caller) => ok<ContactChangeView>(await caller.get('/me/contact-change'))
const carryOutIn = async (days: number) => carryOutDueContactChanges(await rights.processIn(days))
const account = (number: number) => ({
  consent: true,
  bankName: '别的银行',
  cardNumber: inventedCard(number + 300),
})

async function newsOf(caller: Caller, kind: string): Promise<string[]> {
  const { items } = ok<NotificationListView>(await caller.get('/me/notifications'))
  return items.filter((item) => item.kind === kind).map(({ body }) => body)
}

/** What has come to a phone, once something has. */
async function smsTo(mobileNumber: string): Promise<string[]> {
  const arrived = () => sms.outbox().filter(({ phone }) => phone === `+86${mobileNumber}`)
  for (let left = 200; left > 0 && arrived().length === 0; left -= 1) await pause(25)
  return arrived().map(({ text }) => text)
}

describe('another mobile number', () => {
  it('waits three days; until then the old one counts', async () => {
    const { caller, number } = await rights.newcomer()
    const before = await standing(caller)
    expect(before).toMatchObject({ waitingDays: 3, waiting: null })
    const asked = ok<ContactChangeView>(await ask(caller, number))
    expect(asked).toMatchObject({ mobileMasked: before.mobileMasked, waiting: { mobileMasked: NEW_MASKED } })
    expect(Math.round((Date.parse(asked.waiting?.dueAt ?? '') - Date.now()) / DAY_MS)).toBe(3)
    expect(await carryOutIn(2.9)).toBe(0)
    expect(await standing(caller)).toEqual(asked)
    ok(await undo(caller))
  })

  it('is told in the inbox and by SMS to the old number at once, with the way to stop it', async () => {
    const { caller, number } = await rights.newcomer()
    ok(await ask(caller, number))
    const [told] = await newsOf(caller, 'contact_change_asked')
    expect(told).toContain('不是您本人操作，请马上点开取消')
    expect(told).toContain(NEW_MASKED)
    expect(told).not.toContain(NEW_NUMBER)
    expect(await smsTo(inventedWorker(number).mobileNumber)).toEqual([
      expect.stringMatching(/您的手机号将在\d+年\d+月\d+日更改。不是您本人操作，请马上打开匠补通取消/),
    ])
    expect(sms.outbox().filter(({ phone }) => phone === `+86${NEW_NUMBER}`)).toEqual([])
    ok(await undo(caller))
  })

  it('counts when the time is over, and what waited is kept nowhere else', async () => {
    const { caller, number } = await rights.newcomer()
    ok(await ask(caller, number))
    expect(await carryOutIn(3.1)).toBe(1)
    expect(await standing(caller)).toMatchObject({ mobileMasked: NEW_MASKED, waiting: null })
    expect(await newsOf(caller, 'contact_changed')).toEqual([expect.stringContaining(NEW_MASKED)])
    const personId = await rights.idOf(caller)
    expect(await ContactChanges.findOne({ personId }).lean()).toMatchObject({
      ...{ state: 'done', mobileCipher: null },
    })
    const identity = (await rights.personOf(number))?.identity
    expect(identity?.mobileIndex).toBe(rights.cipher.blindIndex(NEW_NUMBER, 'mobileNumber'))
  })

  it('may be the one of WeChat', async () => {
    const { caller, number } = await rights.newcomer()
    const { openid } = inventedWorker(number)
    await server.wechat.seed([{ openid, phone: '14077778888' }])
    ok(await caller.post('/me/phone-bindings', { code: await server.wechat.phoneCode(openid) }))
    const asked = ok<ContactChangeView>(await caller.post('/me/contact-change', proofOf(number)))
    expect(asked.waiting?.mobileMasked).toBe('140******88')
    ok(await undo(caller))
    const reply = await caller.post('/me/contact-change', proofOf(number))
    expect(reply.body).toMatchObject({ errors: [{ pointer: '/mobileNumber', detail: '请填手机号' }] })
  })

  it('can be taken back until it counts, and asked for again', async () => {
    const { caller, number } = await rights.newcomer()
    ok(await ask(caller, number))
    expect(ok<ContactChangeView>(await undo(caller)).waiting).toBeNull()
    expect(codeOf(await undo(caller))).toBe('changed_meanwhile')
    expect(await newsOf(caller, 'contact_change_undone')).toHaveLength(1)
    expect(await carryOutIn(4)).toBe(0)
    expect(ok<ContactChangeView>(await ask(caller, number)).waiting).not.toBeNull()
    ok(await undo(caller))
  })

  it('does not push aside one that waits already, and is none when it is the same', async () => {
    const { caller, number } = await rights.newcomer()
    const same = await ask(caller, number, inventedWorker(number).mobileNumber)
    expect(same.body).toMatchObject({ errors: [{ pointer: '/mobileNumber', code: 'unchanged' }] })
    ok(await ask(caller, number))
    const second = await ask(caller, number, '14012121212')
    expect([second.status, codeOf(second)]).toEqual([409, 'not_in_this_state'])
    expect((await standing(caller)).waiting?.mobileMasked).toBe(NEW_MASKED)
    ok(await undo(caller))
  })

  it('is among the person’s own data while it waits, and goes with the account', async () => {
    const { caller, number } = await rights.newcomer()
    const personId = await rights.idOf(caller)
    ok(await ask(caller, number))
    const { sections } = ok<PersonalDataView>(await caller.get('/me/data'))
    expect(sections[0]?.facts).toContainEqual({ label: '等着换的手机号', value: NEW_MASKED })
    ok(await rights.ask(caller))
    expect(await rights.carryOutIn(8)).toBe(1)
    expect(await ContactChanges.findOne({ personId }).lean()).toMatchObject({
      ...{ state: 'called_off', mobileCipher: null },
    })
    expect(await carryOutIn(9)).toBe(0)
  })
})

describe('putting it in force', () => {
  it('happens once, however many processes find it due', async () => {
    const { caller, number } = await rights.newcomer()
    ok(await ask(caller, number))
    const counts = await Promise.all([carryOutIn(4), carryOutIn(4), carryOutIn(4)])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(await newsOf(caller, 'contact_changed')).toHaveLength(1)
  })

  it('and the step back from it at the same moment: exactly one wins', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { caller, number } = await rights.newcomer()
      ok(await ask(caller, number))
      const [count, undone] = await Promise.all([carryOutIn(4), undo(caller)])
      const isChanged = (await standing(caller)).mobileMasked === NEW_MASKED
      expect([count, isChanged]).toEqual(undone.status === 200 ? [0, false] : [1, true])
    }
  })

  it('is whole or not at all when a process dies in the middle, and then done by the next', async () => {
    const { caller, number } = await rights.newcomer()
    ok(await ask(caller, number))
    const deps = await rights.processIn(4)
    const dying: ContactChangeWorkDeps = {
      ...deps,
      inTransaction: (work) =>
        inTransaction(async (tx) => {
          await work(tx)
          throw new Error('killed')
        }),
    }
    await expect(carryOutDueContactChanges(dying)).rejects.toThrow('could not be changed')
    expect((await standing(caller)).waiting).not.toBeNull()
    expect(await carryOutDueContactChanges(deps)).toBe(1)
  })
})

describe('whoever holds somebody else’s phone', () => {
  it('gets nowhere without name and number on file, five tries a day, all counted', async () => {
    const { caller, number } = await rights.newcomer()
    const other = proofOf(number + 50)
    const tryWith = (proof: object) =>
      caller.post('/me/contact-change', { ...proofOf(number), mobileNumber: NEW_NUMBER, ...proof })
    expect((await tryWith({ identityNumber: other.identityNumber })).body).toMatchObject({
      errors: [{ pointer: '/identityNumber' }],
    })
    for (let tries = 0; tries < 4; tries += 1)
      expect((await tryWith({ name: other.name + '某' })).body).toMatchObject({
        errors: [{ pointer: '/name' }],
      })
    expect(codeOf(await tryWith({}))).toBe('too_many_requests')
    expect((await standing(caller)).waiting).toBeNull()
  })

  it('cannot have the money sent elsewhere while it waits; claims go on', async () => {
    const { worker, claim, number } = await desk.newCase()
    ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'account_invalid' }))
    ok(await ask(worker, number))
    const refused = await worker.put('/me/payee-account', account(number))
    expect([refused.status, codeOf(refused)]).toEqual([409, 'not_in_this_state'])
    expect(refused.body['detail']).toContain('那以前不能换收款卡')
    ok(await event(worker, claim, { event: 'supply', cardLastFour: await lastFour(worker) }))
    expect((await steps.pass(desk.housing, claim)).state).toBe('hr_review')
    ok(await undo(worker))
    ok(await worker.put('/me/payee-account', account(number)))
  })

  it('cannot slip a card in at the same moment: number and card never both get through', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { caller, number } = await rights.newcomer()
      const [asked, changed] = await Promise.all([
        ask(caller, number),
        caller.put('/me/payee-account', account(number)),
      ])
      expect(asked.status).toBe(201)
      const told = await newsOf(caller, 'account_changed')
      expect([changed.status, told.length]).toEqual(changed.status === 200 ? [200, 1] : [409, 0])
      ok(await undo(caller))
    }
  })

  it('cannot go round it by filling in the identity again', async () => {
    const { caller, number } = await rights.newcomer()
    const { mobileMasked } = await standing(caller)
    const refused = await caller.put('/me/identity', { ...identityOf(number), mobileNumber: NEW_NUMBER })
    expect([refused.status, codeOf(refused)]).toEqual([409, 'not_in_this_state'])
    expect(refused.body['detail']).toContain('换手机号')
    const { openid } = inventedWorker(number)
    await server.wechat.seed([{ openid, phone: '14077778888' }])
    ok(await caller.post('/me/phone-bindings', { code: await server.wechat.phoneCode(openid) }))
    const { name, residentIdNumber } = identityOf(number)
    ok(await caller.put('/me/identity', { consent: true, name, residentIdNumber }))
    expect((await standing(caller)).mobileMasked).toBe(mobileMasked)
  })
})

describe('name and number that a bureau asks to mend', () => {
  it('can still be mended, also while another mobile number waits, which then counts all the same', async () => {
    const { worker, claim, number } = await desk.newCase()
    ok(await ask(worker, number))
    ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'identity_mismatch' }))
    const { residentIdNumber } = identityOf(number)
    ok(await worker.put('/me/identity', { consent: true, name: '工改名', residentIdNumber }))
    expect(await carryOutIn(4)).toBe(1)
    const { identity } = ok<{ identity: object }>(await worker.get('/me'))
    expect(identity).toMatchObject({ nameMasked: '工*名', mobileMasked: NEW_MASKED })
  })
})

describe('a first mobile number', () => {
  it('comes with the identity, at once; before that there is nothing to change', async () => {
    const { openid } = inventedWorker(990)
    await server.wechat.seed([{ openid }])
    const caller = await server.signIn(openid)
    expect(await standing(caller)).toMatchObject({ mobileMasked: null, waiting: null })
    expect(codeOf(await ask(caller, 990))).toBe('identity_needed')
    ok(await caller.put('/me/identity', identityOf(990)))
    expect((await standing(caller)).mobileMasked).toBe('140******90')
  })

  it('is a worker’s: staff have none here', async () => {
    expect((await desk.housing.get('/me/contact-change')).status).toBe(403)
  })
})
