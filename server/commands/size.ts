import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'

const FOLDER = path.resolve(__dirname, '..', '..', 'miniapp', 'dist', 'weapp')
/** Ours, far below WeChat's 2 MB a package: a worker on two bars of signal waits for every kilobyte. */
const MAIN_LIMIT = 1_200_000
const MAIN_WANTED = 700_000
/** WeChat's own limit for each package. */
const PACKAGE_LIMIT = 2_097_152

const appJson = v.object({ subPackages: v.optional(v.array(v.object({ root: v.string() })), []) })

/** `npm run size`: bytes of each package of the mini-program, as WeChat counts them: raw, every file. */
function main(): number {
  if (!existsSync(path.join(FOLDER, 'app.json'))) {
    console.error('There is no build to measure. First: npm run build:weapp')
    return 2
  }
  const { subPackages } = v.parse(appJson, JSON.parse(readFileSync(path.join(FOLDER, 'app.json'), 'utf8')))
  const roots = subPackages.map(({ root }) => root.replace(/\/?$/, '/'))
  const sizes = new Map<string, number>([['main', 0], ...roots.map((root): [string, number] => [root, 0])])
  for (const file of filesOf(FOLDER)) {
    const name = path.relative(FOLDER, file).split(path.sep).join('/')
    const owner = roots.find((root) => name.startsWith(root)) ?? 'main'
    sizes.set(owner, (sizes.get(owner) ?? 0) + statSync(file).size)
  }
  return report(sizes)
}

function report(sizes: Map<string, number>): number {
  for (const [name, bytes] of sizes) console.log(`${kilobytes(bytes).padStart(9)}  ${name}`)
  const main = sizes.get('main') ?? 0
  const tooBig = [...sizes].filter(([name, bytes]) => bytes > (name === 'main' ? MAIN_LIMIT : PACKAGE_LIMIT))
  for (const [name, bytes] of tooBig) console.error(`Too big: ${name} is ${kilobytes(bytes)}`)
  if (main > MAIN_WANTED && main <= MAIN_LIMIT)
    console.log(`The main package is over the wanted ${kilobytes(MAIN_WANTED)}`)
  return tooBig.length > 0 ? 1 : 0
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}

/** Decimal kilobytes. */
function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`
}

process.exit(main())
