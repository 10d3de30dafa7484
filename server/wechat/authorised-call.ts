import type { AccessTokens } from './access-token'
import type { WechatFailure } from './wechat-errors'
import type { CallWechat, WechatAnswer, WechatLog, WechatRequest } from './wechat-transport'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const SHANGHAI_OFFSET_MS = 8 * HOUR_MS

/** A call that carries the access token: a refused token is renewed and the call replayed, once. */
export function createAuthorisedCall(deps: {
  call: CallWechat
  tokens: AccessTokens
  now: () => number
  log: WechatLog
}): CallWechat {
  const spentUntil = new Map<string, number>()

  const withToken = async (request: WechatRequest): Promise<WechatAnswer> => {
    const first = await deps.tokens.current()
    if (!first.ok) return notCalled(first)
    const answer = await deps.call(addToken(request, first.token))
    if (answer.ok || answer.class !== 'TOKEN') return answer
    const second = await deps.tokens.after(first.token)
    if (!second.ok) return notCalled(second)
    const replay = await deps.call(addToken(request, second.token))
    if (!replay.ok && replay.class === 'TOKEN') {
      const fields = {
        alarm: 'wechat_token_refused',
        wechatPath: request.path,
        errcode: replay.errcode,
        rid: replay.rid,
      }
      deps.log.error(fields, 'wechat refuses a fresh token')
    }
    return replay
  }

  return async (request) => {
    if (deps.now() < (spentUntil.get(request.path) ?? 0)) {
      return { ok: false, class: 'QUOTA', errcode: 45009, rid: null, mayHaveHappened: false }
    }
    const answer = await withToken(request)
    if (!answer.ok && answer.class === 'QUOTA') {
      const now = deps.now()
      const until = request.isQuotaOfMinute ? now + MINUTE_MS : nextShanghaiMidnight(now)
      spentUntil.set(request.path, until)
      const fields = { alarm: 'wechat_quota', wechatPath: request.path, rid: answer.rid }
      deps.log.error({ ...fields, until: new Date(until).toISOString() }, 'wechat quota is spent')
    }
    return answer
  }
}

function addToken(request: WechatRequest, token: string): WechatRequest {
  return { ...request, query: { ...request.query, access_token: token } }
}

/** Without a token the call itself was never made, whatever became of the asking for one. */
function notCalled(failure: WechatFailure): WechatAnswer {
  const { class: errorClass, errcode, rid } = failure
  return { ok: false, class: errorClass, errcode, rid, mayHaveHappened: false }
}

function nextShanghaiMidnight(now: number): number {
  const day = 24 * HOUR_MS
  return (Math.floor((now + SHANGHAI_OFFSET_MS) / day) + 1) * day - SHANGHAI_OFFSET_MS
}
