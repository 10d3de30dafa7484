import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { createEngine, type EngineName } from './search-engines'

const ROUNDS = 9

/** What an engine costs before the first query: milliseconds and bytes after gzip -9. */
export interface Costs {
  readonly coldMs: number
  readonly warmMs: number
  readonly codeBytes: number
  readonly dataBytes: number
}

/** The middle one of `values`. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Milliseconds that `run` takes. */
export function timed(run: () => void): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

const sources: Readonly<Record<EngineName, string>> = {
  ours: "export { createTradeMatcher } from '#shared/trade-match'",
  minisearch: "export { default } from 'minisearch'",
  fuse: "export { default } from 'fuse.js'",
}

async function bundle(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: __dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'es2018',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

function zipped(content: string | Uint8Array): number {
  return gzipSync(content, { level: 9 }).length
}

/** Builds the engine in fresh processes and in this one, and weighs it. */
export async function measureCosts(name: EngineName, data: unknown): Promise<Costs> {
  const folder = mkdtempSync(join(tmpdir(), 'trade-match-'))
  const [script, file] = [join(folder, 'build-once.cjs'), join(folder, 'data.json')]
  const text = JSON.stringify(data)
  writeFileSync(script, await bundle("import './build-once'"))
  writeFileSync(file, text)
  const cold = Array.from({ length: ROUNDS }, () =>
    Number(execFileSync(process.execPath, [script, name, file], { encoding: 'utf8' })),
  )
  rmSync(folder, { recursive: true })
  const warm = Array.from({ length: ROUNDS }, () => timed(() => createEngine(name, data)))
  return {
    coldMs: median(cold),
    warmMs: median(warm),
    codeBytes: zipped(await bundle(sources[name])),
    dataBytes: zipped(text),
  }
}
