import { randomUUID } from 'node:crypto'
import { UUID } from 'bson'
import { readDocument } from '../bson/reader'
import { type Doc, doc, isDoc, isNumeric, toNumber, type Value } from '../bson/values'
import { writeDocument } from '../bson/writer'
import { StoreError } from '../errors'
import type { Change, Environment } from '../storage/environment'
import { buildIndex, type Index } from './index-definition'

/** A collection with its indexes. */
export interface Collection {
  readonly id: number
  readonly database: string
  readonly name: string
  /** database.collection */
  readonly namespace: string
  readonly uuid: UUID
  indexes: readonly Index[]
  readonly createdAt: number
  /** The last write that added or removed an index. */
  changedAt: number
  /** Counts what was done to the collection as a whole, for transactions that have used it. */
  revision: number
}

const prefix = Buffer.from('collection:')
const counterKey = Buffer.from('next-id')

/** What collections and indexes there are. Kept in memory; every change is written with the data it belongs to. */
export class Catalogue {
  private readonly collections = new Map<string, Collection>()
  private nextId = 1

  constructor(private readonly environment: Environment) {
    this.load()
  }

  /** Reads the catalogue as it is on the disk, also after a write that failed. */
  load(): void {
    const known = new Map(this.collections)
    this.collections.clear()
    const counter = this.environment.get('records', counterKey)
    this.nextId = counter?.readUInt32BE() ?? 1
    const range = { start: prefix, end: Buffer.concat([prefix, Buffer.from([0xff])]) }
    for (const { value } of this.environment.chunk('records', range)) {
      const collection = readCollection(readDocument(value))
      this.collections.set(collection.namespace, restored(known.get(collection.namespace), collection))
    }
  }

  find(namespace: string): Collection | undefined {
    return this.collections.get(namespace)
  }

  /** The collections of a database by name. */
  inDatabase(database: string): Collection[] {
    return [...this.collections.values()]
      .filter((collection) => collection.database === database)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  all(): Collection[] {
    return [...this.collections.values()]
  }

  /** Adds a collection; only within a write, which `sequence` numbers. */
  add(namespace: string, sequence: number): Collection {
    const [database, name] = splitNamespace(namespace)
    const collection: Collection = {
      id: this.takeId(),
      database,
      name,
      namespace,
      uuid: new UUID(randomUUID()),
      indexes: [],
      createdAt: sequence,
      changedAt: sequence,
      revision: 0,
    }
    this.collections.set(collection.namespace, collection)
    this.save(collection)
    return collection
  }

  /** Gives a collection another name, which must be free; only within a write, which `sequence` numbers. */
  rename(collection: Collection, namespace: string, sequence: number): void {
    this.remove(collection)
    const [database, name] = splitNamespace(namespace)
    const state = { createdAt: sequence, changedAt: sequence, revision: 0 }
    const renamed = { ...collection, database, name, namespace, ...state }
    this.collections.set(namespace, renamed)
    this.save(renamed)
  }

  remove(collection: Collection): void {
    this.collections.delete(collection.namespace)
    collection.revision++
    this.environment.apply({ table: 'records', key: recordKey(collection), value: undefined })
  }

  setIndexes(collection: Collection, indexes: readonly Index[], sequence: number): void {
    collection.indexes = indexes
    collection.changedAt = sequence
    collection.revision++
    this.save(collection)
  }

  /** A number for a collection or index that was never used before. */
  takeId(): number {
    const id = this.nextId++
    const value = Buffer.alloc(4)
    value.writeUInt32BE(this.nextId)
    this.environment.apply({ table: 'records', key: counterKey, value })
    return id
  }

  private save(collection: Collection): void {
    this.environment.apply(collectionRecord(collection))
  }
}

/** The record of a collection, to be written along with the data that changed it. */
export function collectionRecord(collection: Collection): Change {
  const indexes: Value[] = collection.indexes.map((index) =>
    doc({ id: index.id, definition: index.definition, multikey: index.isMultikey }),
  )
  const { id, database, name, uuid } = collection
  const value = writeDocument(doc({ id, database, name, uuid, indexes }))
  return { table: 'records', key: recordKey(collection), value }
}

function recordKey(collection: Collection): Buffer {
  return Buffer.concat([prefix, Buffer.from(collection.namespace)])
}

/** A collection that is in use stays the same object and takes over what the disk says. */
function restored(known: Collection | undefined, stored: Collection): Collection {
  if (known?.id !== stored.id) return stored
  known.indexes = stored.indexes
  known.revision++
  return known
}

function readCollection(record: Doc): Collection {
  const database = String(record.get('database'))
  const name = String(record.get('name'))
  const indexes = record.get('indexes')
  return {
    id: readNumber(record.get('id')),
    database,
    name,
    namespace: `${database}.${name}`,
    uuid: record.get('uuid') as UUID,
    indexes: Array.isArray(indexes) ? indexes.filter(isDoc).map(readIndex) : [],
    createdAt: 0,
    changedAt: 0,
    revision: 0,
  }
}

function readIndex(record: Doc): Index {
  const definition = record.get('definition')
  if (!isDoc(definition)) throw new StoreError('InternalError', 'An index in the catalogue has no definition')
  const state = { createdAt: 0, isMultikey: record.get('multikey') === true }
  return buildIndex(readNumber(record.get('id')), definition, state)
}

function readNumber(value: Value): number {
  if (isNumeric(value)) return toNumber(value)
  throw new StoreError('InternalError', 'An entry of the catalogue has no number')
}

/** A database's name ends at the first dot. */
function splitNamespace(namespace: string): [database: string, name: string] {
  const dot = namespace.indexOf('.')
  const [database, name] = [namespace.slice(0, dot), namespace.slice(dot + 1)]
  const isAllowed = dot > 0 && name !== '' && !/[$\0]/.test(namespace) && !name.startsWith('system.')
  if (isAllowed && Buffer.byteLength(namespace) <= 255) return [database, name]
  throw new StoreError('InvalidNamespace', `Invalid collection name: ${namespace}`)
}
