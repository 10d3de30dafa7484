import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { moneyFaults, type PlantedFault } from './money-faults'

const ROOT = path.resolve(__dirname, '../..')
const only = process.argv[2] ?? ''

/**
 * `npm run prove:planted-faults -- WORDS`: plants one named bug after the other in a scratch copy of what is committed, and runs
 * the tests that have to notice it. A bug that no test notices fails the proof. With words, only the bugs whose name has them.
 */
async function main(): Promise<number> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'jbt-scratch-'))
  const missed: string[] = []
  const faults = moneyFaults.filter(({ name }) => name.includes(only))
  try {
    copyTo(scratch)
    for (const fault of faults) {
      const isFound = await isNoticed(scratch, fault)
      if (!isFound) missed.push(fault.name)
      console.log(`${isFound ? 'found ' : 'MISSED'} ${fault.name}`)
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  console.log(`${String(faults.length - missed.length)} of ${String(faults.length)} planted faults found`)
  return missed.length === 0 ? 0 : 1
}

function copyTo(scratch: string): void {
  const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n')
  for (const file of files) cpSync(path.join(ROOT, file), path.join(scratch, file))
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(scratch, 'node_modules'))
}

async function isNoticed(
  scratch: string,
  { file, find, replace, tests, name }: PlantedFault,
): Promise<boolean> {
  const place = path.join(scratch, file)
  const whole = readFileSync(place, 'utf8')
  if (whole.split(find).length !== 2) throw new Error(`${name}: ${file} has not exactly one place for it`)
  writeFileSync(
    place,
    whole.replace(find, () => replace),
  )
  try {
    return (await jest(scratch, tests)) !== 0
  } finally {
    writeFileSync(place, whole)
  }
}

/** @returns its exit code; tests that were not found at all are no proof */
function jest(scratch: string, tests: string): Promise<number | null> {
  const args = [
    '--selectProjects',
    'shared',
    'server',
    '--maxWorkers=1',
    '--bail',
    '--testPathPatterns',
    tests,
  ]
  const child = spawn(path.join(ROOT, 'node_modules/.bin/jest'), args, {
    cwd: scratch,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const listen = (chunk: Buffer) => (said += chunk.toString('utf8'))
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      /^Tests:.*\d+ (passed|failed)/m.test(said) ? resolve(code) : reject(new Error(`No test ran:\n${said}`)),
    )
  })
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
