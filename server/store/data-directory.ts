import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

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

/** Makes the directory when it is not there yet; only its owner may enter. */
export function prepareDirectory(dataDir: string): DataDirectory {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = realpathSync(dataDir)
  return { path, dataFile: join(path, 'store.mdb'), socket: socketPath(path) }
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

/** Marks a new directory with the data's format, and refuses one with data of another kind or a later format. */
export function checkFormat({ path, dataFile }: DataDirectory): void {
  const marker = join(path, 'format.json')
  if (existsSync(marker)) checkMarker(path, readFileSync(marker, 'utf8'))
  else if (existsSync(dataFile)) {
    throw new UnusableDirectory(
      `${path} holds a data file but no format.json: it was not written by this store`,
    )
  } else writeDurably(marker, `${JSON.stringify({ format: formatName, version: formatVersion })}\n`)
  checkHeader(dataFile)
}

function checkMarker(path: string, content: string): void {
  const { format, version } = parseMarker(path, content)
  if (format !== formatName)
    throw new UnusableDirectory(`${path} holds the data of something else: ${String(format)}`)
  if (version === formatVersion) return
  throw new UnusableDirectory(
    `${path} holds data of format ${String(version)}; this program reads format ${formatVersion}. Use the newer program`,
  )
}

function parseMarker(path: string, content: string): { format?: unknown; version?: unknown } {
  try {
    return Object(JSON.parse(content)) as object
  } catch {
    throw new UnusableDirectory(`format.json in ${path} cannot be read; restore the directory from a backup`)
  }
}

const lmdbMagic = 0xbeefc0de

/** LMDB's file begins with a page whose content begins with its magic number. */
function checkHeader(dataFile: string): void {
  if (!existsSync(dataFile)) return
  const file = openSync(dataFile, 'r')
  try {
    const head = Buffer.alloc(64)
    const length = readSync(file, head)
    const isForeign = length > 0 && !head.includes(magicBytes())
    if (isForeign)
      throw new UnusableDirectory(`${dataFile} is not a data file of this store, or it is damaged`)
  } finally {
    closeSync(file)
  }
}

function magicBytes(): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(lmdbMagic)
  return bytes
}

function writeDurably(path: string, content: string): void {
  const temporary = `${path}.new`
  const file = openSync(temporary, 'w', 0o600)
  writeSync(file, content)
  fsyncSync(file)
  closeSync(file)
  renameSync(temporary, path)
}
