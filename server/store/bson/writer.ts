import type { Timestamp } from 'bson'
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
} from 'bson'
import { StoreError } from '../errors'
import { type Doc, RawDocument, typeName, typeNumbers, type Value } from './values'

/** The greatest size of a stored document, as in MongoDB: 16 MiB. */
export const maxDocumentBytes = 16 * 1024 * 1024

/** Encodes a document as BSON, behind `headBytes` bytes that the caller fills in. */
export function writeDocument(fields: Doc, headBytes = 0): Buffer {
  const writer = new Writer(headBytes)
  writer.document(fields)
  return writer.finish()
}

/** Encodes a document that is to be stored; throws BSONObjectTooLarge over 16 MiB. */
export function writeStoredDocument(fields: Doc): Buffer {
  const bytes = writeDocument(fields)
  if (bytes.length <= maxDocumentBytes) return bytes
  throw new StoreError(
    'BSONObjectTooLarge',
    `Size ${bytes.length} of the document is larger than the maximum of ${maxDocumentBytes} bytes`,
  )
}

const scratchBytes = 64 * 1024
/** Where every document is written first; writing one calls nothing that could write another. */
const scratch = Buffer.allocUnsafeSlow(scratchBytes)
/** Up to this length a loop is faster than a call into Node. */
const shortText = 64

class Writer {
  private bytes = scratch

  constructor(private at: number) {}

  finish(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.at))
  }

  document(fields: Doc): void {
    const start = this.open()
    for (const [name, value] of fields) if (value !== undefined) this.element(name, value)
    this.close(start)
  }

  array(items: readonly Value[]): void {
    const start = this.open()
    for (let index = 0; index < items.length; index++) this.element(String(index), items[index] ?? null)
    this.close(start)
  }

  private open(): number {
    const start = this.at
    this.int32(0)
    return start
  }

  private close(start: number): void {
    this.byte(0)
    this.bytes.writeInt32LE(this.at - start, start)
  }

  private element(name: string, value: Value): void {
    const type = typeName(value)
    const code = typeNumbers[type]
    if (code === undefined) throw new TypeError(`A value of type ${type} cannot be encoded`)
    this.byte(code & 0xff)
    this.cstring(name)
    if (typeof value === 'string') this.string(value)
    else if (typeof value === 'number') this.number(value, type)
    else if (typeof value === 'boolean') this.byte(value ? 1 : 0)
    else if (value instanceof Map) this.document(value)
    else if (value !== null && value !== undefined) this.object(value)
  }

  private number(value: number, type: string): void {
    if (type === 'int') this.int32(value)
    else this.double(value)
  }

  private object(value: Exclude<Value, undefined | null | string | number | boolean | Doc>): void {
    if (value instanceof RawDocument) this.append(value.bytes)
    else if (Array.isArray(value)) this.array(value)
    else if (value instanceof Int32) this.int32(value.value)
    else if (value instanceof Double) this.double(value.value)
    else if (value instanceof ObjectId) this.append(value.id)
    else if (value instanceof Date) this.date(value.getTime())
    else if (value instanceof Long) this.int64(value)
    else if (value instanceof Decimal128) this.append(value.bytes)
    else if (value instanceof Binary) this.binary(value)
    else this.rare(value)
  }

  private rare(value: unknown): void {
    if (value instanceof BSONRegExp) {
      this.cstring(value.pattern)
      this.cstring(value.options)
    } else if (value instanceof Code) this.string(value.code)
    else if (value instanceof BSONSymbol) this.string(value.value)
    else if (!(value instanceof MinKey) && !(value instanceof MaxKey)) {
      throw new TypeError('A value of an unknown class cannot be encoded')
    }
  }

  private binary(value: Binary): void {
    const content = value.buffer.subarray(0, value.position)
    this.int32(content.length)
    this.byte(value.sub_type)
    this.append(content)
  }

  private reserve(length: number): void {
    if (this.at + length <= this.bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + length))
    this.bytes.copy(larger, 0, 0, this.at)
    this.bytes = larger
  }

  private byte(value: number): void {
    this.reserve(1)
    this.bytes[this.at++] = value
  }

  private int32(value: number): void {
    this.reserve(4)
    this.at = this.bytes.writeInt32LE(value, this.at)
  }

  private int64(value: Long | Timestamp): void {
    this.int32(value.low)
    this.int32(value.high)
  }

  private date(milliseconds: number): void {
    const high = Math.floor(milliseconds / 0x1_0000_0000)
    this.int32((milliseconds - high * 0x1_0000_0000) | 0)
    this.int32(high)
  }

  private double(value: number): void {
    this.reserve(8)
    this.at = this.bytes.writeDoubleLE(value, this.at)
  }

  private append(content: Uint8Array): void {
    this.reserve(content.length)
    this.bytes.set(content, this.at)
    this.at += content.length
  }

  private string(text: string): void {
    const start = this.at
    this.int32(0)
    this.text(text)
    this.byte(0)
    this.bytes.writeInt32LE(this.at - start - 4, start)
  }

  private cstring(text: string): void {
    const start = this.at
    this.text(text)
    for (let at = start; at < this.at; at++) if (this.bytes[at] === 0) throw zeroByte()
    this.byte(0)
  }

  private text(text: string): void {
    if (text.length <= shortText) {
      // UTF-8 takes at most three bytes for each unit of a string.
      this.reserve(text.length * 3)
      if (this.ascii(text)) return
    } else this.reserve(Buffer.byteLength(text))
    this.at += this.bytes.write(text, this.at, 'utf8')
  }

  /** Writes a text of one byte for each character; false, and nothing written, for any other. */
  private ascii(text: string): boolean {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code > 0x7f) return false
      this.bytes[this.at + at] = code
    }
    this.at += text.length
    return true
  }
}

function zeroByte(): StoreError {
  return new StoreError('BadValue', 'A field name must not hold a zero byte')
}
