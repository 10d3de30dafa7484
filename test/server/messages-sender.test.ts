import { setTimeout as pause } from 'node:timers/promises'
import { Types } from 'mongoose'
import { createLogger } from '../../server/logger'
import { Deliveries, type Delivery } from '../../server/notifications/delivery.model'
import { startNoticeSender, type NoticeSenderDeps } from '../../server/notifications/notice-sender'
import { untried } from '../../server/notifications/notification.service'
import { People } from '../../server/people/person.model'
import type { FieldCipher } from '../../server/personal-data/field-cipher'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

/** Long after the real clock: the server's own sender does not see what is due only then. */
let clock = Date.now() + 400 * 86_400_000
const lines: string[] = []

function startSender(sendWechat: NoticeSenderDeps['sendWechat']) {
  return startNoticeSender({
    cipher: { decrypt: () => 'oTEST' } as unknown as FieldCipher,
    clock: { now: () => new Date(clock), programmeNow: () => new Date('2021-06-18T02:00:00Z') },
    owner: new Types.ObjectId().toHexString(),
    random: () => 0.5,
    miniprogramState: 'developer',
    hasLongTermTemplates: false,
    sendWechat,
    sendSms: null,
    log: createLogger('info', { write: (text) => void lines.push(text) }),
  })
}

async function newCopy(): Promise<Types.ObjectId> {
  const person = await People.findOne({ demoKey: 'worker-new' }).orFail().lean()
  const at = new Date(clock)
  const made = await Deliveries.create({
    ...untried,
    notificationId: new Types.ObjectId(),
    personId: person._id,
    kind: 'payout',
    channel: 'wechat',
    templateId: 'a-template-of-its-own',
    values: {},
    page: '',
    fallback: null,
    isUrgent: false,
    dueAt: at,
    createdAt: at,
  })
  return made._id
}

async function copyIn(_id: Types.ObjectId, state: Delivery['state']): Promise<Delivery> {
  for (let left = 200; left > 0; left -= 1) {
    const found = await Deliveries.findById(_id).orFail().lean<Delivery>()
    if (found.state === state) return found
    await pause(25)
  }
  throw new Error(`The copy did not become ${state}`)
}

/** What the store does not take at the next write to a copy. */
function failNextWrite(): void {
  jest.spyOn(Deliveries, 'updateOne').mockImplementationOnce(() => {
    throw new Error('the store is moving')
  })
}
afterEach(() => jest.restoreAllMocks())

describe('a sender that lives on', () => {
  it('lets go of a copy that it dropped on the way: it may have arrived, so it is unknown and not sent again', async () => {
    const id = await newCopy()
    let sends = 0
    const sending = startSender(async () => {
      sends += 1
      throw new Error('nobody foresaw this')
    })
    await copyIn(id, 'sending')
    while (!lines.some((line) => line.includes('nobody foresaw this'))) await pause(20)
    await pause(2_200)
    clock += 9_000
    expect(await copyIn(id, 'unknown')).toMatchObject({ reason: 'interrupted' })
    await sending.stop()
    expect(sends).toBe(1)
  })

  it('keeps what it has in hand, however long WeChat takes', async () => {
    const id = await newCopy()
    const answers: (() => void)[] = []
    const sending = startSender(
      () => new Promise((resolve) => answers.push(() => resolve({ outcome: 'sent', msgid: '462' }))),
    )
    await copyIn(id, 'sending')
    const { leaseUntil } = await Deliveries.findById(id).orFail().lean<Delivery>()
    clock += 5_000
    const renewedUntil = new Date(Number(leaseUntil) + 5_000)
    while (!(await Deliveries.exists({ _id: id, state: 'sending', leaseUntil: renewedUntil })))
      await pause(50)
    for (const answer of answers) answer()
    expect(await copyIn(id, 'sent')).toMatchObject({ messageId: '462', attempts: 1 })
    await sending.stop()
  })

  it('writes down what WeChat answered also when the store is just moving to another process', async () => {
    const id = await newCopy()
    const sending = startSender(async () => {
      failNextWrite()
      return { outcome: 'sent', msgid: '463' }
    })
    expect(await copyIn(id, 'sent')).toMatchObject({ messageId: '463', attempts: 1 })
    await sending.stop()
  })
})
