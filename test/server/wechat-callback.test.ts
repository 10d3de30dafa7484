import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import mongoose from 'mongoose'
import { createLogger } from '../../server/logger'
import { sealPush, sign } from '../../server/simulators/wechat/push-seal'
import {
  wechatCallback,
  WECHAT_CALLBACK,
  type CallbackDeps,
} from '../../server/wechat-events/wechat-callback'
import { inTransaction } from '../../server/mongo'
import { finishDuty, openDuties } from '../../server/wechat-events/data-duty.service'
import { inventedWorker } from '../support/people'
import { PUSH, startTestServer, type TestServer } from '../support/server'

const APP_ID = 'wx0000000000000000'
const { openid } = inventedWorker(1)
const stranger = 'oNobodyOfOurs'

let server: TestServer
let count = 0
beforeAll(async () => {
  server = await startTestServer()
  await server.wechat.seed([{ openid }])
  await server.signIn(openid)
})
afterAll(() => server.stop())

/** A new event: nothing else has its key. */
const event = (changes: Record<string, unknown> = {}) => ({
  ToUserName: PUSH.ghId,
  FromUserName: openid,
  CreateTime: Math.floor(Date.now() / 1000),
  MsgType: 'event',
  Event: `made_up_${(count += 1)}`,
  ...changes,
})
const sealed = (message: Record<string, unknown>, tricks = {}) =>
  sealPush(
    message,
    { ...PUSH, appId: APP_ID },
    { now: Date.now, randomText: (length) => 'n'.repeat(length), ...tricks },
  )
const send = async ({ query, body }: { query: Record<string, string>; body: string }) => {
  const url = `${server.url}${WECHAT_CALLBACK}?${new URLSearchParams(query).toString()}`
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/xml' } })
  return { status: response.status, text: await response.text() }
}
const rows = () => mongoose.connection.collection('wechat_events')
const settled = async () => {
  while ((await rows().countDocuments({ state: 'waiting' })) > 0)
    await new Promise((done) => setTimeout(done, 10))
}

