import { Long } from 'bson'
import { cloneDoc, type Doc, isDoc, isTruthy, type Value } from '../bson/values'
import { StoreError } from '../errors'
import { plainValue } from '../query/paths'
import { Target } from '../update/target'

interface Unwind {
  readonly parts: readonly string[]
  readonly indexParts: readonly string[] | undefined
  readonly keepsEmpty: boolean
}

/** `$unwind`: a document for each element of an array. */
export function compileUnwind(operand: Value): (documents: Iterable<Doc>) => Iterable<Doc> {
  const path = isDoc(operand) ? operand.get('path') : operand
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2) {
    throw new StoreError('Location28818', `path option to $unwind stage should be prefixed with a '$'`)
  }
  const index = isDoc(operand) ? operand.get('includeArrayIndex') : undefined
  const unwind: Unwind = {
    parts: path.slice(1).split('.'),
    indexParts: typeof index === 'string' ? index.split('.') : undefined,
    keepsEmpty: isDoc(operand) && isTruthy(operand.get('preserveNullAndEmptyArrays')),
  }
  return function* stage(documents) {
    for (const document of documents) yield* elements(document, unwind)
  }
}

function* elements(document: Doc, unwind: Unwind): Iterable<Doc> {
  const value = plainValue(document, unwind.parts)
  if (Array.isArray(value) && value.length > 0) {
    for (const [index, item] of value.entries()) yield withElement(document, unwind, { item, index })
  } else if (!Array.isArray(value) && value !== undefined && value !== null) {
    yield withElement(document, unwind, { item: value, index: undefined })
  } else if (unwind.keepsEmpty) yield withoutElement(document, unwind, value)
}

interface Element {
  readonly item: Value
  readonly index: number | undefined
}

function withElement(document: Doc, { parts, indexParts }: Unwind, { item, index }: Element): Doc {
  const result = cloneDoc(document)
  new Target(result, parts).set(item)
  if (indexParts !== undefined)
    new Target(result, indexParts).set(index === undefined ? null : Long.fromNumber(index))
  return result
}

function withoutElement(document: Doc, { parts, indexParts }: Unwind, value: Value): Doc {
  const result = cloneDoc(document)
  if (Array.isArray(value)) new Target(result, parts).remove()
  if (indexParts !== undefined) new Target(result, indexParts).set(null)
  return result
}
