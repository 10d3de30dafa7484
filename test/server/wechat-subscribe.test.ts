import {
  APP,
  memoryTokenStore,
  clientOf,
  IMPATIENT,
  countCalls,
  neighbour,
  PAID,
  paidNotice,
  SEND,
  startWechat,
  worker,
  type Wechat,
} from './simulators/wechat-fixture'

describe('WeChat subscribe message', () => {
  let wechat: Wechat
  beforeAll(async () => {
    wechat = await startWechat()
  })
  beforeEach(async () => {
    await wechat.control.reset()
    await wechat.control.subscribe(worker, PAID, 2)
  })
  afterAll(() => wechat.close())

  it('(1 of 13) arrives with the values that were sent, and keeps all 19 digits of its id', async () => {
    const outcome = await clientOf(wechat).sendSubscribeMessage(paidNotice())
    const [message] = await wechat.control.outbox()
    expect(message).toMatchObject({
      openid: worker,
      page: 'pages/claim/index?id=c1',
      data: paidNotice().data,
    })
    expect(message?.msgid).toMatch(/^\d{18}1$/)
    expect(outcome).toEqual({ outcome: 'sent', msgid: message?.msgid })
  })

  it('(7 of 13) uses up one consent, and reports the missing one as a matter of this person', async () => {
    const client = clientOf(wechat)
    const outcomes = [1, 2, 3].map(() => client.sendSubscribeMessage(paidNotice()))
    expect((await Promise.all(outcomes)).map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'refused'])
    expect(await client.sendSubscribeMessage(paidNotice())).toEqual({
      outcome: 'refused',
      class: 'USER',
      errcode: 43101,
    })
    expect(client.alarms()).toEqual([])
  })

  it.each([
    ['a value that is missing', { amount2: '500.00元', date3: '2021年6月18日' }],
    ['an empty value', { thing1: '', amount2: '500.00元', date3: '2021年6月18日' }],
    ['a thing over 20 characters', { thing1: '一'.repeat(21), amount2: '500.00元', date3: '2021年6月18日' }],
    ['a line break', { thing1: '第一行\n第二行', amount2: '500.00元', date3: '2021年6月18日' }],
    ['an amount in words', { thing1: '补贴', amount2: '五百元', date3: '2021年6月18日' }],
    ['a date that is none', { thing1: '补贴', amount2: '500.00元', date3: '上个月' }],
    ['a key that the template does not have', { ...paidNotice().data, thing9: '多余' }],
  ])('(6 of 13) with %s is refused before any call', async (_name, data) => {
    const client = clientOf(wechat)
    const outcome = await client.sendSubscribeMessage(paidNotice({ data }))
    expect(outcome).toMatchObject({
      outcome: 'refused',
      class: 'CONFIG',
      errcode: null,
      problems: [expect.any(String)],
    })
    expect(await wechat.control.calls()).toEqual([])
    expect(client.alarms()).toEqual(['wechat_message_invalid'])
  })

  it.each([
    ['a page that is not released', 41030, { page: 'pages/nowhere/index' }],
    ['a sensitive word', 45168, { data: { ...paidNotice().data, thing1: '敏感词测试' } }],
  ])('with %s is our mistake: alarm, no retry', async (_name, errcode, changes) => {
    const client = clientOf(wechat)
    const outcome = await client.sendSubscribeMessage(paidNotice(changes))
    expect(outcome).toEqual({ outcome: 'refused', class: 'CONFIG', errcode })
    expect(await countCalls(wechat, SEND)).toBe(1)
    expect(client.alarms()).toEqual(['wechat_message_refused'])
  })

  it.each(['hang', 'drop-after-commit', 'truncate', 'http500', 'html'] as const)(
    '(9 of 13) is unknown after a %s and is not sent again',
    async (kind) => {
      await wechat.control.fault({ path: SEND, kind })
      expect(await clientOf(wechat, IMPATIENT).sendSubscribeMessage(paidNotice())).toEqual({
        outcome: 'unknown',
      })
      expect(await countCalls(wechat, SEND)).toBe(1)
      expect((await wechat.control.outbox()).length).toBeLessThanOrEqual(1)
    },
  )

  it('is unknown when WeChat says system error, for it may have been delivered', async () => {
    await wechat.control.fault({ path: SEND, kind: 'errcode', errcode: -1 })
    expect(await clientOf(wechat).sendSubscribeMessage(paidNotice())).toEqual({ outcome: 'unknown' })
  })

  it('is certainly not sent when WeChat could not be reached', async () => {
    const gone = await startWechat()
    await gone.close()
    const tokenStore = memoryTokenStore()
    await tokenStore.write(APP.appId, 'T'.repeat(120), Date.now() + 7_200_000)
    const client = clientOf(gone, { tokenStore })
    expect(await client.sendSubscribeMessage(paidNotice())).toEqual({
      outcome: 'refused',
      class: 'BUSY',
      errcode: null,
    })
  })

  it('(8 of 13) waits for the one before it to the same person, and for nobody else', async () => {
    await wechat.control.subscribe(neighbour, PAID)
    await wechat.control.holdSends(40)
    const client = clientOf(wechat)
    const outcomes = await Promise.all([
      client.sendSubscribeMessage(paidNotice()),
      client.sendSubscribeMessage(paidNotice()),
      client.sendSubscribeMessage(paidNotice({ openid: neighbour })),
    ])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'sent'])
    const sends = (await wechat.control.calls()).filter((call) => call.path === SEND)
    expect(sends.map((call) => call.errcode)).toEqual([0, 0, 0])
  })

  it('tries again after one to three seconds when another process is sending to the same person', async () => {
    await wechat.control.fault({ path: SEND, kind: 'errcode', errcode: 43108 })
    const client = clientOf(wechat)
    expect(await client.sendSubscribeMessage(paidNotice())).toMatchObject({ outcome: 'sent' })
    expect(client.waits).toHaveLength(1)
    expect(client.waits[0]).toBeGreaterThanOrEqual(1000)
    expect(client.waits[0]).toBeLessThan(3000)
  })

  it('leaves the waiting to the outbox when the limit of the minute is reached', async () => {
    await wechat.control.fault({ path: SEND, kind: 'errcode', errcode: 45011 })
    const outcome = await clientOf(wechat).sendSubscribeMessage(paidNotice())
    expect(outcome).toEqual({ outcome: 'refused', class: 'RATE', errcode: 45011 })
  })

  it('is held back until midnight in Shanghai once the quota of the day is spent', async () => {
    let now = Date.parse('2021-06-18T15:00:00Z')
    const client = clientOf(wechat, { now: () => now })
    await wechat.control.fault({ path: SEND, kind: 'errcode', errcode: 45009 })
    const refused = { outcome: 'refused', class: 'QUOTA', errcode: 45009 }
    expect(await client.sendSubscribeMessage(paidNotice())).toEqual(refused)
    now = Date.parse('2021-06-18T15:59:59Z')
    expect(await client.sendSubscribeMessage(paidNotice())).toEqual(refused)
    expect(await countCalls(wechat, SEND)).toBe(1)
    now = Date.parse('2021-06-18T16:00:00Z')
    expect(await client.sendSubscribeMessage(paidNotice())).toMatchObject({ outcome: 'sent' })
    expect(client.alarms()).toEqual(['wechat_quota'])
  })
})
