import { Int32 } from 'bson'
import { cloneDoc, type Doc, isDoc, isNumeric, toNumber, typeName, type Value } from '../bson/values'
import { type ErrorName, notImplemented, StoreError } from '../errors'
import { compileFilter } from '../query/filter'
import { compileProjection } from '../query/projection'
import { countOf, slice } from '../query/find-documents'
import { readSort, sortBy } from '../query/sort'
import { Target } from '../update/target'
import { compileGroup } from './accumulators'
import { compileExpression, type Variables } from './expressions'
import { knownStages } from './known-names'
import { compileUnwind } from './unwind'

/** One step of a pipeline: documents in, documents out. */
export type Stage = (documents: Iterable<Doc>) => Iterable<Doc>

/** What a stage may ask: the values of `let`, and the documents of another collection that hold one of some values. */
export interface StageSource {
  readonly variables: Variables
  lookUp(collection: string, field: string, values: readonly Value[]): Iterable<Doc>
}

type StageCompiler = (operand: Value, source: StageSource) => Stage

const stages: Readonly<Record<string, StageCompiler>> = {
  $match: (operand, { variables }) => {
    const query = document(operand, 'Location15959', 'the match filter must be an expression in an object')
    const matches = compileFilter(query, variables)
    return (documents) => filter(documents, matches)
  },
  $sort: (operand) => {
    const fields = readSort(
      document(operand, 'Location15973', 'the $sort key specification must be an object'),
    )
    if (fields.length === 0)
      throw new StoreError('Location15976', '$sort stage must have at least one sort key')
    return (documents) => sortBy(documents, fields, (one) => one)
  },
  $skip: (operand) => {
    const count = whole(operand, 0, 'Location5107200', '$skip')
    return (documents) => slice(documents, count, 0)
  },
  $limit: (operand) => {
    const count = whole(operand, 1, 'Location15958', '$limit')
    return (documents) => slice(documents, 0, count)
  },
  $group: compileGroup,
  $count: compileCount,
  $project: compileProject,
  $addFields: compileAddFields,
  $set: compileAddFields,
  $unset: (operand, source) => {
    const names = Array.isArray(operand) ? operand : [operand]
    if (!names.every((name) => typeof name === 'string'))
      throw new StoreError('Location31002', '$unset specification must be a string or an array of strings')
    const fields = names.map((name): [string, Value] => [String(name), new Int32(0)])
    return compileProject(new Map(fields), source)
  },
  $unwind: compileUnwind,
  $lookup: compileLookup,
  $replaceRoot: (operand, source) =>
    compileReplaceRoot(isDoc(operand) ? operand.get('newRoot') : undefined, source),
  $replaceWith: compileReplaceRoot,
  $facet: compileFacet,
}

/** Reads a pipeline; throws MongoDB's errors for what is malformed or unknown. */
export function compilePipeline(pipeline: readonly Value[], source: StageSource): Stage {
  const compiled = pipeline.map((stage) => {
    if (!isDoc(stage))
      throw new StoreError('TypeMismatch', `Each element of the 'pipeline' array must be an object`)
    if (stage.size !== 1) {
      throw new StoreError(
        'Location40323',
        'A pipeline stage specification object must contain exactly one field.',
      )
    }
    const [name = '', operand] = [...stage][0] ?? []
    const compile = Object.hasOwn(stages, name) ? stages[name] : undefined
    if (compile !== undefined) return compile(operand, source)
    if (knownStages.has(name)) throw notImplemented(`the pipeline stage '${name}'`)
    if (name === '$out' || name === '$merge')
      throw new StoreError('Location40601', `${name} can only be the final stage in the pipeline`)
    throw new StoreError('Location40324', `Unrecognized pipeline stage name: '${name}'`)
  })
  return (documents) => compiled.reduce((stream, stage) => stage(stream), documents)
}

function document(operand: Value, code: ErrorName, message: string): Doc {
  if (isDoc(operand)) return operand
  throw new StoreError(code, message)
}

function whole(operand: Value, least: number, code: `Location${number}`, name: string): number {
  const count = isNumeric(operand) ? toNumber(operand) : NaN
  if (Number.isInteger(count) && count >= least) return count
  throw new StoreError(
    code,
    `invalid argument to ${name} stage: it needs a whole number of at least ${least}`,
  )
}

function* filter(documents: Iterable<Doc>, matches: (document: Doc) => boolean): Iterable<Doc> {
  for (const one of documents) if (matches(one)) yield one
}

function* map(documents: Iterable<Doc>, change: (document: Doc) => Doc): Iterable<Doc> {
  for (const one of documents) yield change(one)
}

function compileCount(operand: Value): Stage {
  if (typeof operand !== 'string' || operand === '') {
    const code = operand === '' ? 'Location40157' : 'Location40156'
    throw new StoreError(code, 'the count field must be a non-empty string')
  }
  if (operand.startsWith('$'))
    throw new StoreError('Location40158', 'the count field cannot be a $-prefixed path')
  if (operand.includes('.')) throw new StoreError('Location40160', `the count field cannot contain '.'`)
  return function* count(documents) {
    const total = countOf(documents)
    if (total > 0) yield new Map([[operand, new Int32(total)]])
  }
}

