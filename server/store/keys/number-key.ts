import { type Decimal128, Double, Int32, Long } from 'bson'
import { type Numeric, toBigInt } from '../bson/values'
import { addDecimals, type Decimal, decimalOfDouble, negateDecimal, parseDecimal } from './decimal'

/** The first byte of every number's key. */
export const numberTag = 0x14

const notANumber = 1
const negative = 2
const zero = 3
const positive = 4
const noRemainder = Buffer.from([0])

/**
 * The memcomparable form of a number, led by its tag: equal numbers of whatever type have equal bytes, and the order of the bytes
 * is the exact order of the numbers. It is the largest double not beyond the number, then what is left, exactly.
 */
export function numberKey(value: Numeric): Buffer {
  if (typeof value === 'number') return doubleKey(value)
  if (value instanceof Int32 || value instanceof Double) return doubleKey(value.value)
  return value instanceof Long ? longKey(value) : decimalKey(value)
}

function doubleKey(value: number): Buffer {
  if (Number.isNaN(value)) return Buffer.from([numberTag, notANumber])
  if (value === 0) return Buffer.from([numberTag, zero])
  return assemble(value < 0, Math.abs(value), noRemainder)
}

function longKey(value: Long): Buffer {
  const nearest = value.toNumber()
  if (Number.isSafeInteger(nearest)) return doubleKey(nearest)
  return exactKey({ coefficient: toBigInt(value), exponent: 0 })
}

function decimalKey(value: Decimal128): Buffer {
  const exact = parseDecimal(value)
  if (exact !== undefined) return exactKey(exact)
  return doubleKey(Number(value.toString()))
}

function exactKey(value: Decimal): Buffer {
  if (value.coefficient === 0n) return Buffer.from([numberTag, zero])
  const isNegative = value.coefficient < 0n
  const magnitude = isNegative ? negateDecimal(value) : value
  const base = largestDoubleWithin(magnitude)
  return assemble(
    isNegative,
    base,
    remainderKey(addDecimals(magnitude, negateDecimal(decimalOfDouble(base)))),
  )
}

function largestDoubleWithin(magnitude: Decimal): number {
  const nearest = Math.min(Number(`${magnitude.coefficient}e${magnitude.exponent}`), Number.MAX_VALUE)
  const left = addDecimals(magnitude, negateDecimal(decimalOfDouble(nearest)))
  return left.coefficient < 0n ? nextDown(nearest) : nearest
}

function nextDown(value: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigUint64(0, view.getBigUint64(0) - 1n)
  return view.getFloat64(0)
}

/** Scientific notation whose bytes sort as the numbers do: exponent, then digits, then an end below every digit. */
function remainderKey(value: Decimal): Buffer {
  if (value.coefficient === 0n) return noRemainder
  const digits = value.coefficient.toString()
  const significant = digits.replace(/0+$/, '')
  const key = Buffer.alloc(significant.length + 4)
  key[0] = 1
  key.writeUInt16BE(value.exponent + digits.length + 20_000, 1)
  for (let index = 0; index < significant.length; index++) key[index + 3] = Number(significant[index]) + 1
  return key
}

function assemble(isNegative: boolean, base: number, remainder: Buffer): Buffer {
  const key = Buffer.allocUnsafe(10 + remainder.length)
  key[0] = numberTag
  key[1] = isNegative ? negative : positive
  key.writeDoubleBE(base, 2)
  remainder.copy(key, 10)
  if (isNegative) for (let index = 2; index < key.length; index++) key[index] = ~(key[index] ?? 0) & 0xff
  return key
}
