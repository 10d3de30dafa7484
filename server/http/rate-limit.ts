import type { Middleware } from 'koa'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '#shared/problem'

/** Requests that one address may make: enough for a crew behind one site router, too few to guess through. */
export interface RateLimits {
  /** All of the API, in ten seconds. */
  requestsPerTenSeconds: number
  /** Signing in, in a minute. */
  signInsPerMinute: number
  /** Reports by people who are not signed in, in a minute: each may write to the store. */
  anonymousReportsPerMinute: number
}

/** What anybody may send without signing in, and which limit holds for it beside the general one. */
const limited: Readonly<Record<string, 'signInsPerMinute' | 'anonymousReportsPerMinute'>> = {
  '/api/sessions': 'signInsPerMinute',
  '/api/desktop-sign-ins': 'signInsPerMinute',
  '/api/password-sign-ins': 'signInsPerMinute',
  '/api/trade-searches': 'anonymousReportsPerMinute',
  '/api/estimate-differences': 'anonymousReportsPerMinute',
}

/** Refuses with 429 what comes too fast from one address. */
export function limitRate(limits: RateLimits): Middleware {
  const all = new RateLimiterMemory({ points: limits.requestsPerTenSeconds, duration: 10 })
  const perMinute = {
    signInsPerMinute: new RateLimiterMemory({ points: limits.signInsPerMinute, duration: 60 }),
    anonymousReportsPerMinute: new RateLimiterMemory({
      points: limits.anonymousReportsPerMinute,
      duration: 60,
    }),
  }
  return async (ctx, next) => {
    if (ctx.path.startsWith('/api/')) {
      await take(all, ctx.ip)
      const limit = ctx.method === 'POST' ? limited[ctx.path] : undefined
      if (limit) await take(perMinute[limit], ctx.ip)
    }
    await next()
  }
}

async function take(limiter: RateLimiterMemory, address: string): Promise<void> {
  try {
    await limiter.consume(address)
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw new Problem('too_many_requests')
    throw refusal
  }
}
