import { createHash } from 'node:crypto'
import {
  constants,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { checkMarker, directoryAt, mark, syncPath, UnusableDirectory, writeDurably } from '../data-directory'
import type { VerifyReport } from './findings'
import { runApart } from './run-apart'
import { requireIntact } from './verify-store'

/** What is kept with a copy of the data, to know it again. */
interface BackupNote {
  readonly createdAt: string
  readonly sha256: string
  readonly documents: number
}

/**
 * Copies the data of a directory, as they are at one moment, into an empty one; a store may be running on it and go on
 * writing. The copy is read to its end before it counts as a backup. Throws UnusableDirectory with a sentence.
 */
export async function backupStore(dataDir: string, to: string, now: Date): Promise<VerifyReport> {
  const source = directoryAt(dataDir)
  checkMarker(source)
  const target = emptyDirectory(to)
  const { failure } = await runApart({ kind: 'copy', dataFile: source.dataFile, to: target.dataFile })
  if (failure !== undefined) {
    rmSync(target.dataFile, { force: true })
    throw new UnusableDirectory(`${dataDir} cannot be copied: ${failure}`)
  }
  syncPath(target.dataFile)
  const sha256 = await digest(target.dataFile)
  mark(target, { isFilled: true })
  const report = await requireIntact(target.path)
  const note: BackupNote = { createdAt: now.toISOString(), sha256, documents: report.documents }
  writeDurably(noteOf(target.path), `${JSON.stringify(note)}\n`)
  return report
}

/**
 * Brings a backup into an empty directory. The copy is compared with what the backup says of itself and read to its
 * end before the directory counts as one with data. Throws UnusableDirectory with a sentence.
 */
export async function restoreStore(from: string, dataDir: string): Promise<VerifyReport> {
  const source = directoryAt(from)
  checkMarker(source)
  const note = readNote(source.path)
  const target = emptyDirectory(dataDir)
  const part = `${target.dataFile}.part`
  copyFileSync(source.dataFile, part, constants.COPYFILE_EXCL)
  syncPath(part)
  if ((await digest(part)) !== note.sha256) {
    rmSync(part)
    throw new UnusableDirectory(`The backup in ${from} is not what was written: its SHA-256 differs`)
  }
  // Without its marker a directory with a data file is refused, so that an interrupted restore is never taken for data.
  renameSync(part, target.dataFile)
  syncPath(target.path)
  mark(target, { isFilled: true })
  return requireIntact(target.path)
}

function emptyDirectory(path: string): ReturnType<typeof directoryAt> {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (readdirSync(path).length === 0) return directoryAt(path)
  throw new UnusableDirectory(`${path} is not empty; name an empty directory or one that does not exist`)
}

function noteOf(path: string): string {
  return join(path, 'backup.json')
}

function readNote(path: string): BackupNote {
  const file = noteOf(path)
  if (!existsSync(file)) throw new UnusableDirectory(`${path} is no finished backup: it has no backup.json`)
  return JSON.parse(readFileSync(file, 'utf8')) as BackupNote
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
