import { readFileSync } from 'node:fs'
import path from 'node:path'
import { sealPush } from '../../server/simulators/wechat/push-seal'
import { WECHAT_CALLBACK } from '../../server/wechat-events/wechat-callback'
import { openDesk } from '../support/claim-desk'
import { steps } from '../support/path-steps'
import { inventedWorker } from '../support/people'
import { PUSH, startTestServer, type TestServer } from '../support/server'

/** Names under which secrets travel between the server and WeChat. */
const SECRET_NAMES = ['secret', 'access_token', 'session_key', 'js_code', 'openid', 'touser']

let server: TestServer
/** What must be in no line of the log, by what it is. */
const secrets = new Map<string, string>()
/** Everything that this process wrote beside the log. */
const written: string[] = []
const realFetch = globalThis.fetch

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  }
  globalThis.fetch = async (target, init) => {
    const response = await realFetch(target, init)
    const text = await response.clone().text()
    noteSecrets(Object.fromEntries(new URL(String(target)).searchParams))
    for (const body of [init?.body, text]) if (typeof body === 'string') noteSecrets(objectIn(body))
    return response
  }
  server = await startTestServer({ LOG_LEVEL: 'debug' })
  await walkTheWholePath()
  await goWrongWithWechat()
})
afterAll(async () => {
  globalThis.fetch = realFetch
  await server.stop()
  jest.restoreAllMocks()
})

/** From signing in to money on the card, and the message about it. */
async function walkTheWholePath(): Promise<void> {
  const desk = await openDesk(server)
  const made = await desk.newPayable()
  const { openid, ...person } = inventedWorker(made.number)
  await server.wechat.subscribe(openid, 'test-payout-template')
  await steps.pay(desk.finance, await steps.batch(desk, [made.claim]))
  await made.worker.put('/me/identity', { consent: true, ...person, mobileNumber: 'not a number' })
  await made.worker.put('/me/identity', `{"residentIdNumber":"${person.residentIdNumber}",`)
  await made.worker.get(`/claims/${person.residentIdNumber}?token=${made.worker.token}`)
  for (const [name, value] of Object.entries({ openid, ...person })) secrets.set(name, value)
  secrets.set('token of ours', made.worker.token ?? '')
  const keys = objectIn(readFileSync(path.join(server.dataDir, 'demo-keys.json'), 'utf8'))
  for (const [name, value] of Object.entries(keys)) secrets.set(name, String(value))
  secrets.set('push token', PUSH.token).set('push key', PUSH.aesKey)
}

/** What a log is written for: refusals, lost answers, pushes that are turned away. */
async function goWrongWithWechat(): Promise<void> {
  const login = '/sns/jscode2session'
  const faults = ['drop-after-commit', 'http500', 'html', 'truncate', 'errcode'] as const
  for (const kind of faults) {
    await server.wechat.fault({ path: login, kind, errcode: 40125, times: 2 })
    const code = await server.wechat.loginCode(inventedWorker(1).openid)
    secrets.set(`code lost by ${kind}`, code)
    await server.anonymous.post('/sessions', { code })
  }
  const message = {
    FromUserName: inventedWorker(1).openid,
    CreateTime: 1688953684,
    MsgType: 'event',
    Event: 'x',
  }
  for (const tricks of [{}, { hasBadSignature: true }, { isPlain: true }, { hasWrongAppId: true }]) {
    const how = { ...tricks, now: Date.now, randomText: (length: number) => 'n'.repeat(length) }
    const { query, body } = sealPush(message, { ...PUSH, appId: 'wx0000000000000000' }, how)
    const url = `${server.url}${WECHAT_CALLBACK}?${new URLSearchParams(query).toString()}`
    await fetch(url, { method: 'POST', body })
  }
  await new Promise((resolve) => setTimeout(resolve, 1500))
}

function noteSecrets(fields: Record<string, unknown>): void {
  for (const name of SECRET_NAMES) {
    const value = fields[name]
    if (typeof value === 'string' && value.length > 5) secrets.set(`${name} ${value.slice(0, 4)}`, value)
  }
}

function objectIn(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** A text as it may stand in a log: as it is, percent-encoded, hexadecimal, base64 at each of its three alignments. */
function formsOf(secret: string): string[] {
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.from('x'.repeat(shift) + secret).toString('base64')
    return whole.slice(shift === 0 ? 0 : 4, -4)
  })
  const url = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))
  const hex = Buffer.from(secret).toString('hex')
  return [secret, encodeURIComponent(secret), new URLSearchParams([['', secret]]).toString().slice(1), hex]
    .concat(JSON.stringify(secret).slice(1, -1))
    .concat([...base64, ...url].filter((text) => text.length >= 6))
}

const leaksIn = (text: string) =>
  [...secrets]
    .filter(([, secret]) => formsOf(secret).some((form) => text.includes(form)))
    .map(([name]) => name)

describe('the log of a whole path, at its most talkative', () => {
  it('was kept, and the secrets of the path are known: ours, WeChat’s and the worker’s', () => {
    const kinds = [...secrets.keys()].map((name) => name.replace(/ .*/, ''))
    expect([...new Set(kinds)]).toEqual(
      expect.arrayContaining([...SECRET_NAMES, 'residentIdNumber', 'cardNumber']),
    )
    expect([...secrets.values()].every((secret) => secret.length >= 3)).toBe(true)
    expect(server.logged.length).toBeGreaterThan(50)
    const log = server.logged.join('')
    for (const words of ['wechat call failed', 'push turned away', 'request answered'])
      expect(log).toContain(words)
  })

  it('(13 of 13) holds none of them, neither plain nor percent-encoded nor in base64 or hexadecimal', () => {
    expect(leaksIn(server.logged.join(''))).toEqual([])
    expect(leaksIn(written.join(''))).toEqual([])
  })

  it.each([...new Set(formsOf(inventedWorker(1).residentIdNumber))])('would be found out by %s', (form) => {
    expect(leaksIn(`{"level":30,"msg":"${form}"}`)).toContain('residentIdNumber')
  })
})
