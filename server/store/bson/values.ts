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

/** A document that is already encoded and is copied into a reply as it is. */
export class RawDocument {
  constructor(readonly bytes: Buffer) {}
}

/** A document with its fields in their stored order, whatever their names look like. */
export type Doc = Map<string, Value>
export type Numeric = number | Int32 | Double | Long | Decimal128
export type Value =
  | undefined
  | null
  | boolean
  | string
  | Numeric
  | Date
  | ObjectId
  | Binary
  | BSONRegExp
  | BSONSymbol
  | Timestamp
  | Code
  | MinKey
  | MaxKey
  | RawDocument
  | Doc
  | Value[]

const namesByClass = new Map<unknown, string>([
  [Map, 'object'],
  [RawDocument, 'object'],
  [Array, 'array'],
  [Int32, 'int'],
  [Double, 'double'],
  [Long, 'long'],
  [Decimal128, 'decimal'],
  [Date, 'date'],
  [ObjectId, 'objectId'],
  [Binary, 'binData'],
  [BSONRegExp, 'regex'],
  [BSONSymbol, 'symbol'],
  [Timestamp, 'timestamp'],
  [Code, 'javascript'],
  [MinKey, 'minKey'],
  [MaxKey, 'maxKey'],
])

/** The numbers of BSON's types, by the alias that `$type` uses. */
export const typeNumbers: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  javascript: 13,
  symbol: 14,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
}

/** The alias of a value's BSON type; `missing` for a field that is not there. */
export function typeName(value: Value): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return Number.isInteger(value) && (value | 0) === value ? 'int' : 'double'
  return namesByClass.get(value.constructor) ?? 'binData'
}

export function isDoc(value: Value): value is Doc {
  return value instanceof Map
}

export function isNumeric(value: Value): value is Numeric {
  if (typeof value === 'number') return true
  return (
    value instanceof Int32 ||
    value instanceof Double ||
    value instanceof Decimal128 ||
    (value instanceof Long && !(value instanceof Timestamp))
  )
}

/** The nearest JavaScript number. */
export function toNumber(value: Numeric): number {
  if (typeof value === 'number') return value
  if (value instanceof Int32 || value instanceof Double) return value.value
  return value instanceof Long ? value.toNumber() : Number(value.toString())
}

/** The exact integer. */
export function toBigInt({ high, low }: Long | Timestamp): bigint {
  return (BigInt(high) << 32n) | BigInt(low >>> 0)
}

/** An integer of 64 bits; what is beyond them is cut off. */
export function longOf(value: bigint): Long {
  return new Long(Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n)))
}

/** A document literal for replies and records. */
export function doc(fields: Readonly<Record<string, Value>>): Doc {
  const result: Doc = new Map()
  for (const name in fields) {
    const value = fields[name]
    if (value !== undefined) result.set(name, value)
  }
  return result
}

/** Whether a number, boolean or null counts as true, as MongoDB reads flags such as `unique: 1`. */
export function isTruthy(value: Value): boolean {
  if (value === undefined || value === null || value === false) return false
  return !isNumeric(value) || toNumber(value) !== 0
}

/** An independent copy of a value's documents and arrays; scalars are never changed in place. */
export function cloneValue(value: Value): Value {
  if (Array.isArray(value)) return value.map(cloneValue)
  return isDoc(value) ? cloneDoc(value) : value
}

export function cloneDoc(source: Doc): Doc {
  const copy: Doc = new Map()
  for (const [name, value] of source) copy.set(name, cloneValue(value))
  return copy
}
