import { bodyParser } from '@koa/bodyparser'
import type { Context, Middleware } from 'koa'
import { Problem } from '#shared/problem'
import type { Route } from './route'

/** A route whose bodies may be larger than others. */
type LargeBody = Pick<Route, 'method' | 'path' | 'bodyLimit'>

/**
 * Reads JSON bodies. Whatever else arrives as a body is refused, and never treated as an empty form.
 * @param limit most bytes after decompression, such as `256kb`
 * @param routes those that state a limit of their own have that one
 */
export function readBody(limit: string, routes: readonly LargeBody[] = []): Middleware {
  const parse = parser(limit)
  const large = routes.flatMap(({ method, path, bodyLimit }) =>
    bodyLimit === undefined
      ? []
      : [{ method: method.toUpperCase(), pattern: patternOf(path), parse: parser(bodyLimit) }],
  )
  return (ctx, next) => {
    if (hasBody(ctx) && !ctx.is('json')) throw unreadable()
    const own = large.find(({ method, pattern }) => method === ctx.method && pattern.test(ctx.path))
    return (own?.parse ?? parse)(ctx, next)
  }
}

function parser(jsonLimit: string): Middleware {
  return bodyParser({ enableTypes: ['json'], jsonLimit, onError: refuseBody })
}

/** Every path under `/api` that a declared one stands for. */
function patternOf(path: string): RegExp {
  return new RegExp(`^/api${path.replace(/:\w+/g, '[^/]+')}$`)
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
