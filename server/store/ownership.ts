import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasCode } from './errors'

/** Who owns a data directory. The start time tells a process from a later one with the same number. */
interface Owner {
  readonly pid: number
  readonly startedAt: string
  /** Where the owner listens. */
  readonly socket: string
}

/** Thrown when another living process owns the directory. */
export class DirectoryInUse extends Error {
  constructor(
    dataDir: string,
    readonly pid: number,
    /** Where the owner listens. */
    readonly socket: string,
  ) {
    super(
      pid === process.pid
        ? `The data directory ${dataDir} is already open in this process (${pid})`
        : `The data directory ${dataDir} belongs to the running process ${pid}; stop it first or use another directory`,
    )
    this.name = 'DirectoryInUse'
  }
}

/**
 * Takes a directory for this process alone and tells others where it will listen. The lock of a process that is no
 * longer alive, however it ended, is taken over. Answers with the function that gives the directory back.
 */
export function takeOwnership(dataDir: string, socket: string): () => void {
  const lock = lockOf(dataDir)
  const claim = join(dataDir, `owner.${process.pid}.${process.hrtime.bigint()}.claim`)
  try {
    writeFileSync(claim, JSON.stringify(thisProcess(socket)), { mode: 0o600 })
    while (!linkIfFree(claim, lock)) removeStaleLock(lock, dataDir)
  } finally {
    rmSync(claim, { force: true })
  }
  return () => rmSync(lock, { force: true })
}

/** Whether some process owns the directory and is alive. */
export function hasLivingOwner(dataDir: string): boolean {
  const content = readIfThere(lockOf(dataDir))
  const owner = content === undefined ? undefined : readOwner(content)
  return owner !== undefined && isAlive(owner)
}

function lockOf(dataDir: string): string {
  return join(dataDir, 'owner.lock')
}

function linkIfFree(claim: string, lock: string): boolean {
  try {
    linkSync(claim, lock)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Moves a dead owner's lock out of the way; puts it back if another process replaced it in that moment. */
function removeStaleLock(lock: string, dataDir: string): void {
  const content = readIfThere(lock)
  if (content === undefined) return
  const owner = readOwner(content)
  if (owner !== undefined && isAlive(owner)) throw new DirectoryInUse(dataDir, owner.pid, owner.socket)
  const aside = `${lock}.${process.pid}.stale`
  try {
    renameSync(lock, aside)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  if (readFileSync(aside, 'utf8') !== content) linkIfFree(aside, lock)
  unlinkSync(aside)
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function readOwner(content: string): Owner | undefined {
  try {
    return JSON.parse(content) as Owner
  } catch {
    // A lock that was torn while it was written belongs to nobody.
    return undefined
  }
}

function thisProcess(socket: string): Owner {
  return { pid: process.pid, startedAt: startTime(process.pid), socket }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false
  }
  return startTime(owner.pid) === owner.startedAt
}

/**
 * The moment a process was started, in the kernel's ticks; empty where there is no /proc, and for a process that has
 * ended and only waits for its parent to take note.
 */
function startTime(pid: number): string {
  const stat = readIfThere(`/proc/${pid}/stat`)
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
  return fields[0] === 'Z' ? '' : (fields[19] ?? '')
}
