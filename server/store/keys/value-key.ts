import { Binary, BSONRegExp, BSONSymbol, Code, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'
import { type Doc, isDoc, isNumeric, RawDocument, toBigInt, type Value } from '../bson/values'
import { readDocument } from '../bson/reader'
import { numberKey, numberTag } from './number-key'

/** The first byte of a key, in MongoDB's order of types. */
export const typeOrder = {
  minKey: 0x05,
  /** An empty array in an index, and an array's absence of elements in a sort. */
  undefined: 0x0a,
  null: 0x0f,
  number: numberTag,
  string: 0x1e,
  object: 0x28,
  array: 0x32,
  binary: 0x3c,
  objectId: 0x46,
  boolean: 0x50,
  date: 0x5a,
  timestamp: 0x64,
  regex: 0x6e,
  code: 0x78,
  maxKey: 0xfa,
} as const

const end = Buffer.from([0])
/** The key of an empty array, where elements are indexed one by one. */
export const emptyArrayKey = Buffer.from([typeOrder.undefined])
const nullKey = Buffer.from([typeOrder.null])

/**
 * The memcomparable form of a value: comparing the bytes compares the values as MongoDB does, and equal bytes mean
 * equal values. No key is a prefix of another, so keys may follow one another. A missing field counts as null.
 */
export function valueKey(value: Value): Buffer {
  if (value === undefined || value === null) return nullKey
  if (typeof value === 'string') return tagged(typeOrder.string, text(value))
  if (isNumeric(value)) return numberKey(value)
  if (typeof value === 'boolean') return Buffer.from([typeOrder.boolean, value ? 1 : 0])
  if (value instanceof ObjectId) return tagged(typeOrder.objectId, Buffer.from(value.id))
  if (value instanceof Date) return tagged(typeOrder.date, signed64(BigInt(value.getTime())))
  if (isDoc(value)) return documentKey(value)
  if (Array.isArray(value))
    return Buffer.concat([Buffer.from([typeOrder.array]), ...value.map(valueKey), end])
  return rareKey(value)
}

function rareKey(value: Exclude<Value, null | undefined | string | boolean | Doc | Value[]>): Buffer {
  if (value instanceof Binary) return tagged(typeOrder.binary, binary(value))
  if (value instanceof BSONSymbol) return tagged(typeOrder.string, text(value.value))
  if (value instanceof Timestamp) return tagged(typeOrder.timestamp, unsigned64(toBigInt(value)))
  if (value instanceof BSONRegExp) {
    return tagged(typeOrder.regex, Buffer.concat([text(value.pattern), text(value.options)]))
  }
  if (value instanceof Code) return tagged(typeOrder.code, text(String(value.code)))
  if (value instanceof RawDocument) return documentKey(readDocument(value.bytes))
  if (value instanceof MinKey) return Buffer.from([typeOrder.minKey])
  if (value instanceof MaxKey) return Buffer.from([typeOrder.maxKey])
  throw new TypeError('A value of an unknown class has no key')
}

function tagged(tag: number, payload: Buffer): Buffer {
  const key = Buffer.allocUnsafe(payload.length + 1)
  key[0] = tag
  payload.copy(key, 1)
  return key
}

/** Fields compare by type, then name, then value; a shorter document comes first. */
function documentKey(fields: Doc): Buffer {
  const parts: Buffer[] = [Buffer.from([typeOrder.object])]
  for (const [name, value] of fields) {
    const key = valueKey(value)
    parts.push(key.subarray(0, 1), text(name), key.subarray(1))
  }
  return Buffer.concat([...parts, end])
}

/** UTF-8 with its zero bytes escaped, ended by what sorts below every continuation. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8')
  if (!value.includes('\0')) return Buffer.concat([bytes, Buffer.from([0, 1])])
  const escaped = [...bytes].flatMap((byte) => (byte === 0 ? [0, 0xff] : [byte]))
  return Buffer.from([...escaped, 0, 1])
}

function binary(value: Binary): Buffer {
  const content = value.buffer.subarray(0, value.position)
  const head = Buffer.allocUnsafe(5)
  head.writeUInt32BE(content.length)
  head[4] = value.sub_type
  return Buffer.concat([head, content])
}

function signed64(value: bigint): Buffer {
  return unsigned64(value + 0x8000000000000000n)
}

function unsigned64(value: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value))
  return bytes
}

/** The same key with its order turned round, for a descending field of an index. */
export function descendingKey(key: Buffer): Buffer {
  const inverted = Buffer.allocUnsafe(key.length)
  for (let index = 0; index < key.length; index++) inverted[index] = ~(key[index] ?? 0) & 0xff
  return inverted
}
