import { Decimal128, Double, Int32, Long } from 'bson'
import { longOf, type Numeric, toBigInt, toNumber } from '../bson/values'
import {
  addDecimals,
  type Decimal,
  multiplyDecimals,
  parseDecimal,
  parseDecimalText,
  toDecimal128,
} from './decimal'

interface Operation {
  readonly double: (a: number, b: number) => number
  readonly integer: (a: bigint, b: bigint) => bigint
  readonly decimal: (a: Decimal, b: Decimal) => Decimal
}

const addition: Operation = { double: (a, b) => a + b, integer: (a, b) => a + b, decimal: addDecimals }
const product: Operation = { double: (a, b) => a * b, integer: (a, b) => a * b, decimal: multiplyDecimals }

/** The sum in the wider of the two types; undefined when it does not fit into an int64. */
export function addNumbers(a: Numeric, b: Numeric): Numeric | undefined {
  return calculate(a, b, addition)
}

/** The product in the wider of the two types; undefined when it does not fit into an int64. */
export function multiplyNumbers(a: Numeric, b: Numeric): Numeric | undefined {
  return calculate(a, b, product)
}

function calculate(a: Numeric, b: Numeric, operation: Operation): Numeric | undefined {
  if (a instanceof Decimal128 || b instanceof Decimal128) return calculateDecimal(a, b, operation)
  if (isDouble(a) || isDouble(b)) return new Double(operation.double(toNumber(a), toNumber(b)))
  const result = operation.integer(toInteger(a), toInteger(b))
  const isLong = a instanceof Long || b instanceof Long
  if (!isLong && BigInt.asIntN(32, result) === result) return new Int32(Number(result))
  return BigInt.asIntN(64, result) === result ? longOf(result) : undefined
}

function isDouble(value: Numeric): boolean {
  return value instanceof Double || (typeof value === 'number' && !Number.isInteger(value))
}

function toInteger(value: Exclude<Numeric, Decimal128>): bigint {
  return value instanceof Long ? toBigInt(value) : BigInt(toNumber(value))
}

function calculateDecimal(a: Numeric, b: Numeric, operation: Operation): Decimal128 {
  const [left, right] = [exact(a), exact(b)]
  if (left !== undefined && right !== undefined) return toDecimal128(operation.decimal(left, right))
  const result = operation.double(toNumber(a), toNumber(b))
  return Decimal128.fromString(Number.isNaN(result) ? 'NaN' : result > 0 ? 'Infinity' : '-Infinity')
}

/** Doubles become decimals with 15 digits, as in MongoDB. */
function exact(value: Numeric): Decimal | undefined {
  if (value instanceof Decimal128) return parseDecimal(value)
  if (value instanceof Long) return { coefficient: toBigInt(value), exponent: 0 }
  const number = toNumber(value)
  return parseDecimalText(isDouble(value) ? number.toPrecision(15).toUpperCase() : String(number))
}
