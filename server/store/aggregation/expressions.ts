import { Double, Int32 } from 'bson'
import {
  type Doc,
  isDoc,
  isNumeric,
  isTruthy,
  type Numeric,
  toNumber,
  typeName,
  type Value,
} from '../bson/values'
import { notImplemented, StoreError } from '../errors'
import { addNumbers, multiplyNumbers } from '../keys/arithmetic'
import { areEqual, compareValues } from '../keys/compare'
import { splitPath } from '../query/paths'

/** Computes a value from a document; undefined stands for nothing. */
export type Expression = (document: Doc) => Value

/** Turns an aggregation expression into a function; throws MongoDB's errors for unknown operators. */
export function compileExpression(operand: Value): Expression {
  if (typeof operand === 'string' && operand.startsWith('$')) return compileReference(operand)
  if (Array.isArray(operand)) {
    const items = operand.map(compileExpression)
    return (document) => items.map((item) => item(document) ?? null)
  }
  if (!isDoc(operand)) return () => operand
  const [name = ''] = operand.keys()
  if (name.startsWith('$')) return compileOperator(operand, name)
  return compileObject(operand)
}

function compileObject(operand: Doc): Expression {
  const fields = [...operand].map(([name, value]): [string, Expression] => [name, compileExpression(value)])
  return (document) => {
    const result: Doc = new Map()
    for (const [name, expression] of fields) {
      const value = expression(document)
      if (value !== undefined) result.set(name, value)
    }
    return result
  }
}

function compileReference(reference: string): Expression {
  if (reference === '$$ROOT' || reference === '$$CURRENT') return (document) => document
  if (reference === '$$NOW') {
    const now = new Date()
    return () => now
  }
  if (reference.startsWith('$$'))
    throw new StoreError('Location17276', `Use of undefined variable: ${reference.slice(2)}`)
  const parts = splitPath(reference.slice(1))
  if (parts.includes(''))
    throw new StoreError('Location40353', `FieldPath must not end with a '.' or be empty: ${reference}`)
  return (document) => follow(document, parts)
}

/** Along a path, an array stands for the list of what its documents hold there. */
function follow(value: Value, parts: readonly string[]): Value {
  const [part, ...rest] = parts
  if (part === undefined) return value
  if (isDoc(value)) return follow(value.get(part), rest)
  if (!Array.isArray(value)) return undefined
  return value
    .filter((item) => isDoc(item) || Array.isArray(item))
    .map((item) => follow(item, parts))
    .filter((item) => item !== undefined)
}

type Operator = (args: readonly Expression[]) => Expression

const operators: Readonly<Record<string, Operator>> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $and: (args) => (document) => args.every((arg) => isTruthy(arg(document))),
  $or: (args) => (document) => args.some((arg) => isTruthy(arg(document))),
  $not:
    ([arg]) =>
    (document) =>
      !isTruthy(arg?.(document)),
  $add: (args) => (document) => fold('$add', args, document, addNumbers),
  $multiply: (args) => (document) => fold('$multiply', args, document, multiplyNumbers),
  $subtract:
    ([left, right]) =>
    (document) =>
      subtract(left?.(document), right?.(document)),
  $ifNull: (args) => (document) =>
    args.map((arg) => arg(document)).find((value) => value !== undefined && value !== null) ?? null,
  $concat: (args) => (document) => concat(args.map((arg) => arg(document))),
  $size:
    ([arg]) =>
    (document) => {
      const value = arg?.(document)
      if (Array.isArray(value)) return new Int32(value.length)
      throw new StoreError(
        'Location17124',
        `The argument to $size must be an array, but was of type: ${typeName(value)}`,
      )
    },
  $in:
    ([item, list]) =>
    (document) => {
      const [value, values] = [item?.(document), list?.(document)]
      if (Array.isArray(values)) return values.some((one) => areEqual(one, value))
      throw new StoreError(
        'Location40081',
        `$in requires an array as a second argument, found: ${typeName(values)}`,
      )
    },
}

const arity: Readonly<Record<string, number>> = {
  $eq: 2,
  $ne: 2,
  $gt: 2,
  $gte: 2,
  $lt: 2,
  $lte: 2,
  $subtract: 2,
  $in: 2,
  $not: 1,
  $size: 1,
}

function compileOperator(operand: Doc, name: string): Expression {
  if (operand.size !== 1) {
    throw new StoreError('Location15983', 'An object representing an expression must have exactly one field')
  }
  const argument = operand.get(name)
  if (name === '$literal') return () => argument
  if (name === '$cond') return compileCondition(argument)
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined
  if (operator === undefined) throw notImplemented(`the aggregation expression '${name}'`)
  const args = Array.isArray(argument) ? argument : [argument]
  const expected = arity[name] ?? args.length
  if (args.length === expected) return operator(args.map(compileExpression))
  throw new StoreError(
    'Location16020',
    `Expression ${name} takes exactly ${expected} arguments. ${args.length} were passed in.`,
  )
}

function compileCondition(argument: Value): Expression {
  const parts = Array.isArray(argument)
    ? argument
    : isDoc(argument)
      ? ['if', 'then', 'else'].map((name) => argument.get(name))
      : []
  const [test, then, otherwise] = parts.map(compileExpression)
  if (parts.length !== 3 || test === undefined || then === undefined || otherwise === undefined) {
    throw new StoreError('Location17080', `$cond needs 'if', 'then' and 'else'`)
  }
  return (document) => (isTruthy(test(document)) ? then(document) : otherwise(document))
}

function comparison(accept: (order: number) => boolean): Operator {
  return ([left, right]) =>
    (document) => {
      const [a, b] = [left?.(document), right?.(document)]
      if (a === undefined || b === undefined)
        return accept((a === undefined ? 0 : 1) - (b === undefined ? 0 : 1))
      return accept(compareValues(a, b))
    }
}

type Calculate = (a: Numeric, b: Numeric) => Numeric | undefined

function fold(name: string, args: readonly Expression[], document: Doc, calculate: Calculate): Value {
  let result: Numeric = new Int32(name === '$add' ? 0 : 1)
  for (const arg of args) {
    const value = arg(document)
    if (value === undefined || value === null) return null
    result = combine(name, result, value, calculate)
  }
  return result
}

function combine(name: string, a: Value, b: Value, calculate: Calculate): Numeric {
  if (!isNumeric(a) || !isNumeric(b)) {
    const type = typeName(isNumeric(a) ? b : a)
    throw new StoreError('TypeMismatch', `${name} only supports numeric types, not ${type}`)
  }
  return calculate(a, b) ?? new Double(toNumber(a) + toNumber(b))
}

function subtract(a: Value, b: Value): Value {
  if (a === undefined || a === null || b === undefined || b === null) return null
  const negative = combine('$subtract', b, new Int32(-1), multiplyNumbers)
  return combine('$subtract', a, negative, addNumbers)
}

function concat(values: readonly Value[]): Value {
  if (values.some((value) => value === undefined || value === null)) return null
  return values
    .map((value) => {
      if (typeof value === 'string') return value
      throw new StoreError('Location16702', `$concat only supports strings, not ${typeName(value)}`)
    })
    .join('')
}
