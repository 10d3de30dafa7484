import { Binary, BSONRegExp, Double, MaxKey, MinKey } from 'bson'
import { type Doc, isDoc, isNumeric, toNumber, type Value } from '../bson/values'
import { valueKey } from '../keys/value-key'
import { isOperatorDocument } from './filter'

/** What a query demands of one path, in keys: one of some values, or a range within one type. */
export type Bound =
  | { readonly points: readonly Buffer[] }
  | { readonly tag: number; readonly low?: Buffer; readonly high?: Buffer }

/** The bounds of a query by path. They never leave out a match; the filter itself decides about the rest. */
export type Bounds = ReadonlyMap<string, readonly Bound[]>

export function boundsOf(query: Doc): Bounds {
  const bounds = new Map<string, Bound[]>()
  collect(query, '', bounds)
  return bounds
}

function collect(query: Doc, prefix: string, bounds: Map<string, Bound[]>): void {
  for (const [name, operand] of query) {
    const clauses = name === '$and' && Array.isArray(operand) ? operand.filter(isDoc) : []
    for (const clause of clauses) collect(clause, prefix, bounds)
    if (!name.startsWith('$')) collectField(`${prefix}${name}`, operand, bounds)
  }
}

function collectField(path: string, operand: Value, bounds: Map<string, Bound[]>): void {
  const found: Bound[] = []
  if (!isOperatorDocument(operand)) found.push(...pointsOf([operand]))
  else {
    for (const [name, value] of operand) found.push(...operatorBounds(name, value))
    const element = operand.get('$elemMatch')
    if (isDoc(element) && !isOperatorDocument(element)) collect(element, `${path}.`, bounds)
  }
  if (found.length > 0) bounds.set(path, [...(bounds.get(path) ?? []), ...found])
}

function operatorBounds(name: string, value: Value): Bound[] {
  if (name === '$eq') return pointsOf([value])
  if (name === '$in' && Array.isArray(value)) return pointsOf(value)
  if (!['$gt', '$gte', '$lt', '$lte'].includes(name) || !hasPlainKey(value) || value === null) return []
  const key = valueKey(value)
  const tag = key[0] ?? 0
  return [name.startsWith('$g') ? { tag, low: key } : { tag, high: key }]
}

/** The key of a plain value that a field is to equal; undefined for every other condition. */
export function keyOfEquality(operand: Value): Buffer | undefined {
  return isOperatorDocument(operand) || !hasPlainKey(operand) ? undefined : valueKey(operand)
}

function pointsOf(values: readonly Value[]): Bound[] {
  return values.every(hasPlainKey) ? [{ points: values.map(valueKey) }] : []
}

/** Whether a comparison with the value is one with its key: not for patterns, arrays and the odd ends of the order. */
function hasPlainKey(value: Value): boolean {
  if (
    value instanceof BSONRegExp ||
    Array.isArray(value) ||
    value instanceof MinKey ||
    value instanceof MaxKey
  ) {
    return false
  }
  if (isDoc(value) || value instanceof Binary) return true
  return !(
    isNumeric(value) &&
    (value instanceof Double || typeof value === 'number') &&
    Number.isNaN(toNumber(value))
  )
}