describe('the address for pushes', () => {
  it('echoes to WeChat’s signed question, and to no other', async () => {
    const ask = (query: Record<string, string>) =>
      fetch(`${server.url}${WECHAT_CALLBACK}?${new URLSearchParams(query).toString()}`)
    const query = { timestamp: '1714036504', nonce: '1514711492', echostr: '4375120948345356249' }
    const confirmed = await ask({ ...query, signature: sign(PUSH.token, query.timestamp, query.nonce) })
    expect([confirmed.status, await confirmed.text()]).toEqual([200, '4375120948345356249'])
    expect(confirmed.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const forged = await ask({ ...query, signature: '0'.repeat(40) })
    expect([forged.status, await forged.text()]).toEqual([403, ''])
  })

  it('answers success to what it does not know, too, so that WeChat stops repeating it', async () => {
    expect(await send(sealed(event()))).toEqual({ status: 200, text: 'success' })
  })

  it('(10 of 13) keeps three deliveries of one event as one', async () => {
    const before = await rows().countDocuments()
    const message = event()
    for (const staleBySeconds of [0, 5, 10])
      expect(await send(sealed(message, { staleBySeconds }))).toEqual({ status: 200, text: 'success' })
    const verbatim = sealed(message)
    for (let again = 0; again < 3; again += 1) expect((await send(verbatim)).text).toBe('success')
    expect(await rows().countDocuments()).toBe(before + 1)
  })

  it.each([
    ['a forged signature', { hasBadSignature: true }],
    ['a plain push', { isPlain: true }],
    ['a push for another AppID', { hasWrongAppId: true }],
    ['a push older than ten minutes', { staleBySeconds: 601 }],
    ['a push from the future', { staleBySeconds: -601 }],
  ])('(10 of 13) answers %s with 403 and writes nothing', async (_name, tricks) => {
    const before = await rows().countDocuments()
    expect(await send(sealed(event(), tricks))).toEqual({ status: 403, text: '' })
    expect(await rows().countDocuments()).toBe(before)
  })

  it('takes a push of the compatible mode by what is sealed in it, never by what stands beside', async () => {
    const { query, body } = sealed(event({ Event: 'sealed_one' }))
    const clear = event({ Event: 'user_authorization_cancellation', OpenID: openid })
    expect(await send({ query, body: JSON.stringify({ ...clear, ...JSON.parse(body) }) })).toMatchObject({
      status: 200,
    })
    await settled()
    expect(await openDuties()).toEqual([])
  })

  it('refuses a body over 256 KiB and any other method', async () => {
    expect(await send({ query: {}, body: 'x'.repeat(256 * 1024 + 1) })).toMatchObject({ status: 413 })
    const put = await fetch(`${server.url}${WECHAT_CALLBACK}`, { method: 'PUT', body: '{}' })
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST'])
  })
})

describe('an event that was taken in', () => {
  it('names nobody in the store, and is gone but for its key once it is done', async () => {
    const message = event()
    const { query, body } = sealed(message)
    await send({ query, body })
    const row = await rows().findOne({}, { sort: { receivedAt: -1 } })
    expect(JSON.stringify(row)).not.toContain(openid)
    await settled()
    const done = await rows().findOne({ _id: row?._id as never })
    expect(done).toMatchObject({ state: 'done', contentCipher: null })
    expect(done?.['forgetAt']).toBeInstanceOf(Date)
  })

  it.each([
    ['user_authorization_revoke', { RevokeInfo: '8' }, { reason: 'wechat_consent_withdrawn', scope: '8' }],
    ['user_authorization_cancellation', {}, { reason: 'wechat_account_left', scope: '' }],
  ])('named %s opens one data duty for the person', async (Event, more, duty) => {
    const before = (await openDuties()).length
    const message = event({ FromUserName: 'oPushService', Event, OpenID: openid, AppID: APP_ID, ...more })
    for (let delivery = 0; delivery < 3; delivery += 1) await send(sealed(message))
    await settled()
    const duties = await openDuties()
    expect(duties).toHaveLength(before + 1)
    expect(duties.at(-1)).toMatchObject({ ...duty, doneAt: null })
    expect(duties.at(-1)?.occurredAt).toEqual(new Date(message.CreateTime * 1000))
  })

  it('about somebody who never signed in opens none: there are no data', async () => {
    const before = (await openDuties()).length
    await send(sealed(event({ Event: 'user_authorization_cancellation', OpenID: stranger })))
    await settled()
    expect(await openDuties()).toHaveLength(before)
  })

  it('leaves the list of open duties once its duty is done', async () => {
    const [duty] = await openDuties()
    if (!duty) throw new Error('No duty is open')
    await inTransaction((tx) => finishDuty(duty._id, new Date(), tx))
    expect((await openDuties()).map(({ _id }) => _id)).not.toContain(duty._id)
  })

  it('that warns the mini-program itself raises an alarm', async () => {
    await send(sealed(event({ Event: 'wxa_punish_event', event_type: 2 })))
    await settled()
    expect(server.logged.join('')).toContain('"alarm":"wechat_account_warned","measure":"2"')
  })
})

describe('the five seconds that WeChat waits', () => {
  let product: Server
  const open = async (deps: Pick<CallbackDeps, 'keep' | 'answerWithinMs'>) => {
    const accepted = {
      accepted: true,
      event: { kind: 'other', name: 'x' },
      occurredAt: new Date(0),
      dedupeKey: 'k',
    } as const
    const app = new Koa()
    app.use((ctx, next) => {
      ctx.state['log'] = createLogger('silent')
      return next()
    })
    app.use(
      wechatCallback({
        receiver: { confirmAddress: () => null, receive: () => accepted },
        onKept: () => {},
        ...deps,
      }),
    )
    product = createServer(app.callback())
    await new Promise<void>((resolve) => product.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(product.address() as AddressInfo).port}${WECHAT_CALLBACK}`
    return fetch(url, { method: 'POST', body: '{}' })
  }
  afterEach(() => new Promise((resolve) => product.close(resolve)))

  it('(10 of 13) are not waited for by the work, only by the writing down', async () => {
    const response = await open({ keep: async () => true })
    expect([response.status, await response.text()]).toEqual([200, 'success'])
  })

  it('end in a refusal, which WeChat repeats, when the store does not answer', async () => {
    const response = await open({ keep: () => new Promise(() => {}), answerWithinMs: 50 })
    expect([response.status, await response.text()]).toEqual([503, ''])
  })
})
