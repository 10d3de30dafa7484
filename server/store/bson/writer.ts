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

/** Encodes a document as BSON. */
export function writeDocument(fields: Doc): Buffer {
  const writer = new Writer()
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

class Writer {
  private bytes = Buffer.allocUnsafe(512)
  private at = 0

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
    items.forEach((value, index) => this.element(String(index), value ?? null))
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
    const type = typeNumbers[typeName(value)]
    if (type === undefined) throw new TypeError(`A value of type ${typeName(value)} cannot be encoded`)
    this.byte(type & 0xff)
    this.cstring(name)
    this.value(value)
  }

  private value(value: Value): void {
    if (value === null || value === undefined) return
    if (typeof value === 'string') this.string(value)
    else if (typeof value === 'number') this.number(value)
    else if (typeof value === 'boolean') this.byte(value ? 1 : 0)
    else if (value instanceof Map) this.document(value)
    else if (Array.isArray(value)) this.array(value)
    else if (value instanceof RawDocument) this.append(value.bytes)
    else this.scalar(value)
  }

  private number(value: number): void {
    if (typeName(value) === 'int') this.int32(value)
    else this.double(value)
  }

  private scalar(value: Exclude<Value, undefined | null | string | number | boolean | Doc | Value[]>): void {
    if (value instanceof Int32) this.int32(value.value)
    else if (value instanceof Double) this.double(value.value)
    else if (value instanceof Date) this.int64(BigInt(value.getTime()))
    else if (value instanceof ObjectId) this.append(value.id)
    else if (value instanceof Long) this.int64(value.toBigInt())
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

  private int64(value: bigint): void {
    this.reserve(8)
    this.at = this.bytes.writeBigInt64LE(BigInt.asIntN(64, value), this.at)
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
    const length = Buffer.byteLength(text)
    this.reserve(length + 5)
    this.at = this.bytes.writeInt32LE(length + 1, this.at)
    this.at += this.bytes.write(text, this.at, length, 'utf8')
    this.bytes[this.at++] = 0
  }

  private cstring(text: string): void {
    if (text.includes('\0')) throw new StoreError('BadValue', 'A field name must not hold a zero byte')
    const length = Buffer.byteLength(text)
    this.reserve(length + 1)
    this.at += this.bytes.write(text, this.at, length, 'utf8')
    this.bytes[this.at++] = 0
  }
}
