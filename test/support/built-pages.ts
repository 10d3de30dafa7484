import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type BuildTarget, ensureBuild } from '../../server/commands/miniapp-build'

const DIST = path.resolve(__dirname, '..', '..', 'miniapp', 'dist')
const LOOK_AGAIN_MS = 200

/**
 * The folder of a build that is up to date. Test files run in several processes at once: the first one builds, the
 * others wait for it.
 */
export async function builtPages(target: BuildTarget): Promise<string> {
  const lock = path.join(DIST, `${target}.building`)
  mkdirSync(DIST, { recursive: true })
  while (!isTaken(lock)) await pause(LOOK_AGAIN_MS)
  try {
    return ensureBuild(target)
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Takes the lock, a file with the number of the process that builds; one whose process has gone is removed. */
function isTaken(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (!isAlive(builderOf(lock))) rmSync(lock, { force: true })
  return false
}

/** 0 where the lock has gone meanwhile, or is not written yet: this process itself, which lives. */
function builderOf(lock: string): number {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
