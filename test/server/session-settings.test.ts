import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { RefreshView } from '#shared/sign-in'
import type { SecondFactorView } from '#shared/staff-second-factor'
import { ConfigError, readConfig } from '../../server/config'
import { defaultTimes } from '../../server/auth/session-lifetimes'
import { ok } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'
import { partsOf, refresh, signInOn } from '../support/session-tokens'

const MINUTE = 60_000
const until = '2030-01-01T08:00:00+08:00'
const key = () => randomBytes(32).toString('base64')

function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems
  }
}

describe('how long sign-ins last', () => {
  it('is as documented where nothing is set', () => {
    const { signIn, previousSessionKey } = readConfig({})
    expect([signIn, previousSessionKey]).toEqual([defaultTimes, null])
  })

  it.each([
    ['ACCESS_TOKEN_MINUTES', 5, 60],
    ['REFRESH_RETRY_SECONDS', 10, 300],
    ['SECOND_FACTOR_MINUTES', 2, 30],
    ['WORKER_IDLE_DAYS', 1, 90],
    ['WORKER_SESSION_DAYS', 30, 365],
    ['STAFF_IDLE_HOURS', 1, 12],
    ['STAFF_SESSION_HOURS', 4, 24],
  ])('is set within bounds: %s from %d to %d', (name, least, most) => {
    for (const fits of [least, most]) expect(problemsOf({ [name]: String(fits) })).toEqual([])
    for (const unfit of ['0', String(most + 1), '-1', '1.5', 'soon'])
      expect(problemsOf({ [name]: unfit })).toEqual([expect.stringContaining(name)])
  })

  it('is not longer without use than at all', () => {
    expect(problemsOf({ STAFF_IDLE_HOURS: '5', STAFF_SESSION_HOURS: '4' })).toEqual([
      'STAFF_IDLE_HOURS: not more than STAFF_SESSION_HOURS',
    ])
    expect(problemsOf({ WORKER_SESSION_DAYS: '7' })).toEqual([
      'WORKER_IDLE_DAYS: not more than WORKER_SESSION_DAYS',
    ])
  })

  it('stands beside the same figures in .env.example', () => {
    const example = readFileSync(path.join(__dirname, '../../.env.example'), 'utf8')
    const written = Object.fromEntries(
      [...example.matchAll(/^((?:ACCESS|REFRESH|SECOND|WORKER|STAFF)_[A-Z_]+)=(.*)$/gm)].map((line) => [
        line[1],
        line[2],
      ]),
    )
    expect(Object.keys(written)).toHaveLength(7)
    expect(readConfig(written).signIn).toEqual(defaultTimes)
  })
})

describe('a server with times of its own', () => {
  let server: TestServer
  let movedBy = 0
  const statusOf = async (token: string) => (await server.withToken(token).get('/me')).status

  beforeAll(async () => {
    const times = { ACCESS_TOKEN_MINUTES: '5', REFRESH_RETRY_SECONDS: '10', SECOND_FACTOR_MINUTES: '2' }
    server = await startTestServer(
      { ...times, STAFF_IDLE_HOURS: '1', STAFF_SESSION_HOURS: '2' },
      () => new Date(Date.now() + movedBy),
    )
  })
  afterAll(() => server.stop())
  beforeEach(() => {
    movedBy = 0
  })

  it('ends a token after them, and a used refresh token’s second chance', async () => {
    const session = await signInOn(server, 'worker-ready', 'phone')
    movedBy = 4 * MINUTE
    expect(await statusOf(session.token)).toBe(200)
    movedBy = 6 * MINUTE
    expect(await statusOf(session.token)).toBe(401)
    const next = ok<RefreshView>(await refresh(server, session.refreshToken, 'phone'))
    movedBy += 12_000
    expect((await refresh(server, session.refreshToken, 'phone')).status).toBe(401)
    expect(await statusOf(next.token)).toBe(401)
  })

  it('lets staff idle for no longer', async () => {
    const session = await signInOn(server, 'hr-officer', 'desk')
    movedBy = 61 * MINUTE
    expect((await refresh(server, session.refreshToken, 'desk')).status).toBe(401)
  })

  it('counts a shown second factor for so long, and says so', async () => {
    const caller = await server.asUnverified('hr-officer')
    const { code } = ok<{ code: string }>(await caller.get('/demo/one-time-codes/mine'))
    const shown = ok<SecondFactorView>(await caller.post('/me/second-factor/checks', { kind: 'code', code }))
    expect(shown.countsMinutes).toBe(2)
    expect(Date.parse(shown.provenUntil ?? '') - Date.parse(shown.now)).toBe(2 * MINUTE)
    movedBy = 2 * MINUTE + 1000
    expect(ok<SecondFactorView>(await caller.get('/me/second-factor')).provenUntil).toBeNull()
  })
})

