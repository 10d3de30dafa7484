import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { MeView } from '#shared/people'
import { ok } from '../support/path-steps'
import { startTestServer } from '../support/server'
import { storeSettings } from '../support/store-settings'

const run = promisify(execFile)
let dataDir: string

beforeAll(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'jbt-invite-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

function invite(...args: string[]) {
  const env = { ...process.env, DATA_DIR: dataDir, ...storeSettings(dataDir) }
  return run(process.execPath, ['--import', 'tsx', 'server/commands/admin-invite.ts', ...args], { env })
}

it('the first administrator comes in by a code that the command line gives, and by nothing else', async () => {
  const { stdout } = await invite('--name', '演示·首位管理员')
  const code = /邀请码：([A-Z2-9-]{19})/.exec(stdout)?.[1] ?? ''
  const server = await startTestServer({ DATA_DIR: dataDir })
  try {
    await server.wechat.seed([{ openid: 'oFIRSTadmin00000000000000000' }])
    const caller = await server.signIn('oFIRSTadmin00000000000000000')
    expect(ok<MeView>(await caller.get('/me')).roles).toEqual(['worker'])
    expect((await caller.post('/staff-invitations/acceptance', { code })).status).toBe(204)
    const admin = await server.signIn('oFIRSTadmin00000000000000000')
    expect(ok<MeView>(await admin.get('/me'))).toMatchObject({
      roles: ['admin'],
      displayName: '演示·首位管理员',
    })
  } finally {
    await server.stop()
  }
})

it.each([
  ['an unknown role', ['--role', 'boss'], 'Usage'],
  ['a word that it does not know', ['--who', 'me'], 'Usage'],
  ['an institution’s person without institution', ['--role', 'institution'], '请选这个人在哪家机构'],
])('%s is refused with a sentence, and nothing is made', async (_case, args, words) => {
  await expect(invite(...args)).rejects.toMatchObject({ stderr: expect.stringContaining(words) as unknown })
})
