import { startSmsSimulator, type SmsSimulator } from '../../server/simulators/sms/sms-simulator'
import { authorisationOf } from '../../server/sms/sms-signature'
import { createSmsClient, type SmsAccount } from '../../server/sms/sms.client'

const KEYS = { secretId: 'AKIDtest000000000000', secretKey: 'secret-of-the-tests-000000' }
let simulator: SmsSimulator
let nobody: string
const lines: unknown[] = []

beforeAll(async () => {
  simulator = await startSmsSimulator({
    account: KEYS,
    appId: '1400000000',
    signName: '匠补通',
    templates: { '1001': '您的培训补贴{1}已到账', '1002': '请打开匠补通{1}' },
    blacklist: ['14011112099'],
    now: Date.now,
  })
  const gone = await startSmsSimulator({
    account: KEYS,
    appId: '',
    signName: '',
    templates: {},
    now: Date.now,
  })
  nobody = gone.baseUrl
  await gone.close()
})
afterAll(() => simulator.close())

const account = (change: Partial<SmsAccount> = {}): SmsAccount => ({
  ...KEYS,
  appId: '1400000000',
  signName: '匠补通',
  templateIds: { payout: '1001', to_do: '1002' },
  baseUrl: simulator.baseUrl,
  ...change,
})
const send = (mobileNumber: string, change: Partial<SmsAccount> = {}, now: () => number = Date.now) =>
  createSmsClient({
    account: account(change),
    now,
    log: { warn: (fields) => void lines.push(fields) },
    timeoutMs: 400,
  })({ mobileNumber, template: 'payout', values: ['500元'], context: 'delivery-1' })

describe('the signature', () => {
  it('is that of the provider’s own worked example', () => {
    const header = authorisationOf({
      secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
      secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
      service: 'cvm',
      host: 'cvm.tencentcloudapi.com',
      body: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
      timestamp: 1551113065,
    })
    expect(header).toBe(
      'TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, ' +
        'SignedHeaders=content-type;host, ' +
        'Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
    )
  })
})

describe('an SMS', () => {
  it('goes out with the registered text, and its serial number comes back', async () => {
    const outcome = await send('14011112001')
    const [sms] = simulator.outbox().filter(({ phone }) => phone === '+8614011112001')
    expect(sms?.text).toBe('【匠补通】您的培训补贴500元已到账')
    expect(outcome).toEqual({ outcome: 'sent', serialNo: sms?.serialNo })
  })

  it.each([
    ['somebody who unsubscribed', () => send('14011112099'), 'refused'],
    ['no mobile number', () => send('123'), 'refused'],
    [
      'another signature than the registered one',
      () => send('14011112002', { signName: '别人' }),
      'misconfigured',
    ],
    ['a wrong key', () => send('14011112002', { secretKey: 'wrong' }), 'misconfigured'],
    ['a clock that is off', () => send('14011112002', {}, () => Date.now() - 3_600_000), 'misconfigured'],
    ['a text that is not configured', () => send('14011112002', { templateIds: {} }), 'misconfigured'],
    ['nobody who answers', () => send('14011112002', { baseUrl: nobody }), 'later'],
  ])('to or with %s is told apart', async (_what, work, outcome) => {
    expect(await work()).toMatchObject({ outcome })
  })

  it.each(['LimitExceeded.PhoneNumberDailyLimit', 'InternalError.Timeout', 'RequestLimitExceeded'])(
    'is tried later after %s',
    async (code) => {
      simulator.fault({ kind: 'code', code })
      expect(await send('14011112003')).toEqual({ outcome: 'later', code })
    },
  )

  it.each(['hang', 'drop-after-commit'] as const)(
    'whose answer does not come (%s) is unknown, not failed',
    async (kind) => {
      simulator.fault({ kind })
      expect(await send('14011112004')).toEqual({ outcome: 'unknown' })
    },
  )

  it('leaves neither number nor keys in a log', () => {
    expect(lines.length).toBeGreaterThan(0)
    expect(JSON.stringify(lines)).not.toMatch(/140111120|secret-of|AKID/)
  })
})
