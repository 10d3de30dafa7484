import mongoose from 'mongoose'

const { BSON } = mongoose.mongo

/** A command as it is sent: plain values and BSON ones. */
type Command = Readonly<Record<string, unknown>>

/** Goes with a command of any driver, or is data, and says nothing of what the program uses. */
const CARRIED = new Set([
  ...['$db', 'lsid', '$clusterTime', '$readPreference', 'ordered', 'cursor', 'documents', 'cursors'],
  ...['txnNumber', 'autocommit', 'startTransaction', 'stmtIds', 'recoveryToken'],
])

/**
 * What a command uses of MongoDB, a word each: `find`, `find.sort`, `query $in`, `update $set`, `update path.$`,
 * `stage $group`, `expression $sum`, `index unique`, `transaction`, `retryable write`.
 */
export function featuresOf(sent: Command): Set<string> {
  const [name = ''] = Object.keys(sent)
  const features = new Set([name])
  if (sent['autocommit'] === false) features.add('transaction')
  else if (sent['txnNumber'] !== undefined) features.add('retryable write')
  const told = Object.fromEntries(Object.entries(sent).filter(([field]) => !CARRIED.has(field)))
  // As it goes over the wire: mongoose's own kinds of arrays and documents are plain ones there.
  const command: Command = BSON.deserialize(BSON.serialize(told, { ignoreUndefined: true }))
  for (const [field, value] of Object.entries(command).slice(1)) {
    if (field === 'readConcern' || field === 'writeConcern') addConcern(features, field, value)
    else {
      if (!LISTS.has(field)) features.add(`${name}.${field}`)
      addLanguage(features, field, value)
    }
  }
  return features
}

/** Fields of which each item says for itself what it uses. */
const LISTS = new Set(['updates', 'deletes', 'indexes'])

function addConcern(features: Set<string>, field: string, value: unknown): void {
  for (const [name, level] of fieldsOf(value)) {
    if (name === 'level' || name === 'w' || name === 'j') features.add(`${field} ${String(level)}`)
  }
}

function addLanguage(features: Set<string>, field: string, value: unknown): void {
  if (field === 'filter' || field === 'query' || field === 'q') addOperators(features, 'query', value)
  else if (field === 'update' || field === 'u') addUpdate(features, value)
  else if (field === 'pipeline') addPipeline(features, value)
  else if (field === 'updates' || field === 'deletes') addStatements(features, field, value)
  else if (field === 'indexes') addIndexes(features, value)
  else if (field === 'projection' || field === 'fields') addOperators(features, 'projection', value)
}

function addStatements(features: Set<string>, field: string, statements: unknown): void {
  for (const statement of listOf(statements)) {
    for (const [name, value] of fieldsOf(statement)) {
      if (name !== 'q' && name !== 'u') features.add(`${field}.${name}`)
      if (name !== 'limit') addLanguage(features, name, value)
    }
  }
}

function addUpdate(features: Set<string>, update: unknown): void {
  if (Array.isArray(update)) {
    features.add('update pipeline')
    addPipeline(features, update)
    return
  }
  for (const [operator, changes] of fieldsOf(update)) {
    if (operator.startsWith('$')) addChanges(features, operator, changes)
    else features.add('update replacement')
  }
}

function addChanges(features: Set<string>, operator: string, changes: unknown): void {
  features.add(`update ${operator}`)
  const isData = operator === '$set' || operator === '$setOnInsert'
  for (const [path, value] of fieldsOf(changes)) {
    for (const part of path.split('.'))
      if (part.startsWith('$')) features.add(part === '$' ? 'update path $' : 'update path $[]')
    if (!isData) addOperators(features, 'update', value)
  }
}

function addPipeline(features: Set<string>, pipeline: unknown): void {
  for (const stage of listOf(pipeline)) {
    for (const [name, value] of fieldsOf(stage)) {
      features.add(`stage ${name}`)
      if (name === '$facet') fieldsOf(value).forEach(([, inner]) => addPipeline(features, inner))
      else addOperators(features, name === '$match' ? 'query' : 'expression', value)
    }
  }
}

function addIndexes(features: Set<string>, indexes: unknown): void {
  for (const index of listOf(indexes)) {
    for (const [name, value] of fieldsOf(index)) {
      if (name === 'key') features.add(fieldsOf(value).length > 1 ? 'index compound' : 'index single')
      else if (name !== 'name' && name !== 'background') features.add(`index ${name}`)
      if (name === 'partialFilterExpression') addOperators(features, 'query', value)
    }
  }
}

/** Every name that begins with a dollar, at any depth; of an expression also the names of variables. */
function addOperators(features: Set<string>, where: string, value: unknown): void {
  if (value instanceof RegExp || bsonType(value) === 'BSONRegExp') features.add(`${where} pattern`)
  for (const [name, inner] of entriesOf(value)) {
    if (name.startsWith('$')) features.add(`${where} ${name}`)
    if (name === '$expr') addOperators(features, 'expression', inner)
    else addOperators(features, where, inner)
  }
  const variable = typeof value === 'string' ? /^\$\$[A-Z]+/.exec(value)?.[0] : undefined
  if (variable !== undefined && where === 'expression') features.add(`expression ${variable}`)
}

function entriesOf(value: unknown): [string, unknown][] {
  return Array.isArray(value) ? value.map((item) => ['', item]) : fieldsOf(value)
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** The fields of a plain document; none of a list, a date or another BSON value. */
function fieldsOf(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  if (value instanceof Date || value instanceof RegExp || value instanceof Uint8Array) return []
  return bsonType(value) === undefined ? Object.entries(value) : []
}

function bsonType(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? (value as { _bsontype?: unknown })._bsontype
    : undefined
}
