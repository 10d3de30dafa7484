import {
  clientOf,
  IMPATIENT,
  countCalls,
  neighbour,
  startWechat,
  worker,
  type Wechat,
} from './simulators/wechat-fixture'

const PHONE = '/wxa/business/getuserphonenumber'
const CHECK = '/wxa/msg_sec_check'
const CODE = '/wxa/getwxacodeunlimit'
const phone = '15600000077'

let wechat: Wechat
beforeAll(async () => {
  wechat = await startWechat()
})
beforeEach(async () => {
  await wechat.control.reset()
  await wechat.control.seed([{ openid: worker, phone }])
})
afterAll(() => wechat.close())

describe('WeChat phone number', () => {
  it('comes for the code of the phone button', async () => {
    const code = await wechat.control.phoneCode(worker)
    expect(await clientOf(wechat).codeToPhoneNumber(code, worker)).toEqual({
      number: phone,
      countryCode: '86',
    })
  })

  it.each([
    [
      'used before',
      worker,
      async (code: string) => void (await clientOf(wechat).codeToPhoneNumber(code, worker)),
    ],
    ['five minutes old', worker, () => wechat.control.advanceClock(300_000)],
    ['of another person', neighbour, async () => undefined],
  ])('is refused for a code %s: the person taps again', async (_name, openid, spoilCode) => {
    const code = await wechat.control.phoneCode(worker)
    await spoilCode(code)
    await expect(clientOf(wechat).codeToPhoneNumber(code, openid)).rejects.toMatchObject({
      kind: 'phone_code_expired',
    })
  })

  it('is not given for a login code', async () => {
    const code = await wechat.control.loginCode(worker)
    await expect(clientOf(wechat).codeToPhoneNumber(code, worker)).rejects.toMatchObject({
      kind: 'phone_code_expired',
    })
  })

  it('is asked for once only, for every call is paid and uses the code up', async () => {
    const client = clientOf(wechat, IMPATIENT)
    const code = await wechat.control.phoneCode(worker)
    await wechat.control.fault({ path: PHONE, kind: 'hang' })
    await expect(client.codeToPhoneNumber(code, worker)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await countCalls(wechat, PHONE)).toBe(1)
    expect(client.logLines.join('\n')).not.toContain(code)
    expect(client.logLines.join('\n')).not.toContain(phone)
  })
})

describe('WeChat text check', () => {
  const textOf = (content: string) => ({ openid: worker, content, place: 'comment' as const })
  beforeEach(async () => void (await clientOf(wechat).codeToSession(await wechat.control.loginCode(worker))))

  it.each([
    ['我们班组明天开课', 'pass'],
    ['敏感词测试', 'risky'],
    ['待复核测试', 'review'],
  ])('of %s says %s', async (content, verdict) => {
    expect(await clientOf(wechat).checkText(textOf(content))).toBe(verdict)
  })

  it('takes the old risky answer for risky', async () => {
    await wechat.control.fault({ path: CHECK, kind: 'errcode', errcode: 87014 })
    expect(await clientOf(wechat).checkText(textOf('x'))).toBe('risky')
  })

  it('is repeated while WeChat is busy, and leaves the text unchecked when that does not end', async () => {
    await wechat.control.fault({ path: CHECK, kind: 'http500', times: 2 })
    expect(await clientOf(wechat).checkText(textOf('x'))).toBe('pass')
    await wechat.control.fault({ path: CHECK, kind: 'drop-after-commit', times: 9 })
    expect(await clientOf(wechat).checkText(textOf('x'))).toBe('unchecked')
    expect(await countCalls(wechat, CHECK)).toBe(6)
  })

  it('cannot be had for a person who was last here more than two hours ago', async () => {
    await wechat.control.advanceClock(7_200_001)
    expect(await clientOf(wechat).checkText(textOf('x'))).toBe('unchecked')
  })

  it('refuses a text too long to be checked whole', async () => {
    await expect(clientOf(wechat).checkText(textOf('字'.repeat(2501)))).rejects.toThrow(RangeError)
  })
})

describe('WeChat mini-program code', () => {
  const code = { scene: 'j=AAAAAAAAAAAAAAAAAAAAAA', page: 'pages/claim/index', version: 'release' as const }

  it('is a picture that opens the page with the scene', async () => {
    const bytes = Buffer.from(await clientOf(wechat).miniProgramCode(code))
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(bytes.toString('latin1')).toContain('sim://wxacode?page=pages%2Fclaim%2Findex&scene=j%3DAAAA')
  })

  it('(12 of 13) is no picture when WeChat answers with an error', async () => {
    const refused = clientOf(wechat).miniProgramCode({ ...code, page: 'pages/nowhere/index' })
    await expect(refused).rejects.toMatchObject({ kind: 'misconfigured', failure: { errcode: 41030 } })
    await wechat.control.fault({ path: CODE, kind: 'html', times: 3 })
    await expect(clientOf(wechat).miniProgramCode(code)).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it.each(['', '一', 'a%20b', 'x'.repeat(33)])('is not asked for with the scene %j', async (scene) => {
    await expect(clientOf(wechat).miniProgramCode({ ...code, scene })).rejects.toThrow(RangeError)
    expect(await countCalls(wechat, CODE)).toBe(0)
  })

  it('is had again a minute after the quota of the minute was spent', async () => {
    let now = Date.now()
    const client = clientOf(wechat, { now: () => now })
    await wechat.control.fault({ path: CODE, kind: 'errcode', errcode: 45009 })
    await expect(client.miniProgramCode(code)).rejects.toMatchObject({ kind: 'quota_exhausted' })
    now += 59_000
    await expect(client.miniProgramCode(code)).rejects.toMatchObject({ kind: 'quota_exhausted' })
    expect(await countCalls(wechat, CODE)).toBe(1)
    now += 1_000
    expect((await client.miniProgramCode(code)).length).toBeGreaterThan(100)
  })

  it('is asked for again when WeChat has it not for the moment', async () => {
    await wechat.control.fault({ path: CODE, kind: 'errcode', errcode: 45063, times: 2 })
    expect((await clientOf(wechat).miniProgramCode(code)).length).toBeGreaterThan(100)
  })

  it('may open a page that is not released yet in a trial version', async () => {
    const bytes = await clientOf(wechat).miniProgramCode({
      ...code,
      page: 'pages/new/index',
      version: 'trial',
    })
    expect(bytes.length).toBeGreaterThan(100)
  })
})
