import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Context, Middleware } from 'koa'

/** The web build of the mini-program, ready to be served. */
export interface WebPages {
  middleware: Middleware
  /** SHA-256 (base64) of each script inside index.html, for the content security policy. */
  inlineScriptHashes: string[]
}

interface WebFile {
  name: string
  body: Buffer
  /** Null where compressing gains nothing. */
  gzipped: Buffer | null
  etag: string
}

/** A name that holds the fingerprint of its content may be kept for a year. */
const FINGERPRINTED = /\.[0-9a-f]{8,}\.\w+$/

/**
 * Serves a folder of built files at `/`, from memory: about a megabyte, compressed once, and a build that is replaced
 * under a running server changes nothing until it is started again.
 * @throws when the folder holds no index.html
 */
export function createWebPages(folder: string): WebPages {
  const files = new Map(filesOf(folder).map((file) => [`/${file.name}`, file]))
  const index = files.get('/index.html')
  if (!index) throw new Error(`${folder} holds no index.html`)
  files.set('/', index)
  return {
    inlineScriptHashes: [...index.body.toString('utf8').matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
      ([, code = '']) => createHash('sha256').update(code, 'utf8').digest('base64'),
    ),
    middleware: async (ctx, next) => {
      const file = ctx.method === 'GET' || ctx.method === 'HEAD' ? files.get(ctx.path) : undefined
      if (!file) return next()
      send(ctx, file)
    },
  }
}

function send(ctx: Context, file: WebFile): void {
  ctx.status = 200
  ctx.type = path.extname(file.name)
  ctx.etag = file.etag
  ctx.set('Cache-Control', FINGERPRINTED.test(file.name) ? 'public, max-age=31536000, immutable' : 'no-cache')
  ctx.vary('Accept-Encoding')
  if (ctx.fresh) {
    ctx.status = 304
    return
  }
  if (file.gzipped && ctx.acceptsEncodings('gzip') === 'gzip') {
    ctx.set('Content-Encoding', 'gzip')
    ctx.body = file.gzipped
  } else {
    ctx.body = file.body
  }
}

function filesOf(folder: string): WebFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => {
      const body = readFileSync(file)
      const gzipped = gzipSync(body, { level: 9 })
      return {
        name: path.relative(folder, file).split(path.sep).join('/'),
        body,
        gzipped: gzipped.length < body.length * 0.9 ? gzipped : null,
        etag: createHash('sha256').update(body).digest('base64url').slice(0, 22),
      }
    })
}
