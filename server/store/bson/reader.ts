import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import { isOutOfRange, notImplemented, StoreError } from '../errors'
import { readName } from './names'
import type { Doc, Value } from './values'

const maxDepth = 180
const maxDateMs = 8.64e15
/** What bytes that are no UTF-8 are read as; it may as well stand in the string itself. */
const replacement = '\ufffd'

/**
 * Reads a BSON document into ordered maps, keeping every type apart (int32, int64, double, Decimal128).
 * Throws InvalidBSON when the bytes are not one well-formed document.
 */
export function readDocument(bytes: Buffer): Doc {
  const reader = new Reader(bytes)
  try {
    return reader.document(0)
  } catch (error) {
    if (isOutOfRange(error)) throw invalid('a value runs past the end of its document')
    throw error
  }
}

function invalid(reason: string): StoreError {
  return new StoreError('InvalidBSON', `Not a well-formed BSON document: ${reason}`)
}

class Reader {
  private at = 0

  constructor(private readonly bytes: Buffer) {}

  document(depth: number): Doc {
    const fields: Doc = new Map()
    const end = this.open(depth)
    for (let type = this.byte(); type !== 0; type = this.byte()) {
      fields.set(this.cstring(), this.value(type, depth))
      if (this.at >= end) throw invalid('a field runs past the end')
    }
    this.close(end)
    return fields
  }

  /** The names of an array's elements are not looked at: their order counts. */
  private array(depth: number): Value[] {
    const items: Value[] = []
    const end = this.open(depth)
    for (let type = this.byte(); type !== 0; type = this.byte()) {
      this.skipName()
      items.push(this.value(type, depth))
      if (this.at >= end) throw invalid('a field runs past the end')
    }
    this.close(end)
    return items
  }

  /** Goes into a document and says where it ends. */
  private open(depth: number): number {
    if (depth > maxDepth) throw invalid(`it is nested deeper than ${maxDepth} levels`)
    const start = this.at
    const length = this.int32()
    const end = start + length
    if (length < 5 || end > this.bytes.length) throw invalid('its length is wrong')
    return end
  }

  private close(end: number): void {
    if (this.at !== end) throw invalid('its length does not agree with its content')
  }

  private value(type: number, depth: number): Value {
    const read = readers[type]
    if (read !== undefined) return read(this, depth)
    const old = outdated[type]
    throw old === undefined
      ? invalid(`type 0x${type.toString(16)} is unknown`)
      : notImplemented(`values of the BSON type '${old}'`)
  }

  nested(depth: number): Doc {
    return this.document(depth + 1)
  }

  nestedArray(depth: number): Value[] {
    return this.array(depth + 1)
  }

  byte(): number {
    const value = this.bytes[this.at++]
    if (value === undefined) throw invalid('a value runs past the end of its document')
    return value
  }

  int32(): number {
    const value = this.bytes.readInt32LE(this.at)
    this.at += 4
    return value
  }

  double(): Double {
    const value = this.bytes.readDoubleLE(this.at)
    this.at += 8
    return new Double(value)
  }

  long(): Long {
    return new Long(this.int32(), this.int32())
  }

  date(): Date {
    const low = this.int32() >>> 0
    const value = this.int32() * 0x1_0000_0000 + low
    if (Math.abs(value) > maxDateMs) throw invalid('a date lies outside the years this store can hold')
    return new Date(value)
  }

  /** The next bytes, copied, so that a value never keeps a whole network frame alive. */
  take(length: number): Buffer {
    if (length < 0 || this.at + length > this.bytes.length) throw invalid('a length is wrong')
    const part = Buffer.from(this.bytes.subarray(this.at, this.at + length))
    this.at += length
    return part
  }

  string(): string {
    const length = this.int32()
    if (length < 1 || this.at + length > this.bytes.length) throw invalid('the length of a string is wrong')
    const text = this.bytes.toString('utf8', this.at, this.at + length - 1)
    this.at += length
    if (this.bytes[this.at - 1] !== 0) throw invalid('a string does not end in a zero byte')
    if (text.includes(replacement)) this.checkUtf8(text)
    return text
  }

  /** Other bytes than UTF-8 would not come back as they were. */
  private checkUtf8(text: string): void {
    const end = this.at - 1
    const bytes = Buffer.from(text, 'utf8')
    if (bytes.equals(this.bytes.subarray(Math.max(end - bytes.length, 0), end))) return
    throw invalid('a string is not UTF-8')
  }

  cstring(): string {
    const start = this.at
    return readName(this.bytes, start, this.skipName())
  }

  /** Goes on behind a name and says where it ended. */
  private skipName(): number {
    const { bytes } = this
    let end = this.at
    while (end < bytes.length && bytes[end] !== 0) end++
    if (end === bytes.length) throw invalid('a name does not end')
    this.at = end + 1
    return end
  }

  binary(): Binary {
    const length = this.int32()
    const subtype = this.byte()
    return new Binary(this.take(length), subtype)
  }
}

/** Types that BSON has and advises against. */
const outdated: Readonly<Record<number, string>> = {
  0x06: 'undefined',
  0x0c: 'dbPointer',
  0x0f: 'javascriptWithScope',
}

const readers: Readonly<Record<number, (reader: Reader, depth: number) => Value>> = {
  0x01: (reader) => reader.double(),
  0x02: (reader) => reader.string(),
  0x03: (reader, depth) => reader.nested(depth),
  0x04: (reader, depth) => reader.nestedArray(depth),
  0x05: (reader) => reader.binary(),
  0x07: (reader) => new ObjectId(reader.take(12)),
  0x08: (reader) => reader.byte() !== 0,
  0x09: (reader) => reader.date(),
  0x0a: () => null,
  0x0b: (reader) => new BSONRegExp(reader.cstring(), reader.cstring()),
  0x0d: (reader) => new Code(reader.string()),
  0x0e: (reader) => new BSONSymbol(reader.string()),
  0x10: (reader) => new Int32(reader.int32()),
  0x11: (reader) => new Timestamp(reader.long()),
  0x12: (reader) => reader.long(),
  0x13: (reader) => new Decimal128(reader.take(16)),
  0x7f: () => new MaxKey(),
  0xff: () => new MinKey(),
}