/** Plain inclusion and exclusion as in `find`; any other value is an expression for a new field. */
function compileProject(operand: Value, source: StageSource): Stage {
  const specification = document(operand, 'Location15969', '$project specification must be an object')
  if (specification.size === 0)
    throw new StoreError('Location51272', 'projection specification must have at least one field')
  const plain: Doc = new Map()
  const computed: Doc = new Map()
  for (const [path, value] of specification) (isPlain(value) ? plain : computed).set(path, value)
  if (computed.size === 0) {
    const projection = compileProjection(plain)
    return (documents) => map(documents, (one) => projection?.(one) ?? one)
  }
  if (plain.size === 0) plain.set('_id', true)
  const isOnlyExclusion = [...plain.values()].every((value) => isNumeric(value) && toNumber(value) === 0)
  const projection = isOnlyExclusion ? () => new Map<string, Value>() : compileProjection(plain)
  const assign = compileAssignments(computed, source)
  return (documents) => map(documents, (one) => assign(projection?.(one) ?? new Map(), one))
}

function isPlain(value: Value): boolean {
  if (typeof value === 'boolean' || isNumeric(value)) return true
  return (
    isDoc(value) &&
    ![...value.keys()].some((name) => name.startsWith('$')) &&
    [...value.values()].every(isPlain)
  )
}

function compileAddFields(operand: Value, source: StageSource): Stage {
  const fields = document(operand, 'Location40272', '$addFields specification stage must be an object')
  if (fields.size === 0)
    throw new StoreError('Location40177', '$addFields specification must have at least one field')
  const assign = compileAssignments(fields, source)
  return (documents) => map(documents, (one) => assign(cloneDoc(one), one))
}

function compileAssignments(
  specification: Doc,
  { variables }: StageSource,
): (target: Doc, source: Doc) => Doc {
  const fields = [...specification].map(([path, value]) => ({
    parts: path.split('.'),
    value: compileExpression(value, variables),
  }))
  return (target, source) => {
    for (const { parts, value } of fields) {
      const result = value(source)
      if (result !== undefined) new Target(target, parts).set(result)
    }
    return target
  }
}

function compileReplaceRoot(operand: Value, { variables }: StageSource): Stage {
  const root = compileExpression(operand, variables)
  return (documents) =>
    map(documents, (one) => {
      const result = root(one)
      if (isDoc(result)) return result
      const message = `'newRoot' expression must evaluate to an object, but resulting value was of type ${typeName(result)}`
      throw new StoreError('Location40228', message)
    })
}

const lookupFields = new Set(['from', 'localField', 'foreignField', 'as'])

function compileLookup(operand: Value, source: StageSource): Stage {
  const specification = document(operand, 'FailedToParse', 'the $lookup specification must be an Object')
  for (const name of specification.keys()) {
    if (!lookupFields.has(name)) throw notImplemented(`$lookup with '${name}'`)
  }
  const [from, localField, foreignField, as] = [...lookupFields].map((name) => {
    const value = specification.get(name)
    if (typeof value === 'string') return value
    throw new StoreError(
      'FailedToParse',
      `$lookup argument '${name}' must be a string, is type ${typeName(value)}`,
    )
  })
  const local = compileExpression(`$${localField ?? ''}`, source.variables)
  return (documents) =>
    map(documents, (one) => {
      const value = local(one)
      const found = source.lookUp(
        from ?? '',
        foreignField ?? '',
        Array.isArray(value) ? value : [value ?? null],
      )
      const result = cloneDoc(one)
      new Target(result, (as ?? '').split('.')).set([...found])
      return result
    })
}

const notFaceted = new Set(['$facet', '$out', '$merge'])

function checkFaceted(pipeline: readonly Value[]): void {
  const name = pipeline
    .flatMap((stage) => (isDoc(stage) ? [...stage.keys()] : []))
    .find((one) => notFaceted.has(one))
  if (name === undefined) return
  throw new StoreError('Location40600', `${name} is not allowed to be used within a $facet stage`)
}

/** Several pipelines over the same documents, whose results stand beside each other in one document. */
function compileFacet(operand: Value, source: StageSource): Stage {
  const facets = [
    ...document(operand, 'Location40169', 'the $facet specification must be a non-empty object'),
  ]
  if (facets.length === 0)
    throw new StoreError('Location40169', 'the $facet specification must be a non-empty object')
  const compiled = facets.map(([name, pipeline]): [string, Stage] => {
    if (Array.isArray(pipeline)) checkFaceted(pipeline)
    if (Array.isArray(pipeline)) return [name, compilePipeline(pipeline, source)]
    throw new StoreError(
      'Location40170',
      `arguments to $facet must be arrays, ${name} is type ${typeName(pipeline)}`,
    )
  })
  return function* facet(documents) {
    const all = [...documents]
    yield new Map(compiled.map(([name, stage]): [string, Value] => [name, [...stage(all)]]))
  }
}
