import { BSONRegExp } from 'bson'
import { compileExpression, type Variables } from '../aggregation/expressions'
import { type Doc, isDoc, isTruthy, type Value } from '../bson/values'
import { notImplemented, StoreError } from '../errors'
import { splitPath, visitPath } from './paths'
import {
  equals,
  hasSize,
  hasType,
  isIn,
  isOrdering,
  matchesExpression,
  modulo,
  orders,
  type Predicate,
  regularExpression,
} from './predicates'

/** What a match tells besides yes: the array element it went through, for the positional operator `$`. */
export interface MatchNote {
  element?: number
}

export type Filter = (document: Doc, note?: MatchNote) => boolean

const unsupportedTop = new Set(['$where', '$text', '$jsonSchema', '$sampleRate'])
/** The fields of a reference to another document, the only ones that may begin with a dollar in a query. */
const referenceFields = new Set(['$ref', '$id', '$db'])
const unsupported = new Set([
  '$geoWithin',
  '$geoIntersects',
  '$near',
  '$nearSphere',
  '$bitsAllSet',
  '$bitsAnySet',
  '$bitsAllClear',
  '$bitsAnyClear',
])

/**
 * Turns a query into a function; throws MongoDB's error for what is malformed or unknown. Without variables it is not
 * the query of a whole document, and `$expr` has no place in it.
 */
export function compileFilter(query: Doc, variables?: Variables): Filter {
  return allOf([...query].map(([name, operand]) => compileClause(name, operand, variables)))
}

function allOf(filters: readonly Filter[]): Filter {
  const [only] = filters
  if (filters.length === 1 && only !== undefined) return only
  return (document, note) => filters.every((filter) => filter(document, note))
}

function compileClause(name: string, operand: Value, variables: Variables | undefined): Filter {
  if (!name.startsWith('$') || referenceFields.has(name)) return compileField(name, operand)
  if (name === '$comment') return () => true
  if (name === '$and' || name === '$or' || name === '$nor') return compileLogical(name, operand, variables)
  if (name === '$expr') return compileExpr(operand, variables)
  if (unsupportedTop.has(name)) throw notImplemented(`the query operator '${name}'`)
  throw new StoreError('BadValue', `unknown top level operator: ${name}`)
}

function compileLogical(
  name: '$and' | '$or' | '$nor',
  operand: Value,
  variables: Variables | undefined,
): Filter {
  if (!Array.isArray(operand)) throw new StoreError('BadValue', `${name} must be an array`)
  if (operand.length === 0) throw new StoreError('BadValue', '$and/$or/$nor must be a nonempty array')
  const filters = operand.map((clause) => {
    if (!isDoc(clause)) throw new StoreError('BadValue', '$or/$and/$nor entries need to be full objects')
    return compileFilter(clause, variables)
  })
  if (name === '$and') return allOf(filters)
  if (name === '$or') return (document, note) => filters.some((filter) => filter(document, note))
  return (document) => !filters.some((filter) => filter(document))
}

function compileExpr(operand: Value, variables: Variables | undefined): Filter {
  if (variables === undefined)
    throw new StoreError('BadValue', '$expr can only be applied to the top-level document')
  const expression = compileExpression(operand, variables)
  return (document) => isTruthy(expression(document))
}

/** Whether a condition is written with operators, as in `{ $gt: 1 }`. */
export function isOperatorDocument(operand: Value): operand is Doc {
  if (!isDoc(operand)) return false
  const [first] = operand.keys()
  return first !== undefined && first.startsWith('$') && !referenceFields.has(first)
}

function compileField(path: string, operand: Value): Filter {
  const parts = splitPath(path)
  if (operand instanceof BSONRegExp) return anyValue(parts, matchesExpression(operand))
  if (!isOperatorDocument(operand)) return anyValue(parts, equals(operand))
  return compileOperators(parts, operand)
}

/** Some value of the path satisfies the predicate; elements of an array count as well as the array. */
function anyValue(parts: readonly string[], predicate: Predicate, expand = true): Filter {
  return (document, note) =>
    visitPath(document, {
      parts,
      expand,
      visit: (value, element) => {
        if (!predicate(value)) return false
        if (note !== undefined && element !== undefined) note.element = element
        return true
      },
    })
}

