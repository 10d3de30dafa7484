import { APP, PAID, SEND, startWechat, worker, type Wechat } from './wechat-fixture'

interface Envelope {
  errcode?: number
  errmsg?: string
  access_token?: string
  expires_in?: number
}

let wechat: Wechat
beforeAll(async () => {
  wechat = await startWechat()
})
beforeEach(() => wechat.control.reset())
afterAll(() => wechat.close())

const get = async (pathAndQuery: string): Promise<Envelope> =>
  (await fetch(`${wechat.baseUrl}${pathAndQuery}`)).json() as Promise<Envelope>
const post = async (pathAndQuery: string, body: object | string): Promise<Envelope> => {
  const init = { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }
  return (await fetch(`${wechat.baseUrl}${pathAndQuery}`, init)).json() as Promise<Envelope>
}
const stableToken = (changes: object = {}) =>
  post('/cgi-bin/stable_token', {
    grant_type: 'client_credential',
    appid: APP.appId,
    secret: APP.appSecret,
    ...changes,
  })

describe('WeChat simulator: login', () => {
  const complete = {
    appid: APP.appId,
    secret: APP.appSecret,
    js_code: '0x',
    grant_type: 'authorization_code',
  }
  it.each([
    [{ appid: '' }, 41002],
    [{ secret: '' }, 41004],
    [{ js_code: '' }, 41008],
    [{ grant_type: 'x' }, 40002],
    [{ appid: 'wx1' }, 40013],
    [{ secret: 'x' }, 40125],
    [{}, 40029],
  ])('with %j answers %i, with the request id after a comma', async (changes, errcode) => {
    const answer = await get(
      `/sns/jscode2session?${new URLSearchParams({ ...complete, ...changes }).toString()}`,
    )
    expect(answer.errcode).toBe(errcode)
    expect(answer.errmsg).toMatch(/, rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/)
  })

  it('answers as text/plain with a session key of 16 bytes and no errcode', async () => {
    const js_code = await wechat.control.loginCode(worker)
    const query = new URLSearchParams({ ...complete, js_code }).toString()
    const response = await fetch(`${wechat.baseUrl}/sns/jscode2session?${query}`)
    const answer = (await response.json()) as { session_key: string }
    expect(response.headers.get('content-type')).toBe('text/plain')
    expect(Object.keys(answer)).toEqual(['session_key', 'openid'])
    expect(Buffer.from(answer.session_key, 'base64')).toHaveLength(16)
    expect(await get(`/sns/jscode2session?${query}`)).toMatchObject({ errcode: 40163 })
  })
})

describe('WeChat simulator: stable token', () => {
  it('stays the same until five minutes are left, then has a successor', async () => {
    const first = await stableToken()
    await wechat.control.advanceClock(6_000_000)
    const second = await stableToken()
    await wechat.control.advanceClock(901_000)
    const third = await stableToken()
    expect(second.access_token).toBe(first.access_token)
    expect(second.expires_in).toBeLessThanOrEqual(1200)
    expect(third.access_token).not.toBe(first.access_token)
    expect(third.expires_in).toBe(7200)
  })

  it('forced twice within thirty seconds changes once; forced twice in peace kills the one before', async () => {
    const [first, second, third] = [
      await stableToken(),
      await stableToken({ force_refresh: true }),
      await stableToken({ force_refresh: true }),
    ]
    expect(second.access_token).not.toBe(first.access_token)
    expect(third.access_token).toBe(second.access_token)
    expect(await post(`${SEND}?access_token=${first.access_token}`, '')).toMatchObject({ errcode: 44002 })
    await wechat.control.advanceClock(30_000)
    await stableToken({ force_refresh: true })
    expect(await post(`${SEND}?access_token=${first.access_token}`, '')).toMatchObject({ errcode: 40001 })
  })

  it('refuses the twenty-first force of a day', async () => {
    for (let count = 0; count < 20; count += 1) {
      await stableToken({ force_refresh: true })
      await wechat.control.advanceClock(30_000)
    }
    expect(await stableToken({ force_refresh: true })).toMatchObject({ errcode: 45009 })
  })

  it('is not disturbed by the legacy token, which is new at each call', async () => {
    const stable = await stableToken()
    const query = `grant_type=client_credential&appid=${APP.appId}&secret=${APP.appSecret}`
    const [first, second] = [await get(`/cgi-bin/token?${query}`), await get(`/cgi-bin/token?${query}`)]
    expect(first.access_token).not.toBe(second.access_token)
    expect((await stableToken()).access_token).toBe(stable.access_token)
    expect(
      await get(`/cgi-bin/token?grant_type=client_credential&appid=${APP.appId}&secret=x`),
    ).toMatchObject({ errcode: 40001 })
  })

  it('needs POST, an AppID, a secret, the right ones', async () => {
    expect(await get('/cgi-bin/stable_token')).toMatchObject({ errcode: 43002 })
    expect(await stableToken({ appid: '' })).toMatchObject({ errcode: 41002 })
    expect(await stableToken({ secret: '' })).toMatchObject({ errcode: 41004 })
    expect(await stableToken({ grant_type: 'x' })).toMatchObject({ errcode: 40002 })
    expect(await stableToken({ appid: 'wx1' })).toMatchObject({ errcode: 40013 })
    expect(await stableToken({ secret: 'x' })).toMatchObject({ errcode: 40125 })
  })
})

