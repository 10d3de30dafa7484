import { bodyParser } from '@koa/bodyparser'
import type { Context, Middleware } from 'koa'
import { Problem } from '#shared/problem'

/**
 * Reads JSON bodies. Whatever else arrives as a body is refused, and never treated as an empty form.
 * @param limit most bytes after decompression, such as `256kb`
 */
export function readBody(limit: string): Middleware {
  const parse = bodyParser({ enableTypes: ['json'], jsonLimit: limit, onError: refuseBody })
  return (ctx, next) => {
    if (hasBody(ctx) && !ctx.is('json')) throw unreadable()
    return parse(ctx, next)
  }
}

function hasBody(ctx: Context): boolean {
  return ctx.get('Transfer-Encoding') !== '' || (ctx.request.length ?? 0) > 0
}

/** Errors of decompressing carry no status; the bytes are as unreadable as broken JSON. */
function refuseBody(error: Error): never {
  const status = (error as { status?: unknown }).status
  throw status === 413 ? new Problem('body_too_large', { detail: '请分几次提交' }) : unreadable()
}

function unreadable(): Problem {
  return new Problem('unreadable_body', { detail: '请再提交一次' })
}
