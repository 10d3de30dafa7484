import { compileExpression, noVariables, type Variables } from '../aggregation/expressions'
import { cloneDoc, type Doc, doc, isDoc, type Value } from '../bson/values'
import type { Collection } from '../catalogue/catalogue'
import { StoreError } from '../errors'
import { areEqual } from '../keys/compare'
import { findDocuments } from '../query/find-documents'
import { plainValue, splitPath } from '../query/paths'
import { duplicateKey, prepareChange } from '../storage/documents'
import type { Writer } from '../storage/writer'
import { compileUpdate } from '../update/update'
import type { Context } from './context'
import { ensureCollection, runAll } from './write-batch'
import { existing, type Statement, withId } from './write-statements'

type Output = (context: Context, results: readonly Doc[]) => Promise<void>

interface Merge {
  readonly namespace: string
  readonly on: readonly string[]
  readonly whenMatched: Value
  readonly whenNotMatched: Value
  /** What the names in a pipeline of `whenMatched` mean, of a result. */
  readonly variables: (result: Doc) => Variables
}

const mergeFields = ['into', 'on', 'let', 'whenMatched', 'whenNotMatched']
const matchedActions = ['replace', 'keepExisting', 'merge', 'fail']
const unmatchedActions = ['insert', 'discard', 'fail']

/** Reads a `$merge`; `targetOf` finds the namespace in its `into`. */
export function readMerge(operand: Value, targetOf: (into: Value) => string): Output {
  const fields: Doc = isDoc(operand) ? operand : new Map([['into', operand]])
  const unknown = [...fields.keys()].find((name) => !mergeFields.includes(name))
  if (unknown !== undefined)
    throw new StoreError('Location40415', `BSON field '$merge.${unknown}' is an unknown field.`)
  const merge: Merge = {
    namespace: targetOf(fields.get('into')),
    on: readOn(fields.get('on')),
    whenMatched: readAction(fields, 'whenMatched', matchedActions),
    whenNotMatched: readAction(fields, 'whenNotMatched', unmatchedActions),
    variables: readLet(fields.get('let')),
  }
  return (context, results) => mergeResults(context, merge, results)
}

function readOn(operand: Value): string[] {
  const names = Array.isArray(operand) ? operand : [operand ?? '_id']
  return names.map((name) => {
    if (typeof name === 'string') return name
    throw new StoreError('Location51186', `$merge 'on' must be a string or an array of strings`)
  })
}

function readAction(fields: Doc, name: string, actions: readonly string[]): Value {
  const action = fields.get(name) ?? (name === 'whenMatched' ? 'merge' : 'insert')
  if (typeof action === 'string' && actions.includes(action)) return action
  if (Array.isArray(action) && name === 'whenMatched') return action
  throw new StoreError('BadValue', `Enumeration value for field '$merge.${name}' is not a valid value.`)
}

function readLet(operand: Value): Merge['variables'] {
  const given = isDoc(operand) ? [...operand] : []
  const compiled = given.map(([name, value]) => [name, compileExpression(value, noVariables)] as const)
  return (result) => {
    const variables = compiled.map(([name, value]): [string, Value] => [name, value(result) ?? null])
    return new Map([['new', result], ...variables])
  }
}

/** `$merge`: each result is written by itself; an error ends the work and leaves what was written before. */
async function mergeResults(context: Context, merge: Merge, results: readonly Doc[]): Promise<void> {
  await ensureCollection(context, merge.namespace)
  checkUniqueness(existing(context, merge.namespace), merge.on)
  await runAll(
    context,
    results.map((result) => mergeStatement(context, merge, result)),
  )
}

function checkUniqueness({ indexes }: Collection, on: readonly string[]): void {
  if (on.length === 1 && on[0] === '_id') return
  const wanted = [...on].sort().join()
  const isUnique = indexes.some(
    ({ fields, ...index }) =>
      index.isUnique &&
      index.partialFilter === undefined &&
      fields
        .map(({ path }) => path)
        .sort()
        .join() === wanted,
  )
  if (!isUnique)
    throw new StoreError('Location51183', 'Cannot find index to verify that join fields will be unique')
}

function mergeStatement(context: Context, merge: Merge, result: Doc): Statement {
  const whole = withId(result)
  const query: Doc = new Map(merge.on.map((path) => [path, doc({ $eq: joinValue(whole, path) })]))
  return (writer) => {
    const collection = existing(context, merge.namespace)
    const [match] = findDocuments({ view: writer.view, collection, query, variables: noVariables })
    if (match === undefined) insertUnmatched(writer, collection, merge, whole)
    else {
      const after = merged(collection, merge, match.stored.document, result)
      prepareChange(writer, collection, match.stored, after).run()
    }
    return doc({ n: 1 })
  }
}

function joinValue(result: Doc, path: string): Value {
  const value = plainValue(result, splitPath(path))
  if (value !== undefined && value !== null && !Array.isArray(value)) return value
  throw new StoreError(
    'Location51132',
    `$merge write error: 'on' field '${path}' cannot be missing, null or an array`,
  )
}

function insertUnmatched(writer: Writer, collection: Collection, merge: Merge, result: Doc): void {
  if (merge.whenNotMatched === 'insert') prepareChange(writer, collection, undefined, result).run()
  if (merge.whenNotMatched !== 'fail') return
  throw new StoreError(
    'MergeStageNoMatchingDocument',
    '$merge could not find a matching document in the target collection for at least one document in the source collection',
  )
}

function merged(collection: Collection, merge: Merge, document: Doc, result: Doc): Doc {
  const { whenMatched } = merge
  if (whenMatched === 'keepExisting') return document
  if (whenMatched === 'fail') {
    throw duplicateKey(collection, '_id_', doc(Object.fromEntries(merge.on.map((path) => [path, 1]))), result)
  }
  if (Array.isArray(whenMatched)) {
    const update = compileUpdate({
      update: whenMatched,
      arrayFilters: undefined,
      variables: merge.variables(result),
    })
    return update.apply(cloneDoc(document), { isInsert: false, now: new Date() })
  }
  const id = document.get('_id')
  if (result.has('_id') && !areEqual(result.get('_id'), id))
    throw new StoreError('ImmutableField', `$merge failed to update the matching document: its '_id' differs`)
  return new Map([['_id', id], ...(whenMatched === 'merge' ? document : []), ...result])
}