describe('WeChat simulator: subscribe/send', () => {
  const whole = {
    touser: worker,
    template_id: PAID,
    page: 'pages/claim/index?id=1',
    data: { thing1: { value: '补贴' }, amount2: { value: '500元' }, date3: { value: '2021年6月18日' } },
  }
  const wrong = { ...whole.data, thing1: { value: '一'.repeat(21) } }
  it.each([
    ['', 44002],
    ['{', 47001],
    [{ ...whole, touser: 'nobody', template_id: 'x' }, 40003],
    [{ ...whole, template_id: 'x', page: 'x' }, 40037],
    [{ ...whole, page: 'x', data: {} }, 41030],
    [{ ...whole, data: wrong }, 47003],
    [{ ...whole, data: { ...whole.data, thing1: { value: '敏感词测试' } } }, 45168],
    [whole, 43101],
  ])('checks in the order of the platform: %j is %s', async (body, errcode) => {
    const { access_token } = await stableToken()
    expect(await post(`${SEND}?access_token=${access_token}`, body)).toMatchObject({ errcode })
  })

  it('names the first bad key, and misspells empty as the platform does', async () => {
    const { access_token } = await stableToken()
    const errmsgOf = async (data: object) =>
      (await post(`${SEND}?access_token=${access_token}`, { ...whole, data })).errmsg
    expect(await errmsgOf(wrong)).toMatch(/^argument invalid! data\.thing1\.value invalid rid: /)
    expect(await errmsgOf({ ...whole.data, amount2: { value: '' } })).toMatch(
      /data\.amount2\.value is emtpy rid: /,
    )
  })

  it('refuses a second send to a person while one is under way', async () => {
    const { access_token } = await stableToken()
    await wechat.control.subscribe(worker, PAID, 2)
    await wechat.control.holdSends(40)
    const url = `${SEND}?access_token=${access_token}`
    const answers = await Promise.all([post(url, whole), post(url, whole)])
    expect(answers.map(({ errcode }) => errcode).sort()).toEqual([0, 43108])
  })

  it.each([
    ['', 41001],
    ['short', 40014],
    ['A'.repeat(120), 40001],
  ])('with the token %j answers %i', async (token, errcode) => {
    expect(await post(`${SEND}?access_token=${token}`, whole)).toMatchObject({ errcode })
  })

  it('calls a token expired after two hours', async () => {
    const { access_token } = await stableToken()
    await wechat.control.advanceClock(7_200_000)
    expect(await post(`${SEND}?access_token=${access_token}`, whole)).toMatchObject({ errcode: 42001 })
  })
})
