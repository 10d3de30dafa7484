import { certificateHash } from '../../../server/simulators/wechat/identity-endpoints'
import { signWithSessionKey } from '../../../server/simulators/wechat/session-endpoints'
import { APP, startWechat, worker, type Wechat } from './wechat-fixture'

type Answer = Record<string, unknown>

/** Invented, in an area that does not exist. */
const identity = { name: '王小四', number: '999999197903151011' }
let wechat: Wechat
let access_token: string
beforeAll(async () => {
  wechat = await startWechat()
})
beforeEach(async () => {
  await wechat.control.reset()
  await wechat.control.seed([{ openid: worker, identity }])
  const credentials = { grant_type: 'client_credential', appid: APP.appId, secret: APP.appSecret }
  access_token = String((await post('/cgi-bin/stable_token', credentials))['access_token'])
})
afterAll(() => wechat.close())

const post = async (path: string, body: object): Promise<Answer> => {
  const url = `${wechat.baseUrl}${path}?access_token=${access_token}`
  return (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).json() as Promise<Answer>
}
const get = async (path: string, query: Record<string, string>): Promise<Answer> => {
  const url = `${wechat.baseUrl}${path}?${new URLSearchParams({ access_token, ...query }).toString()}`
  return (await fetch(url)).json() as Promise<Answer>
}

describe('WeChat simulator: the session key', () => {
  it('signs as published: under its text, not its bytes', () => {
    const key = 'o0q0otL8aEzpcZL/FT9WsQ=='
    expect(signWithSessionKey('{"foo":"bar"}', key)).toBe(
      '654571f79995b2ce1e149e53c0a33dc39c0a74090db514261454e8dbe432aa0b',
    )
    expect(signWithSessionKey('', key)).toBe(
      '46e043c5525c2d817c44be603d30837a808a1d930d038f6fdc3e62a201fed128',
    )
  })

  it('is checked and reset for whoever holds it', async () => {
    const js_code = await wechat.control.loginCode(worker)
    const login = { appid: APP.appId, secret: APP.appSecret, js_code, grant_type: 'authorization_code' }
    const key = String((await get('/sns/jscode2session', login))['session_key'])
    const held = { openid: worker, signature: signWithSessionKey('', key), sig_method: 'hmac_sha256' }
    expect(await get('/wxa/checksession', held)).toMatchObject({ errcode: 0 })
    expect(await get('/wxa/checksession', { ...held, sig_method: 'md5' })).toMatchObject({ errcode: 87008 })
    const renewed = await get('/wxa/resetusersessionkey', held)
    expect(renewed).toMatchObject({ errcode: 0, openid: worker })
    expect(renewed['session_key']).not.toBe(key)
    expect(await get('/wxa/checksession', held)).toMatchObject({ errcode: 87009 })
  })
})

describe('WeChat simulator: who somebody is', () => {
  it('hashes a certificate as published', () => {
    const person = { type: 'IDENTITY_CARD', name: '张三', number: '310101199801011234' }
    expect(certificateHash(person)).toBe('3c241f7ff324977aeb91f173bb2a7b06569e6fd784d5573db34a636d8671108b')
  })

  it('is said of seeded people only', async () => {
    const ask = (changes: object) =>
      post('/intp/realname/checkrealnameinfo', {
        ...{ openid: worker, real_name: identity.name, cred_id: identity.number, cred_type: '1' },
        ...changes,
      })
    expect(await ask({})).toMatchObject({ verify_openid: 'V_OP_NM_MA', verify_real_name: 'V_NM_ID_MA' })
    expect(await ask({ real_name: '李四' })).toMatchObject({ verify_openid: 'V_OP_NM_UM' })
    expect(await ask({ openid: 'nobody' })).toMatchObject({ errcode: 40003 })
  })

  it('is shown by a face check that is bound to one number, one person and one certificate', async () => {
    const place = '/cityservice/face/identify'
    const cert_info = { cert_type: 'IDENTITY_CARD', cert_name: identity.name, cert_no: identity.number }
    const order = { out_seq_no: 'check-1', cert_info, openid: worker }
    const { verify_id, expires_in } = await post(`${place}/getverifyid`, order)
    expect(expires_in).toBe(3600)
    expect(await post(`${place}/getverifyid`, order)).toMatchObject({ errcode: 40097 })
    const cert_hash = certificateHash({ type: 'IDENTITY_CARD', ...identity })
    const question = { verify_id, out_seq_no: 'check-1', cert_hash, openid: worker }
    expect(await post(`${place}/queryverifyinfo`, question)).toMatchObject({ errcode: 0, verify_ret: 10000 })
    const other = { ...question, cert_hash: '0'.repeat(64) }
    expect(await post(`${place}/queryverifyinfo`, other)).toMatchObject({ errcode: 40097 })
    await wechat.control.advanceClock(3_600_000)
    expect(await post(`${place}/queryverifyinfo`, question)).toMatchObject({ verify_ret: 90107 })
  })
})

