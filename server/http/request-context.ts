import type { Middleware } from 'koa'
import type { ProblemCode } from '#shared/problem'
import type { Logger } from '../logger'

/** What every request carries from the first middleware on. */
export interface RequestState {
  requestId: string
  log: Logger
  problemCode?: ProblemCode
}

const CLIENT_ID = /^[A-Za-z0-9_-]{8,64}$/

/** Gives the request an id and a logger, and logs one line when it is done: no body, no query, no names. */
export function requestContext(log: Logger, newId: () => string): Middleware<RequestState> {
  return async (ctx, next) => {
    const asked = ctx.get('X-Request-Id')
    const requestId = CLIENT_ID.test(asked) ? asked : newId()
    ctx.state.requestId = requestId
    ctx.state.log = log.child({ requestId })
    ctx.set('X-Request-Id', requestId)
    const startedAt = process.hrtime.bigint()
    await next()
    const ms = Number(process.hrtime.bigint() - startedAt) / 1e6
    const line = {
      method: ctx.method,
      path: withoutLongNumbers(ctx.path),
      status: ctx.status,
      ms: Math.round(ms * 10) / 10,
      problem: ctx.state.problemCode,
    }
    if (ctx.status >= 500) ctx.state.log.error(line, 'request answered')
    else ctx.state.log.info(line, 'request answered')
  }
}

/** An address may hold whatever somebody typed into it; phone, card and identity numbers have eleven digits or more. */
function withoutLongNumbers(path: string): string {
  return path.replace(/\d{10,}[\dXx]/g, '[number]')
}
