import { verifiedCaller } from './second-factor'
import { ok } from './path-steps'
import { caller, type Caller, type TestServer } from './server'
import type { ServerProcess } from './server-process'

/** What tests need of a server to send people to it. */
export type Front = Pick<TestServer, 'as' | 'signIn' | 'wechat'>

/**
 * A server process as tests know a server of their own process. Whoever signed in stays so when it is killed and comes
 * again, since the sessions lie in the store; behind a proxy everybody has an address of their own.
 * @param current the process as it is now
 */
export function processFront(current: () => ServerProcess): Front & { at: (token: string) => Caller } {
  const staff = new Map<string, string>()
  let addresses = 0
  const header = () => {
    addresses += 1
    return { 'X-Forwarded-For': `10.${[16, 8, 0].map((bits) => (addresses >> bits) & 255).join('.')}` }
  }
  const at = (token: string): Caller => {
    const address = header()
    const now = () => caller(current().url, token, address)
    return {
      token,
      get: (place) => now().get(place),
      post: (place, body, headers) => now().post(place, body, headers),
      put: (place, body, headers) => now().put(place, body, headers),
      delete: (place) => now().delete(place),
    }
  }
  const redeem = async (code: string) => {
    const anonymous = caller(current().url, null, header())
    return ok<{ token: string }>(await anonymous.post('/sessions', { code })).token
  }
  return {
    at,
    get wechat() {
      return current().wechat
    },
    signIn: async (openid) => at(await redeem(await current().wechat.loginCode(openid))),
    async as(personKey) {
      const anonymous = caller(current().url, null, header())
      const known = staff.get(personKey)
      if (known !== undefined) return verifiedCaller(at(known))
      const { code } = ok<{ code: string }>(await anonymous.post('/demo/login-codes', { personKey }))
      const token = await redeem(code)
      staff.set(personKey, token)
      return verifiedCaller(at(token))
    },
  }
}
