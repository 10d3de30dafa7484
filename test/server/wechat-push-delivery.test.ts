import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPushReceiver, type ReceivedPush } from '../../server/wechat/push-receiver'
import {
  APP,
  clientOf,
  IMPATIENT,
  PAID,
  paidNotice,
  SEND,
  startWechat,
  worker,
  type Wechat,
} from './simulators/wechat-fixture'

const settings = {
  token: 'TokenOfTheCallback',
  aesKey: 'abcdefghijABCDEFGHIJ0123456789abcdefghijABC',
  ghId: 'gh_000000000000',
}
const TIMEOUT_MS = 1000

/** The product's side: verify, write under a unique key, acknowledge. */
describe('pushes from WeChat to the product', () => {
  let wechat: Wechat
  let product: Server
  let received: ReceivedPush[]
  let kept: Map<string, ReceivedPush>
  /** How many of the next pushes get no answer. */
  let silences: number

  beforeAll(async () => {
    const receiver = createPushReceiver({
      appId: APP.appId,
      ghId: settings.ghId,
      secrets: [settings],
      now: Date.now,
    })
    product = createServer((incoming, outgoing) => {
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => parts.push(part))
      incoming.on('end', () => {
        const query = Object.fromEntries(new URL(incoming.url ?? '', 'http://x').searchParams)
        const push = receiver.receive(query, Buffer.concat(parts).toString())
        received.push(push)
        if (push.accepted) kept.set(push.dedupeKey, push)
        silences -= 1
        if (silences < 0) outgoing.writeHead(push.accepted ? 200 : 403).end(push.accepted ? 'success' : '')
      })
    })
    await new Promise<void>((resolve) => product.listen(0, '127.0.0.1', resolve))
    const callbackUrl = `http://127.0.0.1:${(product.address() as AddressInfo).port}/wechat`
    wechat = await startWechat({
      push: { ...settings, callbackUrl, timeoutMs: TIMEOUT_MS, sentEventWithinMs: 10 },
    })
  })
  beforeEach(async () => {
    await wechat.control.reset()
    received = []
    kept = new Map()
    silences = 0
  })
  afterAll(async () => {
    await wechat.close()
    product.closeAllConnections()
    await new Promise((resolve) => product.close(resolve))
  })

  const settle = async (count: number): Promise<void> => {
    const isDone = async () => {
      const pushes = await wechat.control.pushes()
      return pushes.length >= count && pushes.every((push) => push.isDelivered || push.tries === 3)
    }
    while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const plainEvent = { FromUserName: worker, CreateTime: 1688953684, MsgType: 'event', Event: 'anything' }

  it('tell of every tap on 允许 and of a consent taken back', async () => {
    await wechat.control.subscribe(worker, PAID, 2)
    await wechat.control.unsubscribe(worker, PAID)
    await settle(3)
    const events = [...kept.values()].map((push) => push.accepted && push.event)
    const given = { kind: 'consent_given', openid: worker, items: [{ templateId: PAID, isAccepted: true }] }
    const changed = {
      kind: 'consent_changed',
      openid: worker,
      items: [{ templateId: PAID, isAccepted: false }],
    }
    expect(events).toHaveLength(3)
    expect(events).toEqual(expect.arrayContaining([given, changed]))
  })

  it.each(['hang', 'drop-after-commit'] as const)(
    '(9 of 13) settle a message whose answer was lost by a %s',
    async (kind) => {
      await wechat.control.subscribe(worker, PAID)
      await wechat.control.fault({ path: SEND, kind })
      expect(await clientOf(wechat, IMPATIENT).sendSubscribeMessage(paidNotice())).toEqual({
        outcome: 'unknown',
      })
      await settle(2)
      const [message] = await wechat.control.outbox()
      const items = [{ templateId: PAID, msgid: message?.msgid, isDelivered: true }]
      const events = [...kept.values()].map((push) => push.accepted && push.event)
      expect(events).toContainEqual({ kind: 'message_settled', openid: worker, items })
    },
  )

  it('come again when the answer takes too long, under the same key', async () => {
    silences = 2
    await wechat.control.push(plainEvent)
    await settle(1)
    expect(await wechat.control.pushes()).toMatchObject([{ tries: 3, isDelivered: true }])
    expect(received).toHaveLength(3)
    expect(kept.size).toBe(1)
  })

  it('delivered three times are one event', async () => {
    await wechat.control.push(plainEvent, { copies: 3 })
    await settle(3)
    expect(received).toHaveLength(3)
    expect(kept.size).toBe(1)
  })

  it.each([
    ['forged', { hasBadSignature: true }],
    ['plain', { isPlain: true }],
    ['for another AppID', { hasWrongAppId: true }],
    ['stale', { staleBySeconds: 601 }],
  ])('that are %s are turned away and leave nothing', async (_name, tricks) => {
    await wechat.control.push(plainEvent, tricks)
    await settle(1)
    expect(await wechat.control.pushes()).toMatchObject([{ tries: 3, status: 403, isDelivered: false }])
    expect(kept.size).toBe(0)
  })

  it('go to this machine only', async () => {
    await expect(wechat.control.setCallback('http://example.com/')).rejects.toThrow('not on this machine')
    const push = { ...settings, callbackUrl: 'http://example.com/' }
    await expect(startWechat({ push })).rejects.toThrow('this machine only')
  })
})
