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
  '$maxDistance',
  '$minDistance',
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

/** Where a condition looks. */
interface Place {
  readonly parts: readonly string[]
  /** Whether the value is an element that `$elemMatch` has come to, which counts whole even if it is an array. */
  readonly isElement?: boolean
}

const valueParts = ['value']

function compileField(path: string, operand: Value): Filter {
  const place = { parts: splitPath(path) }
  if (operand instanceof BSONRegExp) return anyValue(place, matchesExpression(operand))
  if (!isOperatorDocument(operand)) return anyValue(place, equals(operand))
  return compileOperators(place, operand)
}

/** Some value of the path satisfies the predicate; elements of an array count as well as the array. */
function anyValue({ parts, isElement }: Place, predicate: Predicate, expand = true): Filter {
  return (document, note) =>
    visitPath(document, {
      parts,
      expand: expand && isElement !== true,
      visit: (value, element) => {
        if (!predicate(value)) return false
        if (note !== undefined && element !== undefined) note.element = element
        return true
      },
    })
}

function compileOperators(place: Place, operators: Doc): Filter {
  const filters: Filter[] = []
  for (const [name, operand] of operators) {
    if (name === '$options') {
      if (!operators.has('$regex')) throw new StoreError('BadValue', '$options needs a $regex')
    } else if (name === '$regex') {
      filters.push(anyValue(place, regularExpression(operand, operators.get('$options'))))
    } else filters.push(compileOperator(place, name, operand))
  }
  return allOf(filters)
}

type OperatorCompiler = (place: Place, operand: Value) => Filter

const operatorCompilers: Readonly<Record<string, OperatorCompiler>> = {
  $eq: (place, operand) => anyValue(place, equals(operand)),
  $ne: (place, operand) => negate(anyValue(place, notExpression(operand))),
  $in: (place, operand) => anyValue(place, isIn(operand, '$in')),
  $nin: (place, operand) => negate(anyValue(place, isIn(operand, '$nin'))),
  $mod: (place, operand) => anyValue(place, modulo(operand)),
  $type: (place, operand) => anyValue(place, hasType(operand)),
  $size: (place, operand) => anyValue(place, hasSize(operand), false),
  $exists: (place, operand) => {
    const exists = anyValue(place, (value) => value !== undefined, false)
    return isTruthy(operand) ? exists : negate(exists)
  },
  $not: (place, operand) => negate(compileNot(place, operand)),
  $all: compileAll,
  $elemMatch: compileElementMatch,
}

function compileOperator(place: Place, name: string, operand: Value): Filter {
  if (isOrdering(name)) return anyValue(place, orders(name, operand))
  const compile = Object.hasOwn(operatorCompilers, name) ? operatorCompilers[name] : undefined
  if (compile !== undefined) return compile(place, operand)
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

function compileNot(place: Place, operand: Value): Filter {
  if (operand instanceof BSONRegExp) return anyValue(place, matchesExpression(operand))
  if (!isDoc(operand)) throw new StoreError('BadValue', '$not needs a regex or a document')
  if (operand.size === 0) throw new StoreError('BadValue', '$not cannot be empty')
  return compileOperators(place, operand)
}

function compileAll(place: Place, operand: Value): Filter {
  if (!Array.isArray(operand)) throw new StoreError('BadValue', '$all needs an array')
  if (operand.length === 0) return () => false
  return allOf(
    operand.map((item) => {
      if (isElementMatch(item) !== isElementMatch(operand[0]))
        throw new StoreError('BadValue', '$all/$elemMatch has to be consistent')
      if (isElementMatch(item)) return compileElementMatch(place, item.get('$elemMatch'))
      if (isOperatorDocument(item)) throw new StoreError('BadValue', 'no $ expressions in $all')
      return anyValue(place, item instanceof BSONRegExp ? matchesExpression(item) : equals(item))
    }),
  )
}

function isElementMatch(item: Value): item is Doc {
  return isDoc(item) && item.has('$elemMatch')
}

function compileElementMatch({ parts }: Place, operand: Value): Filter {
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
  if (isOperatorDocument(operand) && !['$and', '$or', '$nor'].includes(first))
    return wrapped(compileOperators({ parts: valueParts, isElement: true }, operand))
  const filter = compileFilter(operand)
  return (value) => {
    if (Array.isArray(value)) return filter(new Map(value.map((item, index) => [String(index), item])))
    return isDoc(value) && filter(value)
  }
}

/** Operators applied to a value that has no name, as in `$pull: { scores: { $gt: 5 } }`. */
export function valuePredicate(operand: Value): Predicate {
  return wrapped(compileField('value', operand))
}

function wrapped(filter: Filter): Predicate {
  return (value) => filter(new Map([['value', value]]))
}
