import { Decimal128 } from 'bson'

/** An exact decimal number: coefficient × 10^exponent. */
export interface Decimal {
  readonly coefficient: bigint
  readonly exponent: number
}

/** Digits that a Decimal128 holds. */
const precision = 34

/** The exact value of a finite Decimal128, or undefined for NaN and the infinities. */
export function parseDecimal(value: Decimal128): Decimal | undefined {
  return parseDecimalText(value.toString())
}

/** The exact value of a decimal numeral such as `-1.50E+3`. */
export function parseDecimalText(text: string): Decimal | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d*))?(?:E([+-]?\d+))?$/i.exec(text)
  if (parts === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts
  const magnitude = BigInt(whole + fraction)
  return { coefficient: sign === '-' ? -magnitude : magnitude, exponent: Number(exponent) - fraction.length }
}

/** The exact value of a finite double (every double is a finite decimal). */
export function decimalOfDouble(value: number): Decimal {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n
  const power = Math.max(biased, 1) - 1075
  const signed = value < 0 ? -mantissa : mantissa
  if (power >= 0) return { coefficient: signed << BigInt(power), exponent: 0 }
  return { coefficient: signed * 5n ** BigInt(-power), exponent: power }
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent)
  return { coefficient: scaled(a, exponent) + scaled(b, exponent), exponent }
}

export function negateDecimal(a: Decimal): Decimal {
  return { coefficient: -a.coefficient, exponent: a.exponent }
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent }
}

function scaled(value: Decimal, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent)
}

/** Rounds to 34 digits, halves to even, and packs; throws a RangeError outside Decimal128's exponents. */
export function toDecimal128(value: Decimal): Decimal128 {
  const digits = value.coefficient.toString().replace('-', '').length
  const surplus = digits - precision
  if (surplus <= 0) return Decimal128.fromString(`${value.coefficient}E${value.exponent}`)
  const rounded = divideHalfEven(value.coefficient, 10n ** BigInt(surplus))
  return toDecimal128({ coefficient: rounded, exponent: value.exponent + surplus })
}

function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n
  const magnitude = negative ? -dividend : dividend
  const quotient = magnitude / divisor
  const twice = (magnitude % divisor) * 2n
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n)
  const result = up ? quotient + 1n : quotient
  return negative ? -result : result
}