function compileOperators(parts: readonly string[], operators: Doc): Filter {
  const filters: Filter[] = []
  for (const [name, operand] of operators) {
    if (name === '$options') {
      if (!operators.has('$regex')) throw new StoreError('BadValue', '$options needs a $regex')
    } else if (name === '$regex') {
      filters.push(anyValue(parts, regularExpression(operand, operators.get('$options'))))
    } else filters.push(compileOperator(parts, name, operand))
  }
  return allOf(filters)
}

type OperatorCompiler = (parts: readonly string[], operand: Value) => Filter

const operatorCompilers: Readonly<Record<string, OperatorCompiler>> = {
  $eq: (parts, operand) => anyValue(parts, equals(operand)),
  $ne: (parts, operand) => negate(anyValue(parts, notExpression(operand))),
  $in: (parts, operand) => anyValue(parts, isIn(operand, '$in')),
  $nin: (parts, operand) => negate(anyValue(parts, isIn(operand, '$nin'))),
  $mod: (parts, operand) => anyValue(parts, modulo(operand)),
  $type: (parts, operand) => anyValue(parts, hasType(operand)),
  $size: (parts, operand) => anyValue(parts, hasSize(operand), false),
  $exists: (parts, operand) => {
    const exists = anyValue(parts, (value) => value !== undefined, false)
    return isTruthy(operand) ? exists : negate(exists)
  },
  $not: (parts, operand) => negate(compileNot(parts, operand)),
  $all: compileAll,
  $elemMatch: compileElementMatch,
}

function compileOperator(parts: readonly string[], name: string, operand: Value): Filter {
  if (isOrdering(name)) return anyValue(parts, orders(name, operand))
  const compile = Object.hasOwn(operatorCompilers, name) ? operatorCompilers[name] : undefined
  if (compile !== undefined) return compile(parts, operand)
  if (unsupported.has(name)) throw notImplemented(`the query operator '${name}'`)
  throw new StoreError('BadValue', `unknown operator: ${name}`)
}

function negate(filter: Filter): Filter {
  return (document) => !filter(document)
}

function notExpression(operand: Value): Predicate {
  if (operand instanceof BSONRegExp) throw new StoreError('BadValue', `Can't have regex as arg to $ne.`)
  return equals(operand)
}

function compileNot(parts: readonly string[], operand: Value): Filter {
  if (operand instanceof BSONRegExp) return anyValue(parts, matchesExpression(operand))
  if (!isDoc(operand)) throw new StoreError('BadValue', '$not needs a regex or a document')
  if (operand.size === 0) throw new StoreError('BadValue', '$not cannot be empty')
  return compileOperators(parts, operand)
}

function compileAll(parts: readonly string[], operand: Value): Filter {
  if (!Array.isArray(operand)) throw new StoreError('BadValue', '$all needs an array')
  if (operand.length === 0) return () => false
  return allOf(
    operand.map((item) => {
      if (isDoc(item) && item.has('$elemMatch')) return compileElementMatch(parts, item.get('$elemMatch'))
      if (isOperatorDocument(item)) throw new StoreError('BadValue', 'no $ expressions in $all')
      return anyValue(parts, item instanceof BSONRegExp ? matchesExpression(item) : equals(item))
    }),
  )
}

function compileElementMatch(parts: readonly string[], operand: Value): Filter {
  const matches = elementPredicate(operand)
  return (document, note) =>
    visitPath(document, {
      parts,
      expand: false,
      visit: (value, element) => {
        const index = Array.isArray(value) ? value.findIndex(matches) : -1
        if (index >= 0 && note !== undefined) note.element = element ?? index
        return index >= 0
      },
    })
}

/** The condition of an `$elemMatch` on one element: operators on a value, or a query on a document. */
export function elementPredicate(operand: Value): Predicate {
  if (!isDoc(operand)) throw new StoreError('BadValue', '$elemMatch needs an Object')
  const [first = ''] = operand.keys()
  if (isOperatorDocument(operand) && !['$and', '$or', '$nor'].includes(first)) return valuePredicate(operand)
  const filter = compileFilter(operand)
  return (value) => {
    if (Array.isArray(value)) return filter(new Map(value.map((item, index) => [String(index), item])))
    return isDoc(value) && filter(value)
  }
}

/** Operators applied to a value that has no name, as in `$pull: { scores: { $gt: 5 } }`. */
export function valuePredicate(operand: Value): Predicate {
  const filter = compileField('value', operand)
  return (value) => filter(new Map([['value', value]]))
}
