import { Double, Int32, ObjectId } from 'bson'
import type { Value } from '../bson/values'
import { typeOrder, valueKey } from './value-key'

/** Compares two values in MongoDB's order of types and values: negative, zero or positive. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  const [left, right] = [smallNumber(a), smallNumber(b)]
  if (left !== undefined && right !== undefined) return left === right ? 0 : left - right
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime()
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id)
  return Buffer.compare(valueKey(a), valueKey(b))
}

/** An int32 or double but NaN, which a plain subtraction orders. */
function smallNumber(value: Value): number | undefined {
  if (!(value instanceof Int32 || value instanceof Double)) return undefined
  return Number.isNaN(value.value) ? undefined : value.value
}

/** Strings compare by their UTF-8 bytes. */
function compareStrings(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))
}

export function areEqual(a: Value, b: Value): boolean {
  return compareValues(a, b) === 0
}

/** Whether two values are of types that comparison operators such as `$gt` compare with each other. */
export function isComparable(a: Value, b: Value): boolean {
  return typeClass(a) === typeClass(b)
}

/** The place of a value's type in the order of types. */
function typeClass(value: Value): number {
  if (typeof value === 'string') return typeOrder.string
  if (value instanceof Int32 || value instanceof Double) return typeOrder.number
  if (value instanceof Date) return typeOrder.date
  if (value instanceof ObjectId) return typeOrder.objectId
  if (value instanceof Map) return typeOrder.object
  if (Array.isArray(value)) return typeOrder.array
  return valueKey(value)[0] ?? typeOrder.null
}
