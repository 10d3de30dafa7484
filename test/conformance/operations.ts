import mongoose from 'mongoose'
import type { Entities } from './entities'
import type { Fields, Operation } from './unified-test'

const { Collection, Db, MongoClient } = mongoose.mongo
type Collection = mongoose.mongo.Collection
type Db = mongoose.mongo.Db
type MongoClient = mongoose.mongo.MongoClient
type Session = mongoose.mongo.ClientSession

type Runner<T> = (target: T, args: Fields) => Promise<unknown>

const collectionOperations: Readonly<Record<string, Runner<Collection>>> = {
  aggregate: (target, { pipeline, ...options }) => target.aggregate(pipeline, options).toArray(),
  bulkWrite: (target, { requests, ...options }) => target.bulkWrite(requests, options),
  count: (target, { filter, ...options }) => target.count(filter, options),
  countDocuments: (target, { filter, ...options }) => target.countDocuments(filter, options),
  createIndex: (target, { keys, ...options }) => target.createIndex(keys, options),
  deleteMany: (target, { filter, ...options }) => target.deleteMany(filter, options),
  deleteOne: (target, { filter, ...options }) => target.deleteOne(filter, options),
  distinct: (target, { fieldName, filter, ...options }) => target.distinct(fieldName, filter, options),
  estimatedDocumentCount: (target, options) => target.estimatedDocumentCount(options),
  find: (target, { filter, ...options }) => target.find(filter, options).toArray(),
  findOne: (target, { filter, ...options }) => target.findOne(filter, options),
  findOneAndDelete: (target, { filter, ...options }) => target.findOneAndDelete(filter, options),
  findOneAndReplace: (target, { filter, replacement, ...options }) =>
    target.findOneAndReplace(filter, replacement, returning(options)),
  findOneAndUpdate: (target, { filter, update, ...options }) =>
    target.findOneAndUpdate(filter, update, returning(options)),
  insertMany: (target, { documents, ...options }) => target.insertMany(copies(documents), options),
  insertOne: (target, { document, ...options }) => target.insertOne({ ...document }, options),
  replaceOne: (target, { filter, replacement, ...options }) =>
    target.replaceOne(filter, replacement, options),
  updateMany: (target, { filter, update, ...options }) => target.updateMany(filter, update, options),
  updateOne: (target, { filter, update, ...options }) => target.updateOne(filter, update, options),
}

const databaseOperations: Readonly<Record<string, Runner<Db>>> = {
  aggregate: (target, { pipeline, ...options }) => target.aggregate(pipeline, options).toArray(),
  createCollection: (target, { collection, ...options }) => target.createCollection(collection, options),
  dropCollection: (target, { collection, ...options }) => target.dropCollection(collection, options),
  modifyCollection: (target, { collection, ...options }) =>
    target.command({ collMod: collection, ...options }),
  runCommand: (target, { command, session, readPreference }) =>
    target.command(command, { session, readPreference }),
}

const clientOperations: Readonly<Record<string, Runner<MongoClient>>> = {
  clientBulkWrite: (target, { models, ...options }) => target.bulkWrite(models.flatMap(namedModels), options),
}

const sessionOperations: Readonly<Record<string, Runner<Session>>> = {
  startTransaction: (target, options) => {
    target.startTransaction(options)
    return Promise.resolve()
  },
  commitTransaction: (target, options) => target.commitTransaction(options),
  abortTransaction: (target, options) => target.abortTransaction(options),
  endSession: (target) => target.endSession(),
}

/** Runs an operation on the entity that it names and gives its result in plain form. */
export async function runOperation(operation: Operation, entities: Entities): Promise<unknown> {
  const target = entities.find(operation.object)
  const args = withSession(operation.arguments ?? {}, entities)
  if (target instanceof Collection)
    return plainResult(await named(collectionOperations, operation)(target, args))
  if (target instanceof Db) return plainResult(await named(databaseOperations, operation)(target, args))
  if (target instanceof MongoClient)
    return plainResult(await named(clientOperations, operation)(target, args))
  return plainResult(await named(sessionOperations, operation)(target, args))
}

function named<T>(runners: Readonly<Record<string, Runner<T>>>, { name, object }: Operation): Runner<T> {
  const runner = runners[name]
  if (runner === undefined) throw new Error(`The operation ${name} on ${object} is not known`)
  return runner
}

function withSession(args: Fields, entities: Entities): Fields {
  const { session, ...rest } = args
  return session === undefined ? rest : { ...rest, session: entities.session(session) }
}

function returning({ returnDocument, ...options }: Fields): Fields {
  if (returnDocument === undefined) return options
  return { ...options, returnDocument: String(returnDocument).toLowerCase() as 'before' | 'after' }
}

/** The driver writes made _ids into the documents that it is given. */
function copies(documents: readonly Fields[]): Fields[] {
  return documents.map((document) => ({ ...document }))
}

function namedModels(model: Fields): mongoose.mongo.AnyClientBulkWriteModel<Fields>[] {
  return Object.entries(model).map(([name, fields]) => ({ name, ...(fields as Fields) })) as never
}

/** Maps, as in the results of a client's bulk write, become documents; counts of nothing are left out. */
export function plainResult(result: unknown): unknown {
  if (result instanceof Map) {
    const entries: [string, unknown][] = [...result].map(([key, value]) => [
      String(key),
      statementResult(value),
    ])
    return Object.fromEntries(entries)
  }
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return result
  if (!Object.values(result).some((value) => value instanceof Map)) return result
  const entries: [string, unknown][] = Object.entries(result).map(([key, value]) => [key, plainResult(value)])
  return Object.fromEntries(entries)
}

/** What one write of a client's bulk write has done, without a field of this driver's own. */
function statementResult(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'didUpsert'))
}
