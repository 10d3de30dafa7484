import { BSONRegExp, ObjectId } from 'bson'
import { cloneValue, type Doc, isDoc, type Value } from '../bson/values'
import { StoreError } from '../errors'
import { areEqual } from '../keys/compare'
import { isOperatorDocument } from '../query/filter'
import { splitPath } from '../query/paths'
import { Target } from './target'
import type { Updater } from './updater'

/** The document that an upsert inserts: the equalities of its query, changed by the update, its _id first. */
export function upsertedDocument(query: Doc, updater: Updater, now: Date): Doc {
  const base: Doc = new Map()
  const equalities = [...equalitiesOf(query)]
  for (const [path, value] of equalities) {
    if (updater.isReplacement && path !== '_id') continue
    new Target(base, splitPath(path)).set(cloneValue(value))
  }
  const wantedId = cloneValue(base.get('_id'))
  const updated = updater.apply(base, { isInsert: true, now })
  const givenId = updated.get('_id')
  if (wantedId !== undefined && givenId !== undefined) checkSameId(wantedId, givenId)
  const id = [givenId, wantedId].find((value) => value !== undefined)
  const inserted: Doc = new Map([['_id', id === undefined ? new ObjectId() : id]])
  for (const [name, value] of updated) if (name !== '_id') inserted.set(name, value)
  return inserted
}

function checkSameId(wanted: Value, given: Value): void {
  if (areEqual(wanted, given)) return
  throw new StoreError(
    'ImmutableField',
    `Performing an update on the path '_id' would modify the immutable field '_id'`,
  )
}

function* equalitiesOf(query: Doc): Generator<[string, Value]> {
  for (const [name, operand] of query) {
    const clauses = name === '$and' && Array.isArray(operand) ? operand.filter(isDoc) : []
    for (const clause of clauses) yield* equalitiesOf(clause)
    if (!name.startsWith('$')) yield* equalityOf(name, operand)
  }
}

function* equalityOf(path: string, operand: Value): Generator<[string, Value]> {
  if (isOperatorDocument(operand)) {
    if (operand.has('$eq')) yield [path, operand.get('$eq')]
  } else if (!(operand instanceof BSONRegExp)) yield [path, operand]
}
