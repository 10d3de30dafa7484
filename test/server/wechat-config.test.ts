import { pushConfigProblems, pushSettings, wechatConfigProblems } from '../../server/wechat/wechat-config'

const good = {
  mode: 'service' as const,
  baseUrl: 'https://api.weixin.qq.com',
  appId: 'wx1234567890abcdef',
  appSecret: '0123456789abcdef0123456789abcdef',
  templates: [{ id: 'T1', keys: { thing1: 'thing', character_string2: 'character_string' } as const }],
}
const simulated = {
  ...good,
  mode: 'demo' as const,
  baseUrl: 'http://127.0.0.1:4000',
  appId: 'wx0000000000000000',
  appSecret: 'any',
}

describe('WeChat settings', () => {
  it('accepts the real address in service and a simulator in a demonstration', () => {
    expect(wechatConfigProblems(good)).toEqual([])
    expect(wechatConfigProblems(simulated)).toEqual([])
  })

  it.each([
    ['a simulator in service', { ...good, baseUrl: 'http://127.0.0.1:4000' }, 'points to this machine'],
    ['a simulator by name in service', { ...good, baseUrl: 'https://localhost' }, 'points to this machine'],
    ['a simulator on IPv6 in service', { ...good, baseUrl: 'http://[::1]:4000' }, 'points to this machine'],
    ['plain HTTP to another machine', { ...good, baseUrl: 'http://api.weixin.qq.com' }, 'must be https'],
    [
      'the real WeChat in a demonstration',
      { ...simulated, baseUrl: good.baseUrl },
      'simulates WeChat on this machine',
    ],
    ['something that is no address', { ...good, baseUrl: 'api.weixin.qq.com' }, 'not a URL'],
    [
      'the AppID of the simulator in service',
      { ...good, appId: 'wx0000000000000000' },
      'belongs to the simulator',
    ],
    ['a secret that cannot be one', { ...good, appSecret: 'secret' }, '32 hexadecimal digits'],
    [
      'a key of another kind than its name',
      { ...good, templates: [{ id: 'T1', keys: { thing1: 'amount' as const } }] },
      'thing1',
    ],
  ])('refuse %s', (_name, settings, words) => {
    expect(wechatConfigProblems(settings)).toEqual([expect.stringContaining(words)])
  })
})

describe('message push settings', () => {
  const [token, aesKey] = ['TokenOfNow', 'n'.repeat(43)]
  const current = { WX_ORIGINAL_ID: 'gh_97417a04a28d', WX_PUSH_TOKEN: token, WX_PUSH_KEY: aesKey }
  const previous = { WX_PUSH_PREVIOUS_TOKEN: 'TokenBefore', WX_PUSH_PREVIOUS_KEY: 'b'.repeat(43) }

  it('may be absent as a whole: then nothing is pushed', () => {
    expect(pushConfigProblems({})).toEqual([])
    expect(pushSettings({})).toBeNull()
  })

  it('take the current pair first, and during a change the one before', () => {
    expect(pushConfigProblems({ ...current, ...previous })).toEqual([])
    const before = { token: 'TokenBefore', aesKey: 'b'.repeat(43) }
    expect(pushSettings(current)).toEqual({ ghId: 'gh_97417a04a28d', secrets: [{ token, aesKey }] })
    expect(pushSettings({ ...current, ...previous })?.secrets).toEqual([{ token, aesKey }, before])
  })

  it.each([
    ['a key of another length', { ...current, WX_PUSH_KEY: 'short' }, ['WX_PUSH_KEY']],
    ['a token with signs', { ...current, WX_PUSH_TOKEN: 'a b!' }, ['WX_PUSH_TOKEN']],
    ['an AppID for the original id', { ...current, WX_ORIGINAL_ID: 'wx1234' }, ['WX_ORIGINAL_ID']],
    ['a token alone', { WX_PUSH_TOKEN: token }, ['WX_ORIGINAL_ID', 'WX_PUSH_KEY']],
    [
      'half of the pair before',
      { ...current, WX_PUSH_PREVIOUS_KEY: 'b'.repeat(43) },
      ['WX_PUSH_PREVIOUS_TOKEN'],
    ],
  ])('refuse %s', (_name, given, names) => {
    expect(pushConfigProblems(given).map((problem) => problem.replace(/:.*/, ''))).toEqual(names)
  })
})
