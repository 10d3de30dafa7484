import * as v from 'valibot'
import { classify, classifyStatus, lostAnswer, type WechatFailure } from './wechat-errors'
import { readWechatJson } from './wechat-json'

/** The part of a pino logger that is used here: static message, data in flat attributes. */
export interface WechatLog {
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}

export interface WechatRequest {
  path: string
  /** May hold the secret, the code or the token: the query is never logged. */
  query: Record<string, string>
  /** Given: POST, as JSON text. */
  body?: unknown
  /** Given: POST, as a form with this one file. */
  file?: { field: string; bytes: Uint8Array }
  timeoutMs: number
  /** Where a spent quota (45009) is that of the minute, not of the day. */
  isQuotaOfMinute?: boolean
}

export type WechatAnswer =
  | { ok: true; fields: Record<string, unknown>; bytes: null }
  | { ok: true; fields: null; bytes: Uint8Array }
  | ({ ok: false } & WechatFailure)

export type CallWechat = (request: WechatRequest) => Promise<WechatAnswer>

const envelope = v.object({
  errcode: v.optional(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d{1,9}$/), v.transform(Number))]),
    0,
  ),
  errmsg: v.optional(v.string(), ''),
})

/** These mean that no connection was made, so WeChat has seen nothing. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/**
 * One HTTP exchange with WeChat and its reading, without any retry. Redirects are refused, lest a token follow them.
 * Success is HTTP 200 and JSON with `errcode` absent or 0, or a body that is not JSON text at all (an image).
 */
export function createTransport(deps: { baseUrl: string; fetch: typeof fetch; log: WechatLog }): CallWechat {
  return async ({ path, query, timeoutMs, ...content }) => {
    const url = new URL(path, deps.baseUrl)
    url.search = new URLSearchParams(query).toString()
    const limits: RequestInit = { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) }
    const answer = await exchange(deps.fetch, url, { ...limits, ...posted(content) })
    if (!answer.ok) {
      const { class: errorClass, errcode, rid } = answer
      deps.log.warn({ wechatPath: path, errorClass, errcode, rid }, 'wechat call failed')
    }
    return answer
  }
}

function posted({ body, file }: Pick<WechatRequest, 'body' | 'file'>): RequestInit {
  if (file !== undefined) {
    const form = new FormData()
    form.append(file.field, new Blob([Uint8Array.from(file.bytes)]), 'photo')
    return { method: 'POST', body: form }
  }
  if (body === undefined) return {}
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

async function exchange(send: typeof fetch, url: URL, init: RequestInit): Promise<WechatAnswer> {
  try {
    const response = await send(url, init)
    return read(response.status, new Uint8Array(await response.arrayBuffer()))
  } catch (error) {
    // The error of fetch may carry the URL and with it the secret: only its code is looked at.
    return { ok: false, ...lostAnswer(!neverConnected.has(causeCode(error))) }
  }
}

function read(status: number, bytes: Uint8Array): WechatAnswer {
  if (status !== 200) return { ok: false, ...classifyStatus(status) }
  if (isImage(bytes)) return { ok: true, fields: null, bytes }
  const fields = readWechatJson(new TextDecoder().decode(bytes))
  const head = v.safeParse(envelope, fields)
  if (fields === null || !head.success) return { ok: false, ...lostAnswer(true) }
  const { errcode, errmsg } = head.output
  return errcode === 0 ? { ok: true, fields, bytes: null } : { ok: false, ...classify(errcode, errmsg) }
}

/** By the first bytes (JPEG, PNG), because an error may come under any content type. */
function isImage(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xd8) || (bytes[0] === 0x89 && bytes[1] === 0x50)
}

function causeCode(error: unknown): string {
  const { code } = (error as { cause?: { code?: unknown } }).cause ?? {}
  return typeof code === 'string' ? code : ''
}
