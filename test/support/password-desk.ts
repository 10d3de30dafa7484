import type { DemoOneTimeCodeView } from '#shared/demo-one-time-codes'
import { StaffPasswords } from '../../server/auth/staff-password.model'
import { ok } from './path-steps'
import { forgetUsedCodes } from './second-factor'
import type { Caller, Reply, TestServer } from './server'

export const password = '海州湾的风吹过塔吊'.repeat(2)
/** What is answered whatever was wrong. */
export const wrongWords = /登录名、密码或验证码不对/
const device = { key: 'd'.repeat(30), name: '电脑浏览器' }

/** The code that this person's authenticator shows. */
export async function codeNow(caller: Caller): Promise<string> {
  return ok<DemoOneTimeCodeView>(await caller.get('/demo/one-time-codes/mine')).code ?? ''
}

/** The sentence below the first wrong field. */
export function detailOf({ body }: Reply): string | undefined {
  return (body as { errors: { detail: string }[] }).errors[0]?.detail
}

/** An officer with a password who holds the authenticator, and their way in; nobody else has a password. */
export async function passwordOfficer(server: TestServer, name = 'housing1') {
  await forgetUsedCodes()
  await StaffPasswords.deleteMany({})
  const caller = await server.as('housing-officer')
  ok(await caller.put('/me/password', { name, password }))
  await forgetUsedCodes()
  const signIn = async (more: { name?: string; password?: string; code?: string } = {}): Promise<Reply> =>
    server.anonymous.post('/password-sign-ins', {
      ...{ name, password, code: more.code ?? (await codeNow(caller)), device },
      ...more,
    })
  return { caller, signIn }
}
