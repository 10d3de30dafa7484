import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(__dirname, '..', '..')
const FOLDER = path.join(ROOT, 'miniapp', 'dist', 'h5')
const MARK = path.join(FOLDER, '.built-from')
const SOURCES = [
  'miniapp/src',
  'miniapp/config',
  'miniapp/babel.config.js',
  'shared',
  'seeds',
  'package-lock.json',
]

/**
 * The folder of the web build, built first if it is missing or older than its sources.
 * @throws when the build fails; its output is on the terminal
 */
export function ensureWebBuild(): string {
  const fingerprint = fingerprintOf(SOURCES.map((source) => path.join(ROOT, source)))
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === fingerprint) return FOLDER
  console.log('Building the web pages, about a minute, only when they have changed …')
  const build = spawnSync('npm', ['run', '--silent', 'build:h5'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  })
  if (build.status !== 0) throw new Error(`npm run build:h5 failed:\n${build.stdout}\n${build.stderr}`)
  writeFileSync(MARK, fingerprint)
  return FOLDER
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
  const entries = readdirSync(path.dirname(place), { withFileTypes: true })
  const own = entries.find((entry) => entry.name === path.basename(place))
  if (!own?.isDirectory()) return [place]
  return readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}
