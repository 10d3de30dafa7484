import { Double, Int32 } from 'bson'
import { isNumeric, isTruthy, type Numeric, toNumber, typeName, type Value } from '../bson/values'
import { notImplemented, StoreError } from '../errors'
import { addNumbers, multiplyNumbers } from '../keys/arithmetic'
import { areEqual, compareValues } from '../keys/compare'

/** An operator that computes from the values of its arguments; undefined stands for nothing. */
interface Operator {
  /** How many arguments it takes; undefined for any number. */
  readonly arity?: number
  compute(values: readonly Value[]): Value
}

export const operators: Readonly<Record<string, Operator>> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $not: { arity: 1, compute: ([value]) => !isTruthy(value) },
  $add: { compute: (values) => fold('$add', values) },
  $multiply: { compute: (values) => fold('$multiply', values) },
  $subtract: { arity: 2, compute: ([a, b]) => subtract(a, b) },
  $ifNull: { compute: (values) => values.find((value) => !isNothing(value)) ?? null },
  $concat: { compute: concat },
  $size: { arity: 1, compute: ([value]) => new Int32(listIn(value).length) },
  $in: { arity: 2, compute: ([value, list]) => isMember(value, list) },
}

function isNothing(value: Value): value is null | undefined {
  return value === undefined || value === null
}

/** A field that is not there sorts before everything, also before null. */
function comparison(accept: (order: number) => boolean): Operator {
  return {
    arity: 2,
    compute: ([a, b]) => {
      if (a !== undefined && b !== undefined) return accept(compareValues(a, b))
      return accept((a === undefined ? 0 : 1) - (b === undefined ? 0 : 1))
    },
  }
}

function fold(name: '$add' | '$multiply', values: readonly Value[]): Value {
  let result: Numeric = new Int32(name === '$add' ? 0 : 1)
  for (const value of values) {
    if (isNothing(value)) return null
    result = combine(name, result, value)
  }
  return result
}

type Arithmetic = '$add' | '$multiply' | '$subtract'

function notNumeric(name: Arithmetic, value: Value): StoreError {
  if (value instanceof Date && name !== '$multiply') return notImplemented(`${name} with dates`)
  return new StoreError('TypeMismatch', `${name} only supports numeric types, not ${typeName(value)}`)
}

/** What does not fit into an int64 becomes a double, as in MongoDB. */
function combine(name: Arithmetic, a: Value, b: Value): Numeric {
  if (!isNumeric(a) || !isNumeric(b)) throw notNumeric(name, isNumeric(a) ? b : a)
  if (name === '$multiply') return multiplyNumbers(a, b) ?? new Double(toNumber(a) * toNumber(b))
  return addNumbers(a, b) ?? new Double(toNumber(a) + toNumber(b))
}

function subtract(a: Value, b: Value): Value {
  if (isNothing(a) || isNothing(b)) return null
  if (!isNumeric(b)) throw notNumeric('$subtract', b)
  return combine('$subtract', a, combine('$multiply', b, new Int32(-1)))
}

function concat(values: readonly Value[]): Value {
  if (values.some(isNothing)) return null
  return values
    .map((value) => {
      if (typeof value === 'string') return value
      throw new StoreError('Location16702', `$concat only supports strings, not ${typeName(value)}`)
    })
    .join('')
}

function listIn(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value
  const message = `The argument to $size must be an array, but was of type: ${typeName(value)}`
  throw new StoreError('Location17124', message)
}

function isMember(value: Value, list: Value): boolean {
  if (Array.isArray(list)) return list.some((one) => areEqual(one, value))
  throw new StoreError(
    'Location40081',
    `$in requires an array as a second argument, found: ${typeName(list)}`,
  )
}