describe('WeChat simulator: links, quotas, employees, media', () => {
  it('gives links to released pages, for thirty days at most', async () => {
    const path = 'pages/claim/index'
    const link = (body: object) => post('/wxa/generate_urllink', body)
    expect(await link({ path })).toMatchObject({ url_link: expect.stringMatching(/^https:\/\/wxaurl\.cn\//) })
    expect(await link({ path: 'pages/nowhere' })).toMatchObject({ errcode: 40165 })
    expect(await link({ path, expire_type: 1, expire_interval: 31 })).toMatchObject({ errcode: 85401 })
    expect(await link({ path, query: 'x'.repeat(1025) })).toMatchObject({ errcode: 40212 })
    const scheme = await post('/wxa/generatescheme', { jump_wxa: { path }, is_expire: true })
    expect(scheme).toMatchObject({ openlink: expect.stringMatching(/^weixin:\/\/dl\/business\//) })
    const short = { page_url: `${path}?id=1`, page_title: '申领' }
    expect(await post('/wxa/genwxashortlink', short)).toMatchObject({ errcode: 0 })
    expect(await post('/wxa/genwxashortlink', { ...short, page_title: '长'.repeat(21) })).toMatchObject({
      errcode: 40097,
    })
  })

  it('resets quotas ten times a month', async () => {
    for (let time = 0; time < 10; time += 1)
      expect(await post('/cgi-bin/clear_quota', { appid: APP.appId })).toMatchObject({ errcode: 0 })
    expect(await post('/cgi-bin/clear_quota', { appid: APP.appId })).toMatchObject({ errcode: 48006 })
    const bySecret = { appid: APP.appId, appsecret: APP.appSecret }
    expect(await post('/cgi-bin/clear_quota/v2', bySecret)).toMatchObject({ errcode: 48006 })
    await wechat.control.advanceClock(31 * 86_400_000)
    expect(await post('/cgi-bin/clear_quota/v2', bySecret)).toMatchObject({ errcode: 0 })
  })

  it('sends to employees who have bound themselves, with data as text', async () => {
    const data = JSON.stringify({ data: { character_string1: { value: 'A1' } } })
    const message = { template_id: 'T', page: 'pages/claim/index', touser: worker, data }
    const send = (changes: object) =>
      post('/cgi-bin/message/wxopen/employeerelationmsg/send', { ...message, ...changes })
    expect(await send({})).toMatchObject({ errcode: 40256 })
    await wechat.control.bindEmployee(worker)
    expect(await send({})).toMatchObject({ errcode: 0 })
    expect(await send({ data: { data: {} } })).toMatchObject({ errcode: 40097 })
    expect(await send({ touser: 'nobody' })).toMatchObject({ errcode: 40257 })
    await post('/wxa/business/unbinduserb2cauthinfo', { openid_list: [worker] })
    expect(await send({})).toMatchObject({ errcode: 40256 })
  })

  it('takes media of this machine for checking, from people who were just here', async () => {
    const media = { media_url: 'http://127.0.0.1/a.jpg', media_type: 2, version: 2, scene: 1, openid: worker }
    expect(await post('/wxa/media_check_async', media)).toMatchObject({ errcode: 40003 })
    const js_code = await wechat.control.loginCode(worker)
    await get('/sns/jscode2session', {
      ...{ appid: APP.appId, secret: APP.appSecret, js_code, grant_type: 'authorization_code' },
    })
    expect(await post('/wxa/media_check_async', media)).toMatchObject({ trace_id: expect.any(String) })
    const elsewhere = { ...media, media_url: 'https://example.com/a.jpg' }
    expect(await post('/wxa/media_check_async', elsewhere)).toMatchObject({ errcode: 40097 })
  })
})
