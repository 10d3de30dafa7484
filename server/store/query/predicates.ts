import { BSONRegExp, Double, Long, MaxKey, MinKey } from 'bson'
import { isDoc, isNumeric, toBigInt, toNumber, typeName, typeNumbers, type Value } from '../bson/values'
import { StoreError } from '../errors'
import { areEqual, compareValues, isComparable } from '../keys/compare'

/** Whether one value satisfies a condition; undefined stands for a field that is not there. */
export type Predicate = (value: Value) => boolean

/** Equality as in `{ field: operand }`: null also means missing. */
export function equals(operand: Value): Predicate {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined
  return (value) => value !== undefined && areEqual(value, operand)
}

type Ordering = '$gt' | '$gte' | '$lt' | '$lte'

const accepts: Readonly<Record<Ordering, (order: number) => boolean>> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
}

export function isOrdering(name: string): name is Ordering {
  return name in accepts
}

/** `$gt`, `$gte`, `$lt`, `$lte`: only values of the operand's own type compare. */
export function orders(name: Ordering, operand: Value): Predicate {
  if (operand instanceof BSONRegExp) {
    throw new StoreError('BadValue', `Can't have RegEx as arg to predicate over field ${name}`)
  }
  if (operand === null || operand === undefined) return name.endsWith('e') ? equals(null) : () => false
  const accept = accepts[name]
  if (operand instanceof MinKey || operand instanceof MaxKey) {
    return (value) => accept(compareValues(value, operand))
  }
  if (isNotANumber(operand)) return (value) => name.endsWith('e') && isNotANumber(value)
  return (value) =>
    value !== undefined &&
    isComparable(value, operand) &&
    !isNotANumber(value) &&
    accept(compareValues(value, operand))
}

function isNotANumber(value: Value): boolean {
  return (
    isNumeric(value) &&
    (value instanceof Double || typeName(value) === 'decimal') &&
    Number.isNaN(toNumber(value))
  )
}

/** Membership in a list of values and regular expressions. */
export function isIn(operand: Value, name: string): Predicate {
  if (!Array.isArray(operand)) throw new StoreError('BadValue', `${name} needs an array`)
  const predicates = operand.map((item) => {
    if (isDoc(item) && [...item.keys()].some((key) => key.startsWith('$'))) {
      throw new StoreError('BadValue', `cannot nest $ under ${name}`)
    }
    return item instanceof BSONRegExp ? matchesExpression(item) : equals(item)
  })
  return (value) => predicates.some((predicate) => predicate(value))
}

/** A regular expression against a string, or against the same expression stored as a value. */
export function matchesExpression(expression: BSONRegExp): Predicate {
  const pattern = toRegExp(expression)
  return (value) => {
    if (typeof value === 'string') return pattern.test(value)
    return value instanceof BSONRegExp && areEqual(value, expression)
  }
}

function toRegExp(expression: BSONRegExp): RegExp {
  checkFlags(expression.options)
  if (expression.options.includes('x')) {
    throw new StoreError(
      'NotImplemented',
      'The embedded store does not support the regular expression option x',
    )
  }
  try {
    return new RegExp(expression.pattern, `${expression.options.replace('u', '')}u`)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable'
    throw new StoreError('Location51091', `Regular expression is invalid: ${reason}`)
  }
}

/** The flags, when MongoDB knows all of them. */
function checkFlags(flags: string): string {
  const unknown = /[^imsux]/.exec(flags)?.[0]
  if (unknown === undefined) return flags
  throw new StoreError('Location51108', `invalid flag in regex options: ${unknown}`)
}

/** `$regex` with its `$options`. */
export function regularExpression(operand: Value, options: Value): Predicate {
  if (options !== undefined && typeof options !== 'string') {
    throw new StoreError('BadValue', '$options has to be a string')
  }
  if (operand instanceof BSONRegExp) {
    if (options !== undefined && operand.options !== '') {
      throw new StoreError('Location51075', 'options set in both $regex and $options')
    }
    return matchesExpression(new BSONRegExp(operand.pattern, checkFlags(options ?? operand.options)))
  }
  if (typeof operand !== 'string') throw new StoreError('BadValue', '$regex has to be a string')
  return matchesExpression(new BSONRegExp(operand, checkFlags(options ?? '')))
}

/** `$mod`: both numbers are cut to integers first, as MongoDB does. */
export function modulo(operand: Value): Predicate {
  if (!Array.isArray(operand)) throw new StoreError('BadValue', 'malformed mod, needs to be an array')
  const [divisor, remainder] = operand
  if (operand.length !== 2 || !isNumeric(divisor) || !isNumeric(remainder)) {
    throw new StoreError('BadValue', 'malformed mod, needs two numbers')
  }
  const by = Math.trunc(toNumber(divisor))
  if (!Number.isSafeInteger(by) || by === 0)
    throw new StoreError('BadValue', 'divisor cannot be 0 or too large')
  const rest = Math.trunc(toNumber(remainder))
  if (!Number.isSafeInteger(rest)) throw new StoreError('BadValue', 'remainder is not finite or too large')
  return (value) => {
    if (!isNumeric(value)) return false
    if (value instanceof Long) return toBigInt(value) % BigInt(by) === BigInt(rest)
    return Math.trunc(toNumber(value)) % by === rest
  }
}

/** `$type` with aliases or numbers. */
export function hasType(operand: Value): Predicate {
  if (Array.isArray(operand) && operand.length === 0)
    throw new StoreError('FailedToParse', '$type must match at least one type')
  const wanted = new Set((Array.isArray(operand) ? operand : [operand]).flatMap(typeAliases))
  return (value) => value !== undefined && wanted.has(typeName(value))
}

function typeAliases(operand: Value): string[] {
  if (operand === 'number') return ['int', 'long', 'double', 'decimal']
  if (typeof operand === 'string' && operand in typeNumbers) return [operand]
  const code = isNumeric(operand) ? toNumber(operand) : undefined
  const alias = Object.keys(typeNumbers).find((name) => code !== undefined && typeNumbers[name] === code)
  if (alias !== undefined) return [alias]
  throw new StoreError('BadValue', `Unknown type name alias: ${String(operand)}`)
}

/** `$size`. */
export function hasSize(operand: Value): Predicate {
  const size = isNumeric(operand) ? toNumber(operand) : -1
  if (!Number.isInteger(size) || size < 0) {
    throw new StoreError('BadValue', `Failed to parse $size. Expected a non-negative whole number`)
  }
  return (value) => Array.isArray(value) && value.length === size
}
