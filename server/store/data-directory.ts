import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readHeader } from './storage/data-file'
import { runApart } from './upkeep/run-apart'

/** The version of the way in which data lies in the file. It is raised when an older program could not read it. */
const formatVersion = 1
const formatName = 'embedded-mongodb-store'
/** Bytes that the path of a Unix socket may have. */
const maxSocketPath = 107

export interface DataDirectory {
  readonly path: string
  readonly dataFile: string
  readonly socket: string
}

/** Thrown when a directory holds data that this program must not touch. */
export class UnusableDirectory extends Error {
  override readonly name = 'UnusableDirectory'
}

/** The places in a directory that is there. Throws UnusableDirectory when it is not. */
export function directoryAt(dataDir: string): DataDirectory {
  if (!existsSync(dataDir)) throw new UnusableDirectory(`There is no directory ${dataDir}`)
  const path = realpathSync(dataDir)
  return { path, dataFile: join(path, 'store.mdb'), socket: socketPath(path) }
}

/** Makes the directory when it is not there yet; only its owner may enter. */
export function prepareDirectory(dataDir: string): DataDirectory {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  return directoryAt(dataDir)
}

/** Beside the data, or, where that path is too long for a socket, in a directory of its own for temporary files. */
function socketPath(path: string): string {
  const direct = join(path, 'store.sock')
  if (Buffer.byteLength(direct) <= maxSocketPath) return direct
  const key = createHash('sha256').update(path).digest('hex').slice(0, 24)
  const directory = join(tmpdir(), `store-${key}`)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return join(directory, 'store.sock')
}

/**
 * Marks a new directory with the data's format, and refuses one with data of another kind or a later format, one whose
 * data file is torn, and one whose data file has gone.
 */
export async function checkFormat(directory: DataDirectory): Promise<void> {
  if (existsSync(markerOf(directory.path))) checkMarker(directory)
  else if (existsSync(directory.dataFile)) {
    throw new UnusableDirectory(
      `${directory.path} holds a data file but no format.json: it was not written by this store`,
    )
  } else mark(directory, { isFilled: false })
  await checkData(directory.dataFile)
}

/** Notes that the directory holds data from now on, so that a start without them is refused. */
export function markFilled(directory: DataDirectory): void {
  const { isFilled } = parseMarker(directory.path)
  if (isFilled !== true) mark(directory, { isFilled: true })
}

/** Writes down what the directory's data are, and that they are there. */
export function mark({ path }: DataDirectory, state: { readonly isFilled: boolean }): void {
  const content = { format: formatName, version: formatVersion, ...state }
  writeDurably(markerOf(path), `${JSON.stringify(content)}\n`)
}

function markerOf(path: string): string {
  return join(path, 'format.json')
}

interface Marker {
  readonly format?: unknown
  readonly version?: unknown
  readonly isFilled?: unknown
}

/** Throws unless the marker speaks of data that this program can read, and that are there. */
export function checkMarker({ path, dataFile }: DataDirectory): void {
  const { format, version, isFilled } = parseMarker(path)
  if (format !== formatName)
    throw new UnusableDirectory(`${path} holds the data of something else: ${String(format)}`)
  if (version !== formatVersion)
    throw new UnusableDirectory(
      `${path} holds data of format ${String(version)}; this program reads format ${formatVersion}. Use the newer program`,
    )
  if (isFilled !== true || existsSync(dataFile)) return
  throw new UnusableDirectory(`The data file of ${path} has gone; restore the directory from a backup`)
}

function parseMarker(path: string): Marker {
  if (!existsSync(markerOf(path))) throw new UnusableDirectory(`${path} holds no data of this store`)
  try {
    return Object(JSON.parse(readFileSync(markerOf(path), 'utf8'))) as object
  } catch {
    throw new UnusableDirectory(`format.json in ${path} cannot be read; restore the directory from a backup`)
  }
}

/**
 * Looks at the file's first pages and its length. A file that ends before its last page may be whole all the same, when
 * those pages are free: then all of it is read before anything is answered from it.
 */
async function checkData(dataFile: string): Promise<void> {
  if (!existsSync(dataFile) || statSync(dataFile).size === 0) return
  const header = readHeader(dataFile)
  if (header === undefined)
    throw new UnusableDirectory(`${dataFile} is not a data file of this store, or it is damaged`)
  if (header.length >= header.fullLength) return
  const { report, failure } = await runApart({ kind: 'verify', dataFile })
  const damage = failure ?? report?.damage[0]
  if (damage === undefined) return
  throw new UnusableDirectory(
    `${dataFile} is torn: it ends after ${header.length} of ${header.fullLength} bytes (${damage}). ` +
      'Restore the directory from a backup',
  )
}

/** Writes a file whole or not at all, and has it on the disk afterwards. */
export function writeDurably(path: string, content: string): void {
  const temporary = `${path}.new`
  const file = openSync(temporary, 'w', 0o600)
  writeSync(file, content)
  fsyncSync(file)
  closeSync(file)
  renameSync(temporary, path)
  syncPath(dirname(path))
}

/** Has a file, or the names in a directory, on the disk. */
export function syncPath(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
