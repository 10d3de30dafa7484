import {
  clientOf,
  IMPATIENT,
  countCalls,
  memoryTokenStore,
  neighbour,
  PAID,
  paidNotice,
  SEND,
  STABLE_TOKEN,
  startWechat,
  worker,
  type Wechat,
} from './simulators/wechat-fixture'

describe('WeChat access token', () => {
  let wechat: Wechat
  beforeAll(async () => {
    wechat = await startWechat()
  })
  beforeEach(async () => {
    await wechat.control.reset()
    await wechat.control.subscribe(worker, PAID, 50)
    await wechat.control.subscribe(neighbour, PAID, 50)
  })
  afterAll(() => wechat.close())

  it('is fetched once and used for every later call', async () => {
    const client = clientOf(wechat)
    for (let count = 0; count < 3; count += 1)
      expect(await client.sendSubscribeMessage(paidNotice())).toMatchObject({ outcome: 'sent' })
    expect(await countCalls(wechat, STABLE_TOKEN)).toBe(1)
  })

  it.each([42001, 40001, 40014, 41001])(
    '(3 of 13) is renewed once and the call replayed once after %i',
    async (errcode) => {
      const client = clientOf(wechat)
      await client.sendSubscribeMessage(paidNotice())
      await wechat.control.revokeTokens()
      await wechat.control.fault({ path: SEND, kind: 'errcode', errcode })
      expect(await client.sendSubscribeMessage(paidNotice())).toMatchObject({ outcome: 'sent' })
      expect(await countCalls(wechat, STABLE_TOKEN)).toBe(2)
      expect(await countCalls(wechat, SEND)).toBe(3)
      expect(client.alarms()).toEqual([])
    },
  )

  it('(3 of 13) raises an alarm and stops when WeChat keeps refusing the token it hands out', async () => {
    const client = clientOf(wechat)
    await client.sendSubscribeMessage(paidNotice())
    await wechat.control.fault({ path: SEND, kind: 'errcode', errcode: 40001, times: 20 })
    expect(await client.sendSubscribeMessage(paidNotice())).toEqual({
      outcome: 'refused',
      class: 'TOKEN',
      errcode: 40001,
    })
    expect(await countCalls(wechat, STABLE_TOKEN)).toBe(2)
    expect(await countCalls(wechat, SEND)).toBe(2)
    expect(client.alarms()).toEqual(['wechat_token_refused'])
  })

  it('raises an alarm after one replay when a fresh token is refused, too', async () => {
    const client = clientOf(wechat)
    await client.sendSubscribeMessage(paidNotice())
    await wechat.control.revokeTokens()
    await wechat.control.fault({ path: SEND, kind: 'errcode', errcode: 40001, times: 20 })
    expect(await client.sendSubscribeMessage(paidNotice())).toEqual({
      outcome: 'refused',
      class: 'TOKEN',
      errcode: 40001,
    })
    expect(await countCalls(wechat, SEND)).toBe(3)
    expect(client.alarms()).toEqual(['wechat_token_refused'])
  })

  it('(4 of 13) is asked for once by twenty parallel calls that find it dead', async () => {
    const client = clientOf(wechat)
    const people = Array.from({ length: 20 }, (_, index) => ({ openid: `oSimPerson${index}` }))
    await wechat.control.seed(people)
    for (const { openid } of people) await wechat.control.subscribe(openid, PAID)
    await client.sendSubscribeMessage(paidNotice())
    await wechat.control.revokeTokens()
    const outcomes = await Promise.all(
      people.map(({ openid }) => client.sendSubscribeMessage(paidNotice({ openid }))),
    )
    expect(outcomes.every(({ outcome }) => outcome === 'sent')).toBe(true)
    expect(await countCalls(wechat, STABLE_TOKEN)).toBe(2)
  })

  it('is one and the same for two processes that share a store, and never forced', async () => {
    const tokenStore = memoryTokenStore()
    const [first, second] = [clientOf(wechat, { tokenStore }), clientOf(wechat, { tokenStore })]
    const sendBoth = () =>
      Promise.all([
        first.sendSubscribeMessage(paidNotice()),
        second.sendSubscribeMessage(paidNotice({ openid: neighbour })),
      ])
    await sendBoth()
    await wechat.control.revokeTokens()
    expect((await sendBoth()).map(({ outcome }) => outcome)).toEqual(['sent', 'sent'])
    await sendBoth()
    const calls = await wechat.control.calls()
    expect(calls.filter((call) => call.path === STABLE_TOKEN).length).toBeLessThanOrEqual(4)
    expect(calls.some((call) => call.isForced)).toBe(false)
    expect(calls.filter((call) => call.errcode === 40001)).toHaveLength(2)
  })

  it('is taken from the shared store by a process that starts later', async () => {
    const tokenStore = memoryTokenStore()
    await clientOf(wechat, { tokenStore }).sendSubscribeMessage(paidNotice())
    await clientOf(wechat, { tokenStore }).sendSubscribeMessage(paidNotice())
    expect(await countCalls(wechat, STABLE_TOKEN)).toBe(1)
  })

  it('(5 of 13) still works in its last five minutes beside its successor', async () => {
    const tokenStore = memoryTokenStore()
    let ahead = 0
    const slow = clientOf(wechat, { tokenStore: memoryTokenStore() })
    await slow.sendSubscribeMessage(paidNotice())
    await clientOf(wechat, { tokenStore }).sendSubscribeMessage(paidNotice())
    await wechat.control.advanceClock(6_901_000)
    ahead = 6_901_000
    const prompt = clientOf(wechat, { tokenStore, now: () => Date.now() + ahead })
    expect(await prompt.sendSubscribeMessage(paidNotice())).toMatchObject({ outcome: 'sent' })
    expect(await slow.sendSubscribeMessage(paidNotice())).toMatchObject({ outcome: 'sent' })
    const calls = await wechat.control.calls()
    expect(calls.filter((call) => call.errcode !== 0)).toEqual([])
    expect(calls.filter((call) => call.path === STABLE_TOKEN)).toHaveLength(3)
  })

  it('is asked for three times at most while WeChat is busy, with growing pauses, and the message is then not sent', async () => {
    const client = clientOf(wechat)
    await wechat.control.fault({ path: STABLE_TOKEN, kind: 'http500', times: 9 })
    expect(await client.sendSubscribeMessage(paidNotice())).toEqual({
      outcome: 'refused',
      class: 'BUSY',
      errcode: null,
    })
    expect(await countCalls(wechat, STABLE_TOKEN)).toBe(3)
    expect(client.waits.map((wait) => wait >= 200 && wait < 1000)).toEqual([true, true])
    expect(await countCalls(wechat, SEND)).toBe(0)
  })

  it('(13 of 13) stays out of every log line', async () => {
    const client = clientOf(wechat, IMPATIENT)
    await client.sendSubscribeMessage(paidNotice())
    const token = (await client.store.read('wx0000000000000000'))?.token ?? ''
    expect(token.length).toBeGreaterThan(100)
    await wechat.control.fault({ path: SEND, kind: 'errcode', errcode: 40037 })
    await wechat.control.fault({ path: SEND, kind: 'hang', nth: 2 })
    await client.sendSubscribeMessage(paidNotice())
    await client.sendSubscribeMessage(paidNotice())
    expect(client.logLines.length).toBeGreaterThan(1)
    expect(client.logLines.join('\n')).not.toContain(token)
    expect(client.logLines.join('\n')).not.toContain(worker)
  })
})
