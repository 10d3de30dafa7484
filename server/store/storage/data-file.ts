import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** What an LMDB file says of itself in its first two pages. */
export interface DataFileHeader {
  /** Number of the last commit. */
  readonly transaction: bigint
  /** Bytes that the pages in use can take; a file may be shorter when the last of them are free. */
  readonly fullLength: number
  readonly length: number
}

const magic = 0xbeefc0de
const pageSizes = [4096, 8192, 16384, 32768, 65536]
/** Where the fields of a meta page lie, behind the page's own header. */
const offsets = { magic: 24, pageSize: 48, lastPage: 144, transaction: 152 }
const headerLength = 160

/** The header of a data file; undefined when it is not one, or when its first pages are damaged. */
export function readHeader(path: string): DataFileHeader | undefined {
  const file = openSync(path, 'r')
  try {
    const first = readAt(file, 0)
    const pageSize = first?.readUInt32LE(offsets.pageSize) ?? 0
    if (first === undefined || !isMeta(first) || !pageSizes.includes(pageSize)) return undefined
    const second = readAt(file, pageSize)
    if (second === undefined || !isMeta(second)) return undefined
    const latest = transactionOf(second) > transactionOf(first) ? second : first
    const fullLength = (Number(latest.readBigUInt64LE(offsets.lastPage)) + 1) * pageSize
    return { transaction: transactionOf(latest), fullLength, length: fstatSync(file).size }
  } finally {
    closeSync(file)
  }
}

function readAt(file: number, position: number): Buffer | undefined {
  const bytes = Buffer.alloc(headerLength)
  return readSync(file, bytes, 0, headerLength, position) === headerLength ? bytes : undefined
}

function isMeta(bytes: Buffer): boolean {
  return bytes.readUInt32LE(offsets.magic) === magic
}

function transactionOf(bytes: Buffer): bigint {
  return bytes.readBigUInt64LE(offsets.transaction)
}
