import {
  clientOf,
  IMPATIENT,
  countCalls,
  LOGIN,
  neighbour,
  startWechat,
  worker,
  type Wechat,
} from './simulators/wechat-fixture'

describe('WeChat login', () => {
  let wechat: Wechat
  beforeAll(async () => {
    wechat = await startWechat()
  })
  beforeEach(() => wechat.control.reset())
  afterAll(() => wechat.close())

  it('(1 of 13) turns a code into the openid, out of an answer without errcode under text/plain', async () => {
    const identity = await clientOf(wechat).codeToSession(await wechat.control.loginCode(worker))
    expect(identity).toEqual({ openid: worker })
  })

  it('passes the unionid on where there is one, and never the session key', async () => {
    const identity = await clientOf(wechat).codeToSession(await wechat.control.loginCode(neighbour))
    expect(identity).toEqual({ openid: neighbour, unionid: 'oUnion1' })
  })

  it('(1 of 13) reads an answer with raw control characters in it', async () => {
    await wechat.control.fault({ path: LOGIN, kind: 'control-characters' })
    expect(await clientOf(wechat).codeToSession(await wechat.control.loginCode(worker))).toEqual({
      openid: worker,
    })
  })

  it('(2 of 13) asks the phone for a new code when the answer to the first try was lost, without a loop', async () => {
    const code = await wechat.control.loginCode(worker)
    await wechat.control.fault({ path: LOGIN, kind: 'drop-after-commit' })
    await expect(clientOf(wechat).codeToSession(code)).rejects.toMatchObject({ kind: 'login_code_expired' })
    const calls = await wechat.control.calls()
    expect(calls.map((call) => call.errcode)).toEqual([null, 40163])
  })

  it.each(['hang', 'http500', 'html', 'truncate', 'errcode'] as const)(
    'recovers from one %s that used no code',
    async (kind) => {
      const code = await wechat.control.loginCode(worker)
      await wechat.control.fault({ path: LOGIN, kind, commit: false })
      expect(await clientOf(wechat, IMPATIENT).codeToSession(code)).toEqual({ openid: worker })
      expect(await countCalls(wechat, LOGIN)).toBe(2)
    },
  )

  it('gives up after the second failure and says that WeChat does not answer', async () => {
    const code = await wechat.control.loginCode(worker)
    await wechat.control.fault({ path: LOGIN, kind: 'http500', times: 5 })
    await expect(clientOf(wechat).codeToSession(code)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await countCalls(wechat, LOGIN)).toBe(2)
  })

  it.each([
    ['a made-up code', async () => '0madeupmadeupmadeup'],
    [
      'a code older than five minutes',
      async () => {
        const code = await wechat.control.loginCode(worker)
        await wechat.control.advanceClock(300_000)
        return code
      },
    ],
  ])('answers %s with login_code_expired after one call', async (_name, makeCode) => {
    await expect(clientOf(wechat).codeToSession(await makeCode())).rejects.toMatchObject({
      kind: 'login_code_expired',
    })
    expect(await countCalls(wechat, LOGIN)).toBe(1)
  })

  it('tells a person held back by risk control from a wrong code', async () => {
    await wechat.control.seed([{ openid: worker, risk: 4 }])
    const code = await wechat.control.loginCode(worker)
    await expect(clientOf(wechat).codeToSession(code)).rejects.toMatchObject({ kind: 'account_blocked' })
  })

  it('says rate_limited after a hundred logins of one person in a minute', async () => {
    const client = clientOf(wechat)
    for (let count = 0; count < 100; count += 1)
      await client.codeToSession(await wechat.control.loginCode(worker))
    const code = await wechat.control.loginCode(worker)
    await expect(client.codeToSession(code)).rejects.toMatchObject({ kind: 'rate_limited' })
  })

  it('keeps code, secret and session key out of errors and log lines', async () => {
    const appSecret = 'wrong-5ec7e7-canary'
    const client = clientOf(wechat, { ...IMPATIENT, appSecret })
    const code = await wechat.control.loginCode(worker)
    const refused = await client.codeToSession(code).catch((error: unknown) => error)
    expect(refused).toMatchObject({ kind: 'misconfigured', failure: { errcode: 40125 } })
    await wechat.control.fault({ path: LOGIN, kind: 'hang' })
    await wechat.control.fault({ path: LOGIN, kind: 'drop-after-commit' })
    const lost = await client.codeToSession(code).catch((error: unknown) => error)
    const gone = await startWechat()
    await gone.close()
    const unreachable = clientOf(gone, { appSecret })
    const noLine = await unreachable.codeToSession(code).catch((error: unknown) => error)
    const seen = [refused, lost, noLine].map(
      (error) => JSON.stringify(error) + String(error) + String((error as Error).stack),
    )
    const everything = [...seen, ...client.logLines, ...unreachable.logLines].join('\n')
    expect(everything).toContain('wechat call failed')
    for (const secret of [appSecret, code]) expect(everything).not.toContain(secret)
  })
})
