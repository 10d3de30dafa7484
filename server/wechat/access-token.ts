import * as v from 'valibot'
import { repeatWhileBusy, type Pausing } from './repeat-while-busy'
import { lostAnswer, type WechatFailure } from './wechat-errors'
import type { CallWechat, WechatAnswer, WechatLog } from './wechat-transport'

/** Where all processes of this installation share the token. Instants are milliseconds of the real clock. */
export interface WechatTokenStore {
  read(appId: string): Promise<{ token: string; expiresAt: number } | null>
  write(appId: string, token: string, expiresAt: number): Promise<void>
}

export interface AccessTokens {
  current(): Promise<TokenResult>
  /** A usable token that is not the refused one; a failure of class TOKEN when WeChat has no other to give. */
  after(refusedToken: string): Promise<TokenResult>
}

export type TokenResult = { ok: true; token: string } | ({ ok: false } & WechatFailure)

interface TokenDeps extends Pausing {
  appId: string
  appSecret: string
  call: CallWechat
  now: () => number
  log: WechatLog
  store: WechatTokenStore
  timeoutMs: number
}

/** WeChat hands out a new token in the last five minutes of the old one; both work until then. */
const RENEW_BEFORE_MS = 300_000
/** For so long a process trusts its own copy before it looks at what the others share. */
const TRUST_OWN_COPY_MS = 60_000

const tokenAnswer = v.object({
  access_token: v.pipe(v.string(), v.minLength(1), v.maxLength(2048)),
  expires_in: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(86_400)),
})

interface KnownToken {
  token: string
  expiresAt: number
}

/**
 * The stable access token in normal mode: asking twice gives the same token, so processes need no lock between them.
 * `force_refresh` is never sent from here: it would pull the token away from under the other processes.
 */
export function createAccessTokens(deps: TokenDeps): AccessTokens {
  let own: (KnownToken & { checkedAt: number }) | null = null
  const fetching = new Map<string | null, Promise<TokenResult>>()

  const keep = (known: KnownToken): TokenResult => {
    own = { ...known, checkedAt: deps.now() }
    return { ok: true, token: known.token }
  }
  const shared = async (refused: string | null): Promise<TokenResult | null> => {
    const known = await deps.store.read(deps.appId)
    return known && known.token !== refused && isFresh(known, deps.now()) ? keep(known) : null
  }
  const obtain = async (): Promise<TokenResult> => {
    const askedAt = deps.now()
    const answer = await askForToken(deps)
    const parsed = v.safeParse(tokenAnswer, answer.ok ? answer.fields : null)
    if (!answer.ok) return answer
    if (!parsed.success) return { ok: false, ...lostAnswer(true) }
    const known = { token: parsed.output.access_token, expiresAt: askedAt + parsed.output.expires_in * 1000 }
    await deps.store.write(deps.appId, known.token, known.expiresAt)
    return keep(known)
  }
  /** One look-up for all callers of this process that need the same thing at the same moment. */
  const fetchOnce = (refused: string | null): Promise<TokenResult> => {
    const underWay = fetching.get(refused)
    if (underWay) return underWay
    const started = shared(refused)
      .then((found) => found ?? obtain())
      .finally(() => fetching.delete(refused))
    fetching.set(refused, started)
    return started
  }

  return {
    async current() {
      const now = deps.now()
      if (own && isFresh(own, now) && now - own.checkedAt <= TRUST_OWN_COPY_MS)
        return { ok: true, token: own.token }
      return fetchOnce(null)
    },
    async after(refusedToken) {
      if (own && own.token !== refusedToken && isFresh(own, deps.now())) return { ok: true, token: own.token }
      const result = await fetchOnce(refusedToken)
      if (!result.ok || result.token !== refusedToken) return result
      deps.log.error({ alarm: 'wechat_token_refused' }, 'wechat refuses the token that it hands out')
      return { ok: false, class: 'TOKEN', errcode: 40001, rid: null, mayHaveHappened: false }
    },
  }
}

function isFresh(known: KnownToken, now: number): boolean {
  return known.expiresAt - now >= RENEW_BEFORE_MS
}

function askForToken({ appId, appSecret, call, timeoutMs, wait, random }: TokenDeps): Promise<WechatAnswer> {
  const body = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: false }
  return repeatWhileBusy(() => call({ path: '/cgi-bin/stable_token', query: {}, body, timeoutMs }), {
    wait,
    random,
  })
}
