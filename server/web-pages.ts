import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Middleware } from 'koa'
import sirv from 'sirv'

/** The web build of the mini-program, ready to be served. */
export interface WebPages {
  middleware: Middleware
  /** SHA-256 (base64) of each script inside index.html, for the content security policy. */
  inlineScriptHashes: string[]
}

/**
 * Serves a folder of built files at `/`. Files whose name holds their fingerprint may be kept for a year.
 * @throws when the folder holds no index.html
 */
export function createWebPages(folder: string): WebPages {
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8')
  const serve = sirv(folder, {
    etag: true,
    setHeaders: (response, pathname) => {
      const fingerprinted = /\.[0-9a-f]{8,}\.(js|css)$/.test(pathname)
      response.setHeader('Cache-Control', fingerprinted ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  return {
    inlineScriptHashes: [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code = '']) =>
      createHash('sha256').update(code, 'utf8').digest('base64'),
    ),
    middleware: async (ctx, next) => {
      if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
      ctx.status = 200
      const served = await new Promise<boolean>((resolve) => {
        ctx.res.once('finish', () => resolve(true))
        ctx.res.once('close', () => resolve(true))
        serve(ctx.req, ctx.res, () => resolve(false))
      })
      if (served) {
        ctx.respond = false
        return
      }
      ctx.status = 404
      return next()
    },
  }
}
