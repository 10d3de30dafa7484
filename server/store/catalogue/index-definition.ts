import { type Doc, doc, isDoc, isNumeric, isTruthy, toNumber, type Value } from '../bson/values'
import { notImplemented, StoreError } from '../errors'
import { compileFilter, type Filter } from '../query/filter'
import { splitPath } from '../query/paths'

export interface IndexField {
  readonly path: string
  readonly parts: readonly string[]
  readonly isDescending: boolean
}

/** An index as the store uses it. */
export interface Index {
  readonly id: number
  readonly name: string
  /** As it is given back by listIndexes. */
  readonly definition: Doc
  readonly fields: readonly IndexField[]
  readonly isUnique: boolean
  readonly isSparse: boolean
  readonly partialFilter: { readonly source: Doc; readonly matches: Filter } | undefined
  readonly expireAfterSeconds: number | undefined
  /** The write after which the index is complete; older snapshots do not use it. */
  readonly createdAt: number
  /** Whether some document has several entries, because an indexed field holds an array. */
  isMultikey: boolean
  /** Whether the disk knows it, too. */
  isMultikeySaved: boolean
}

/** Name of the index that every collection has by nature; the documents themselves are stored in its order. */
export const idIndexName = '_id_'
export const idIndexDefinition = doc({ v: 2, key: doc({ _id: 1 }), name: idIndexName })

const options = new Set([
  'v',
  'key',
  'name',
  'ns',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
])
const ignoredOptions = new Set(['background'])
/** Options and kinds of indexes that MongoDB has besides. */
const knownOptions = new Set(
  (
    'hidden collation weights default_language language_override textIndexVersion 2dsphereIndexVersion bits min max ' +
    'bucketSize storageEngine wildcardProjection prepareUnique clustered dropDups'
  ).split(' '),
)
const knownKinds = new Set(['text', '2d', '2dsphere', 'hashed', 'geoHaystack'])
/** What may be said of the index on _id, which every collection has. */
const idOptions = new Set(['v', 'key', 'name', 'ns', 'collation'])
const partialOperators = new Set(['$and', '$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$in', '$type'])

/** Checks an index specification and brings it into the form in which it is stored. */
export function normaliseDefinition(specification: Doc): Doc {
  const key = specification.get('key')
  if (!isDoc(key) || key.size === 0) throw new StoreError('CannotCreateIndex', 'Index keys cannot be empty.')
  checkOptions(specification)
  if (key.size === 1 && key.has('_id')) checkIdIndex(specification, key)
  for (const [path, direction] of key) checkField(path, direction)
  const definition: Doc = new Map<string, Value>([
    ['v', 2],
    ['key', key],
    ['name', indexName(specification)],
  ])
  for (const flag of ['unique', 'sparse']) if (isTruthy(specification.get(flag))) definition.set(flag, true)
  copyPartialFilter(specification, definition)
  copyExpiry(specification, definition)
  return definition
}

function indexName(specification: Doc): string {
  const name = specification.get('name')
  if (typeof name === 'string' && name !== '') return name
  throw new StoreError('FailedToParse', `The 'name' field is a required property of an index specification`)
}

function checkOptions(specification: Doc): void {
  for (const [name, value] of specification) {
    if (options.has(name) || ignoredOptions.has(name)) continue
    if (name === 'hidden' && !isTruthy(value)) continue
    if (name === 'collation' && isDoc(value) && value.get('locale') === 'simple') continue
    if (knownOptions.has(name)) throw notImplemented(`the index option '${name}'`)
    throw new StoreError(
      'InvalidIndexSpecificationOption',
      `The field '${name}' is not valid for an index specification`,
    )
  }
}

function checkIdIndex(specification: Doc, key: Doc): void {
  const direction = key.get('_id')
  if (isNumeric(direction) && toNumber(direction) !== 1)
    throw new StoreError('BadValue', `The field 'key' for an _id index must be {_id: 1}`)
  const name = [...specification.keys()].find(
    (option) => !idOptions.has(option) && !ignoredOptions.has(option),
  )
  if (name === undefined) return
  throw new StoreError(
    'InvalidIndexSpecificationOption',
    `The field '${name}' is not valid for an _id index specification`,
  )
}

function checkField(path: string, direction: Value): void {
  if (path.includes('$**')) throw notImplemented('wildcard indexes')
  if (path === '' || splitPath(path).includes('')) {
    throw new StoreError('CannotCreateIndex', 'Index keys cannot be an empty field.')
  }
  if (path.startsWith('$')) {
    throw new StoreError(
      'CannotCreateIndex',
      `Index key contains an illegal field name: field name starts with '$'.`,
    )
  }
  if (typeof direction === 'string') {
    if (knownKinds.has(direction)) throw notImplemented(`indexes of type '${direction}'`)
    throw new StoreError('CannotCreateIndex', `Unknown index plugin '${direction}'`)
  }
  if (!isNumeric(direction) || !(Math.abs(toNumber(direction)) > 0)) {
    throw new StoreError(
      'CannotCreateIndex',
      'Values in the index key pattern must be positive or negative numbers',
    )
  }
}

function copyPartialFilter(specification: Doc, definition: Doc): void {
  const filter = specification.get('partialFilterExpression')
  if (filter === undefined) return
  if (!isDoc(filter))
    throw new StoreError('TypeMismatch', `Field 'partialFilterExpression' must be an object`)
  if (definition.has('sparse')) {
    throw new StoreError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options')
  }
  checkPartialOperators(filter)
  definition.set('partialFilterExpression', filter)
}

function checkPartialOperators(filter: Value): void {
  if (Array.isArray(filter)) filter.forEach(checkPartialOperators)
  if (!isDoc(filter)) return
  for (const [name, value] of filter) {
    const isAllowed = !name.startsWith('$') || partialOperators.has(name)
    if (!isAllowed || (name === '$exists' && !isTruthy(value))) {
      throw new StoreError('CannotCreateIndex', `Expression not supported in partial index: ${name}`)
    }
    checkPartialOperators(value)
  }
}

function copyExpiry(specification: Doc, definition: Doc): void {
  const seconds = specification.get('expireAfterSeconds')
  if (seconds === undefined) return
  const key = definition.get('key')
  if (!isNumeric(seconds) || !(toNumber(seconds) >= 0)) {
    throw new StoreError('CannotCreateIndex', `TTL index 'expireAfterSeconds' must be a non-negative number`)
  }
  if (isDoc(key) && (key.size > 1 || key.has('_id'))) {
    throw new StoreError('CannotCreateIndex', 'TTL indexes are single-field indexes, and not on _id')
  }
  definition.set('expireAfterSeconds', seconds)
}

/** Makes the index that a stored definition describes. */
export function buildIndex(
  id: number,
  definition: Doc,
  state: { createdAt: number; isMultikey: boolean },
): Index {
  const key = definition.get('key')
  const filter = definition.get('partialFilterExpression')
  const seconds = definition.get('expireAfterSeconds')
  return {
    id,
    name: String(definition.get('name')),
    definition,
    fields: isDoc(key) ? [...key].map(([path, direction]) => indexField(path, direction)) : [],
    isUnique: definition.get('unique') === true,
    isSparse: definition.get('sparse') === true,
    partialFilter: isDoc(filter) ? { source: filter, matches: compileFilter(filter) } : undefined,
    expireAfterSeconds: isNumeric(seconds) ? toNumber(seconds) : undefined,
    ...state,
    isMultikeySaved: state.isMultikey,
  }
}

function indexField(path: string, direction: Value): IndexField {
  return { path, parts: splitPath(path), isDescending: isNumeric(direction) && toNumber(direction) < 0 }
}
