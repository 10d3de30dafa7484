/**
 * What may be done about a failed call:
 * TOKEN renew the access token, replay once · BUSY WeChat or the line is down · RATE wait, then again ·
 * QUOTA nothing more today · CODE the phone must fetch a new code · USER this person cannot be served this way ·
 * CONFIG our mistake: no retry, somebody must look.
 */
export type WechatErrorClass = 'TOKEN' | 'BUSY' | 'RATE' | 'QUOTA' | 'CODE' | 'USER' | 'CONFIG'

/** WeChat's documented codes. A code that is not here counts as CONFIG: repeating what nobody understands helps nobody. */
const codesByClass: Record<WechatErrorClass, readonly number[]> = {
  TOKEN: [40001, 40014, 42001, 41001],
  BUSY: [-1, 45063],
  RATE: [45011, 43108],
  QUOTA: [45009, 45029],
  CODE: [40029, 40163, 41008],
  USER: [43101, 40003, 43104, 40226],
  CONFIG: [
    40002, 40013, 40037, 40097, 40125, 40129, 40164, 40169, 41002, 41004, 41030, 43002, 43107, 44002, 45168,
    47001, 47003, 48001, 89503, 89506, 89507,
  ],
}

const classByCode = new Map<number, WechatErrorClass>(
  (Object.keys(codesByClass) as WechatErrorClass[]).flatMap((name) =>
    codesByClass[name].map((code) => [code, name] as const),
  ),
)

/** An answer that is not a success. `errcode` is null where WeChat gave none (time-out, HTTP 5xx, a page instead of JSON). */
export interface WechatFailure {
  class: WechatErrorClass
  errcode: number | null
  /** WeChat's request id, good for seven days of looking up. */
  rid: string | null
  /** False only when the request cannot have reached WeChat, so that repeating it cannot do a thing twice. */
  mayHaveHappened: boolean
}

/**
 * Puts WeChat's answer into its class. The text of `errmsg` never decides anything: it changes, and is cut mid-word.
 * @param errcode WeChat's code, not 0
 */
export function classify(errcode: number, errmsg: string): WechatFailure {
  const found = classByCode.get(errcode) ?? 'CONFIG'
  return { class: found, errcode, rid: ridIn(errmsg), mayHaveHappened: found === 'BUSY' }
}

/** An HTTP status other than 200 with no usable body: a gateway between us and WeChat spoke. */
export function classifyStatus(status: number): WechatFailure {
  const passing = status >= 500 || status === 408 || status === 429
  return { class: passing ? 'BUSY' : 'CONFIG', errcode: null, rid: null, mayHaveHappened: passing }
}

/** No readable answer: time-out, broken line, half a body. */
export function lostAnswer(mayHaveHappened: boolean): WechatFailure {
  return { class: 'BUSY', errcode: null, rid: null, mayHaveHappened }
}

function ridIn(errmsg: string): string | null {
  return /rid: ?([0-9a-f]+-[0-9a-f]+-[0-9a-f]+)/.exec(errmsg)?.[1] ?? null
}

/** Why a call to WeChat gave nothing, in terms its caller can act on. */
export type WechatErrorKind =
  | 'login_code_expired' // the phone fetches a new login code and tries again
  | 'phone_code_expired' // the person taps the button again
  | 'account_blocked' // WeChat's risk control holds this person back
  | 'rate_limited' // again in a minute
  | 'quota_exhausted' // again tomorrow
  | 'unavailable' // WeChat does not answer
  | 'misconfigured' // our settings or our request are wrong

export class WechatError extends Error {
  constructor(
    readonly kind: WechatErrorKind,
    readonly operation: string,
    readonly failure: WechatFailure,
  ) {
    super(`WeChat ${operation}: ${kind}${failure.errcode === null ? '' : ` (errcode ${failure.errcode})`}`)
    this.name = 'WechatError'
  }
}

const kindByClass: Record<WechatErrorClass, WechatErrorKind> = {
  TOKEN: 'misconfigured',
  BUSY: 'unavailable',
  RATE: 'rate_limited',
  QUOTA: 'quota_exhausted',
  CODE: 'login_code_expired',
  USER: 'account_blocked',
  CONFIG: 'misconfigured',
}

/** @param codeKind what a refused code means for this operation: which of the two codes was it? */
export function toWechatError(
  operation: string,
  failure: WechatFailure,
  codeKind: WechatErrorKind = 'login_code_expired',
): WechatError {
  return new WechatError(failure.class === 'CODE' ? codeKind : kindByClass[failure.class], operation, failure)
}
