import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The same code, built for the browser or for WeChat. */
export type BuildTarget = 'h5' | 'weapp'

const ROOT = path.resolve(__dirname, '..', '..')
const SOURCES = [
  'miniapp/src',
  'miniapp/config',
  'miniapp/babel.config.js',
  'shared',
  'seeds',
  'package-lock.json',
  'project.config.json',
]

/**
 * The folder of a build of the mini-program, built first if it is missing or its sources have changed since.
 * @throws with the build's own output when it fails
 */
export function ensureBuild(target: BuildTarget, say: (line: string) => void = () => {}): string {
  const folder = path.join(ROOT, 'miniapp', 'dist', target)
  const mark = `${folder}.built-from`
  const fingerprint = fingerprintOf(SOURCES.map((source) => path.join(ROOT, source)))
  if (existsSync(folder) && existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint) return folder
  say(`Building the mini-program (${target}), about a minute, only when its sources have changed …`)
  const build = spawnSync('npm', ['run', '--silent', `build:${target}`], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  })
  if (build.status !== 0) throw new Error(`npm run build:${target} failed:\n${build.stdout}\n${build.stderr}`)
  writeFileSync(mark, fingerprint)
  return folder
}

/** Changes when any file below the places does, by name or content. */
function fingerprintOf(places: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of places.flatMap(filesBelow).sort()) {
    hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function filesBelow(place: string): string[] {
  if (!existsSync(place)) return []
  if (statSync(place).isFile()) return [place]
  return readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}
