import { type Doc, doc, isDoc, type Value } from '../bson/values'
import type { Collection } from '../catalogue/catalogue'
import { idIndexDefinition } from '../catalogue/index-definition'
import { notImplemented, StoreError } from '../errors'
import { compileFilter } from '../query/filter'
import type { Table } from '../storage/environment'
import { prefixOf, rangeOf } from '../storage/documents'
import { CurrentView } from '../storage/view'
import { type Command, type Context, type Engine, namedCollection, namespaceOf } from './context'

const refusedOptions =
  'capped validator viewOn timeseries expireAfterSeconds clusteredIndex idIndex storageEngine changeStreamPreAndPostImages'
const acceptedOptions = 'size max validationLevel validationAction pipeline collation autoIndexId'

export const createCommand: Command = {
  fields: `${refusedOptions} ${acceptedOptions}`,
  async run(context) {
    const { engine, args } = context
    for (const name of refusedOptions.split(' ')) {
      if (args.has(name) && args.value(name) !== false) throw notImplemented(`collections with '${name}'`)
    }
    await engine.registry.write((_writer, sequence) => {
      if (namedCollection(context) !== undefined) {
        throw new StoreError('NamespaceExists', `Collection ${namespaceOf(context)} already exists.`)
      }
      engine.catalogue.add(namespaceOf(context), sequence)
    })
    return doc({})
  },
}

export const dropCommand: Command = {
  fields: '',
  async run(context) {
    const ns = namespaceOf(context)
    const indexes = await context.engine.registry.write(() => {
      const collection = namedCollection(context)
      if (collection !== undefined) dropCollection(context.engine, collection)
      return collection?.indexes.length
    })
    return indexes === undefined ? doc({ ns }) : doc({ nIndexesWas: indexes + 1, ns })
  },
}

export const dropDatabaseCommand: Command = {
  fields: '',
  async run({ engine, database }) {
    await engine.registry.write(() => {
      for (const collection of engine.catalogue.inDatabase(database)) dropCollection(engine, collection)
    })
    return doc({ dropped: database })
  },
}

/** Removes a collection with all that belongs to it; only within a write. */
export function dropCollection(engine: Engine, collection: Collection): void {
  removeAll(engine, 'documents', collection.id)
  for (const index of collection.indexes) removeAll(engine, 'indexes', index.id)
  engine.catalogue.remove(collection)
}

/** Removes every entry under a collection's or an index's number; only within a write. */
export function removeAll({ environment }: Engine, table: Table, id: number): void {
  const view = new CurrentView(environment, Infinity)
  for (const { key } of view.scan(table, rangeOf(prefixOf(id))))
    environment.apply({ table, key, value: undefined })
}

export const listCollectionsCommand: Command = {
  fields: 'filter nameOnly authorizedCollections cursor',
  run(context) {
    const { engine, database, args } = context
    const matches = compileFilter(args.optionalDocument('filter') ?? new Map())
    const isShort = args.flag('nameOnly')
    const results = engine.catalogue
      .inDatabase(database)
      .map(describe)
      .filter((entry) => matches(entry))
    return engine.cursors.open({
      namespace: `${database}.$cmd.listCollections`,
      results: results.map((entry) => (isShort ? nameOnly(entry) : entry)),
      batchSize: batchSizeOf(context),
      transaction: undefined,
    })
  },
}

/** The batch size inside the `cursor` argument of commands that always answer with a cursor. */
export function batchSizeOf({ args }: Context): number | undefined {
  const size = args.optionalDocument('cursor')?.get('batchSize')
  return size === undefined ? undefined : Number(size)
}

function describe(collection: Collection): Doc {
  const info = doc({ readOnly: false, uuid: collection.uuid })
  const { name } = collection
  return doc({ name, type: 'collection', options: doc({}), info, idIndex: idIndexDefinition })
}

function nameOnly(entry: Doc): Doc {
  return doc({ name: entry.get('name'), type: entry.get('type') })
}

export const listDatabasesCommand: Command = {
  fields: 'filter nameOnly authorizedDatabases',
  run({ engine, args }) {
    const names = [...new Set(engine.catalogue.all().map(({ database }) => database))].sort()
    const matches = compileFilter(args.optionalDocument('filter') ?? new Map())
    const databases: Value[] = names
      .map((name) => doc({ name, empty: false }))
      .filter((entry) => isDoc(entry) && matches(entry))
    return doc({ databases })
  },
}