describe('the key that signs tokens', () => {
  let folder: string
  let keyBefore = ''
  let movedBy = 0
  const clock = () => new Date(Date.now() + movedBy)
  const start = (more: Record<string, string> = {}) => startTestServer({ DATA_DIR: folder, ...more }, clock)
  const statusAt = async (server: TestServer, token: string) =>
    (await server.withToken(token).get('/me')).status

  /** Another key in the place of the one that has signed until now. */
  function changeKey(): void {
    const file = path.join(folder, 'demo-keys.json')
    const keys = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    keyBefore = keys['sessionKey'] ?? ''
    writeFileSync(file, JSON.stringify({ ...keys, sessionKey: key() }))
  }

  beforeEach(() => {
    movedBy = 0
    folder = mkdtempSync(path.join(tmpdir(), 'jbt-rotation-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is changed without anybody being signed out: the one before is believed until its tokens are over', async () => {
    const first = await start()
    const before = await signInOn(first, 'worker-ready', 'phone')
    await first.stop()
    changeKey()
    const soon = new Date(Date.now() + 20 * MINUTE).toISOString()
    const second = await start({ SESSION_KEY_PREVIOUS: keyBefore, SESSION_KEY_PREVIOUS_UNTIL: soon })
    expect(await statusAt(second, before.token)).toBe(200)
    const after = await signInOn(second, 'worker-ready', 'other')
    expect(partsOf(after.token).header.kid).not.toBe(partsOf(before.token).header.kid)
    expect(await statusAt(second, after.token)).toBe(200)
    movedBy = 16 * MINUTE
    const next = ok<RefreshView>(await refresh(second, before.refreshToken, 'phone'))
    expect(partsOf(next.token).header.kid).toBe(partsOf(after.token).header.kid)
    await second.stop()
  })

  it('is not believed any more after that moment, nor without being named', async () => {
    const first = await start()
    const before = await signInOn(first, 'worker-ready', 'phone')
    await first.stop()
    changeKey()
    const past = new Date(Date.now() - 1000).toISOString()
    const late = await start({ SESSION_KEY_PREVIOUS: keyBefore, SESSION_KEY_PREVIOUS_UNTIL: past })
    expect(await statusAt(late, before.token)).toBe(401)
    await late.stop()
    const unnamed = await start()
    expect(await statusAt(unnamed, before.token)).toBe(401)
    expect((await refresh(unnamed, before.refreshToken, 'phone')).status).toBe(201)
    await unnamed.stop()
  })

  it('from before is named together with the moment, well formed, and is another than the present one', () => {
    expect(problemsOf({ SESSION_KEY_PREVIOUS: key() })).toHaveLength(1)
    expect(problemsOf({ SESSION_KEY_PREVIOUS_UNTIL: until })).toHaveLength(1)
    expect(problemsOf({ SESSION_KEY_PREVIOUS: 'short', SESSION_KEY_PREVIOUS_UNTIL: until })).toHaveLength(1)
    for (const moment of ['tomorrow', '2026-11-23', '2026-13-01T00:00Z', '2026-11-23T10:00'])
      expect(problemsOf({ SESSION_KEY_PREVIOUS: key(), SESSION_KEY_PREVIOUS_UNTIL: moment })[0]).toContain(
        'SESSION_KEY_PREVIOUS_UNTIL',
      )
    const [same, field, index] = [key(), key(), key()]
    const keys = { SESSION_KEY: same, FIELD_KEY: field, INDEX_KEY: index, SESSION_KEY_PREVIOUS: same }
    const refused = problemsOf({ MODE: 'service', ...keys, SESSION_KEY_PREVIOUS_UNTIL: until })
    expect(refused.join('\n')).toContain('must differ from each other')
  })
})
