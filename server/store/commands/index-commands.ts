import { readDocument } from '../bson/reader'
import { type Doc, doc, isDoc, type Value } from '../bson/values'
import type { Collection } from '../catalogue/catalogue'
import {
  buildIndex,
  idIndexDefinition,
  idIndexName,
  type Index,
  normaliseDefinition,
} from '../catalogue/index-definition'
import { indexKeys } from '../catalogue/index-keys'
import { StoreError } from '../errors'
import { areEqual } from '../keys/compare'
import { maxKeyBytes } from '../storage/environment'
import { duplicateKey, prefixOf, rangeOf } from '../storage/documents'
import { CurrentView } from '../storage/view'
import { removeAll, batchSizeOf } from './collection-commands'
import { type Command, type Context, type Engine, namedCollection, namespaceOf } from './context'
import { ensureCollection } from './write-batch'

export const createIndexesCommand: Command = {
  fields: 'indexes commitQuorum ignoreUnknownIndexOptions',
  async run(context) {
    const { engine, args } = context
    const definitions = args.documents('indexes').map(normaliseDefinition)
    if (definitions.length === 0)
      throw new StoreError('BadValue', 'Must specify at least one index to create')
    const existed = namedCollection(context) !== undefined
    await ensureCollection(context, namespaceOf(context))
    const counts = await engine.registry.write((_writer, sequence) => {
      const collection = existingCollection(context)
      const before = collection.indexes.length
      const missing = definitions.filter((definition) => isMissing(collection, definition))
      addIndexes(engine, collection, { definitions: missing, sequence })
      return { before: before + 1, after: collection.indexes.length + 1 }
    })
    return doc({
      numIndexesBefore: counts.before,
      numIndexesAfter: counts.after,
      createdCollectionAutomatically: !existed,
      note: counts.before === counts.after ? 'all indexes already exist' : undefined,
    })
  },
}

function existingCollection(context: Context): Collection {
  const collection = namedCollection(context)
  if (collection !== undefined) return collection
  throw new StoreError('NamespaceNotFound', `ns does not exist: ${namespaceOf(context)}`)
}

/** False when the very index exists; throws when another one stands in its way. */
function isMissing(collection: Collection, definition: Doc): boolean {
  if (areEqual(definition.get('key'), idIndexDefinition.get('key'))) return false
  for (const { definition: known, name } of collection.indexes) {
    if (sameContent(known, definition)) {
      if (name === definition.get('name')) return false
      throw new StoreError('IndexOptionsConflict', `Index already exists with a different name: ${name}`)
    }
    if (name === definition.get('name')) {
      const message = `An existing index has the same name as the requested index: ${name}, but other keys or options`
      throw new StoreError(
        areEqual(known.get('key'), definition.get('key')) ? 'IndexOptionsConflict' : 'IndexKeySpecsConflict',
        message,
      )
    }
  }
  return true
}

function sameContent(a: Doc, b: Doc): boolean {
  return ['key', 'unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'].every((field) =>
    areEqual(a.get(field), b.get(field)),
  )
}

interface Order {
  readonly definition: Doc
  readonly sequence: number
}

interface Orders {
  readonly definitions: readonly Doc[]
  readonly sequence: number
}

/** Builds indexes and adds them to a collection; only within a write, which `sequence` numbers. */
export function addIndexes(engine: Engine, collection: Collection, { definitions, sequence }: Orders): void {
  if (definitions.length === 0) return
  const built = definitions.map((definition) => build(engine, collection, { definition, sequence }))
  engine.catalogue.setIndexes(collection, [...collection.indexes, ...built], sequence)
}

/** Builds an index over all documents; nothing is written before the whole index is known to be possible. */
function build(engine: Engine, collection: Collection, { definition, sequence }: Order): Index {
  const index = buildIndex(engine.catalogue.takeId(), definition, { createdAt: sequence, isMultikey: false })
  const prefix = prefixOf(index.id)
  const entries: { key: Buffer; value: Buffer }[] = []
  const taken = new Set<string>()
  const view = new CurrentView(engine.environment, sequence)
  for (const { key, value } of view.scan('documents', rangeOf(prefixOf(collection.id)))) {
    const document = readDocument(value)
    const { keys, isMultikey } = indexKeys(index, document)
    index.isMultikey ||= isMultikey
    for (const fieldsKey of keys) {
      checkFree(
        taken,
        fieldsKey,
        () => duplicateKey(collection, index.name, keyPattern(definition), document),
        index,
      )
      const idKey = key.subarray(4)
      entries.push({ key: entryKey(prefix, fieldsKey, idKey), value: idKey })
    }
  }
  index.isMultikeySaved = index.isMultikey
  for (const entry of entries) engine.environment.apply({ table: 'indexes', ...entry })
  return index
}

function keyPattern(definition: Doc): Doc {
  const key = definition.get('key')
  return isDoc(key) ? key : new Map()
}

function entryKey(prefix: Buffer, fieldsKey: Buffer, idKey: Buffer): Buffer {
  const key = Buffer.concat([prefix, fieldsKey, idKey])
  if (key.length <= maxKeyBytes) return key
  throw new StoreError('KeyTooLong', `An indexed value is too long: ${key.length} of ${maxKeyBytes} bytes`)
}

function checkFree(taken: Set<string>, key: Buffer, failure: () => StoreError, index: Index): void {
  if (!index.isUnique) return
  const text = key.toString('latin1')
  if (taken.has(text)) throw failure()
  taken.add(text)
}

export const listIndexesCommand: Command = {
  fields: 'cursor includeBuildUUIDs includeIndexBuildInfo',
  run(context) {
    const collection = existingCollection(context)
    return context.engine.cursors.open({
      namespace: namespaceOf(context),
      results: [idIndexDefinition, ...collection.indexes.map(({ definition }) => definition)],
      batchSize: batchSizeOf(context),
      transaction: undefined,
    })
  },
}

export const dropIndexesCommand: Command = {
  fields: 'index',
  async run(context) {
    const { engine, args } = context
    return engine.registry.write((_writer, sequence) => {
      const collection = existingCollection(context)
      const dropped = indexesToDrop(collection, args.value('index'))
      const nIndexesWas = collection.indexes.length + 1
      for (const { id } of dropped) removeAll(engine, 'indexes', id)
      engine.catalogue.setIndexes(
        collection,
        collection.indexes.filter((index) => !dropped.includes(index)),
        sequence,
      )
      return doc({ nIndexesWas })
    })
  },
}

function indexesToDrop(collection: Collection, wanted: Value): readonly Index[] {
  if (wanted === '*') return collection.indexes
  if (Array.isArray(wanted)) return wanted.flatMap((one) => indexesToDrop(collection, one))
  if (wanted === idIndexName || (isDoc(wanted) && areEqual(wanted, idIndexDefinition.get('key')))) {
    throw new StoreError('InvalidOptions', 'cannot drop _id index')
  }
  const found = collection.indexes.filter(
    ({ name, definition }) => name === wanted || (isDoc(wanted) && areEqual(definition.get('key'), wanted)),
  )
  if (found.length > 0) return found
  throw new StoreError('IndexNotFound', `index not found with name [${String(wanted)}]`)
}
