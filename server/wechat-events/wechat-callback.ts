import { setTimeout as pause } from 'node:timers/promises'
import type { Context, Middleware } from 'koa'
import type { RequestState } from '../http/request-context'
import type { PushReceiver } from '../wechat/push-receiver'
import type { ArrivedEvent } from './wechat-event-inbox'

/** The address to enter on the platform: message push, data format JSON, secure mode. */
export const WECHAT_CALLBACK = '/wechat/callback'

export interface CallbackDeps {
  receiver: PushReceiver
  /** Writes an event down; false when it was there already. */
  keep: (arrived: ArrivedEvent) => Promise<boolean>
  /** Called after a new event was kept. */
  onKept: () => void
  /** After so long without the store an answer goes out that makes WeChat try again; 4000 unless told. */
  answerWithinMs?: number
}

const BODY_LIMIT = 256 * 1024
/** WeChat waits five seconds. */
const ANSWER_WITHIN_MS = 4_000

/**
 * The door for WeChat's pushes. What is not verified is answered 403 and leaves nothing. What is goes into the inbox, and
 * `success` goes out at once; the work is done afterwards. It reads its own bodies: the seal is over the bytes.
 */
export function wechatCallback(deps: CallbackDeps): Middleware<RequestState> {
  return async (ctx, next) => {
    if (ctx.path !== WECHAT_CALLBACK) return next()
    ctx.set('Cache-Control', 'no-store')
    ctx.type = 'text/plain'
    if (ctx.method === 'GET') return confirmAddress(ctx, deps)
    if (ctx.method === 'POST') return takeIn(ctx, deps)
    ctx.set('Allow', 'GET, POST')
    return answer(ctx, 405, '')
  }
}

function confirmAddress(ctx: Context, { receiver }: CallbackDeps): void {
  const echo = receiver.confirmAddress(ctx.query)
  if (echo === null) refuse(ctx, 'address check not signed')
  else answer(ctx, 200, echo)
}

async function takeIn(ctx: Context, deps: CallbackDeps): Promise<void> {
  const body = await readText(ctx)
  if (body === null) return answer(ctx, 413, '')
  const push = deps.receiver.receive(ctx.query, body)
  if (!push.accepted) return refuse(ctx, push.reason)
  const isNew = await inTime(deps.keep(push), deps.answerWithinMs ?? ANSWER_WITHIN_MS)
  if (isNew === 'late') {
    logOf(ctx).error(
      { alarm: 'wechat_event_not_kept' },
      'wechat event not kept in time; wechat will repeat it',
    )
    return answer(ctx, 503, '')
  }
  if (isNew) deps.onKept()
  answer(ctx, 200, 'success')
}

function refuse(ctx: Context, reason: string): void {
  logOf(ctx).warn({ reason }, 'push turned away')
  answer(ctx, 403, '')
}

function answer(ctx: Context, status: number, body: string): void {
  ctx.status = status
  ctx.body = body
}

function logOf(ctx: Context): RequestState['log'] {
  return (ctx.state as RequestState).log
}

/** Null when it is longer than any push. */
async function readText({ req }: Context): Promise<string | null> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of req as AsyncIterable<Buffer>) {
    length += part.length
    if (length > BODY_LIMIT) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

async function inTime<T>(work: Promise<T>, limitMs: number): Promise<T | 'late'> {
  const timer = new AbortController()
  const limit = pause(limitMs, 'late' as const, { signal: timer.signal, ref: false })
  try {
    return await Promise.race([work, limit])
  } finally {
    timer.abort()
  }
}
