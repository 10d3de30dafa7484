import { BSONRegExp } from 'bson'
import { cloneValue, type Doc, isDoc, isNumeric, toNumber, typeName, type Value } from '../bson/values'
import { showValue } from '../bson/show'
import { StoreError } from '../errors'
import { areEqual, compareValues } from '../keys/compare'
import { valueKey } from '../keys/value-key'
import { compileFilter, isOperatorDocument, valuePredicate } from '../query/filter'
import type { Predicate } from '../query/predicates'
import { readSort, sortByKeys } from '../query/sort'
import { Target } from './target'
import type { Apply, Operator } from './updater'

/** The operators on arrays. */
export const arrayOperators: Readonly<Record<string, Operator>> = {
  $push: compilePush,
  $addToSet: compileAddToSet,
  $pull: (operand) => pullWhere('$pull', pullPredicate(operand)),
  $pullAll: (operand) => {
    if (!Array.isArray(operand)) {
      throw new StoreError(
        'BadValue',
        `$pullAll requires an array argument but was given a ${typeName(operand)}`,
      )
    }
    return pullWhere('$pullAll', (value) => operand.some((item) => areEqual(value, item)))
  },
  $pop: compilePop,
}

function compilePush(operand: Value): Apply {
  const modifiers = readPush(operand)
  return (target) => {
    const found = target.get()
    const current = found === undefined ? [] : found
    if (!Array.isArray(current)) {
      const id = showValue(target.document.get('_id'))
      const message = `The field '${target.path}' must be an array but is of type ${typeName(current)} in document {_id: ${id}}`
      throw new StoreError('BadValue', message)
    }
    target.set(pushed(current, modifiers))
  }
}

interface PushModifiers {
  readonly items: readonly Value[]
  readonly position: number | undefined
  readonly slice: number | undefined
  readonly order: ((items: readonly Value[]) => Value[]) | undefined
}

function readPush(operand: Value): PushModifiers {
  if (!isDoc(operand) || !operand.has('$each')) {
    return { items: [operand], position: undefined, slice: undefined, order: undefined }
  }
  for (const name of operand.keys()) {
    if (['$each', '$position', '$slice', '$sort'].includes(name)) continue
    throw new StoreError('BadValue', `Unrecognized clause in $push: ${name}`)
  }
  const items = operand.get('$each')
  if (!Array.isArray(items)) {
    throw new StoreError(
      'BadValue',
      `The argument to $each in $push must be an array but it was of type: ${typeName(items)}`,
    )
  }
  return {
    items,
    position: readWhole(operand, '$position'),
    slice: readWhole(operand, '$slice'),
    order: operand.has('$sort') ? elementOrder(operand.get('$sort')) : undefined,
  }
}

function readWhole(operand: Doc, name: string): number | undefined {
  const value = operand.get(name)
  if (value === undefined) return undefined
  if (isNumeric(value) && Number.isInteger(toNumber(value))) return toNumber(value)
  throw new StoreError(
    'BadValue',
    `The value for ${name} must be an integer value but was given type: ${typeName(value)}`,
  )
}

function elementOrder(operand: Value): (items: readonly Value[]) => Value[] {
  if (isDoc(operand)) {
    const fields = readSort(operand)
    if (fields.length === 0)
      throw new StoreError('BadValue', 'The $sort pattern is empty when it should be a set of fields.')
    const empty = fields.find(({ parts }) => parts.includes(''))
    if (empty !== undefined) {
      const message = `The $sort field is a dotted field but has an empty part: ${empty.path}`
      throw new StoreError('BadValue', message)
    }
    return (items) =>
      sortByKeys(items, fields, (item) => fields.map(({ parts }) => valueKey(elementValue(item, parts))))
  }
  const sign = isNumeric(operand) ? toNumber(operand) : 0
  if (sign !== 1 && sign !== -1) {
    throw new StoreError('BadValue', 'The $sort element value must be either 1 or -1')
  }
  return (items) => [...items].sort((a, b) => sign * compareValues(a, b))
}

/** What an element sorts by: the plain value at the path, of which an array is not taken apart. */
function elementValue(item: Value, parts: readonly string[]): Value {
  return isDoc(item) ? new Target(item, parts).get() : undefined
}

function pushed(current: readonly Value[], { items, position, slice, order }: PushModifiers): Value[] {
  const result = [...current]
  result.splice(position ?? result.length, 0, ...items.map(cloneValue))
  const ordered = order === undefined ? result : order(result)
  if (slice === undefined) return ordered
  return slice >= 0 ? ordered.slice(0, slice) : ordered.slice(slice)
}

function compileAddToSet(operand: Value): Apply {
  const isList = isDoc(operand) && operand.has('$each')
  const items = isList ? operand.get('$each') : [operand]
  if (!Array.isArray(items)) {
    throw new StoreError(
      'TypeMismatch',
      `The argument to $each in $addToSet must be an array but it was of type ${typeName(items)}`,
    )
  }
  if (isList && operand.size > 1)
    throw new StoreError('BadValue', 'Found unexpected fields after $each in $addToSet')
  return (target) => {
    const found = target.get()
    const current = found === undefined ? [] : found
    if (!Array.isArray(current)) {
      const message = `Cannot apply $addToSet to non-array field. Field named '${target.name}' has non-array type ${typeName(current)}`
      throw new StoreError('BadValue', message)
    }
    const result = [...current]
    for (const item of items)
      if (!result.some((known) => areEqual(known, item))) result.push(cloneValue(item))
    target.set(result)
  }
}

/** A document is a query on elements that are documents; operators and patterns are conditions on the element. */
function pullPredicate(operand: Value): Predicate {
  const [first = ''] = isDoc(operand) ? operand.keys() : []
  const isLogical = ['$and', '$or', '$nor'].includes(first)
  if (operand instanceof BSONRegExp || (isOperatorDocument(operand) && !isLogical))
    return valuePredicate(operand)
  if (!isDoc(operand)) return (value) => areEqual(value, operand)
  const filter = compileFilter(operand)
  return (value) => isDoc(value) && filter(value)
}

function pullWhere(name: string, predicate: Predicate): Apply {
  return (target) => {
    const current = target.get()
    if (current === undefined) return
    if (!Array.isArray(current)) throw new StoreError('BadValue', `Cannot apply ${name} to a non-array value`)
    target.set(current.filter((value) => !predicate(value)))
  }
}

function compilePop(operand: Value): Apply {
  const end = isNumeric(operand) ? toNumber(operand) : 0
  if (end !== 1 && end !== -1)
    throw new StoreError('FailedToParse', `$pop expects 1 or -1, found: ${showValue(operand)}`)
  return (target: Target) => {
    const current = target.get()
    if (current === undefined) return
    if (!Array.isArray(current)) {
      const message = `Path '${target.path}' contains an element of non-array type '${typeName(current)}'`
      throw new StoreError('TypeMismatch', message)
    }
    target.set(end === 1 ? current.slice(0, -1) : current.slice(1))
  }
}
