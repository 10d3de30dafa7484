import mongoose from 'mongoose'
import { Entities } from './entities'
import { checkError } from './errors'
import { checkEvents } from './events'
import { checkMatch, Mismatch } from './matching'
import { runOperation } from './operations'
import { runTestOperation, type Workbench } from './test-operations'
import type { CollectionData, Operation, TestCase, TestFile } from './unified-test'

/** Runs one test from its data to its outcome; throws what went otherwise than expected. */
export async function runTest(
  file: TestFile,
  test: TestCase,
  workbench: Workbench,
  uri: string,
): Promise<void> {
  await prepare(file.initialData ?? [], workbench)
  const entities = new Entities(uri)
  try {
    await entities.create(file.createEntities ?? [])
    for (const operation of test.operations) await runStep(operation, entities, workbench)
    for (const expected of test.expectEvents ?? []) {
      checkEvents(entities.eventsOf(expected.client), expected, (id) => entities.lsid(id))
    }
    for (const data of test.outcome ?? []) await checkOutcome(data, workbench)
  } finally {
    await workbench.clearFailPoints()
    await entities.close()
  }
}

async function prepare(initial: readonly CollectionData[], { client }: Workbench): Promise<void> {
  await client.db('admin').command({ killAllSessions: [] })
  for (const { databaseName, collectionName, documents, createOptions } of initial) {
    const db = client.db(databaseName, { writeConcern: { w: 'majority' } })
    await db.collection(collectionName).drop()
    await db.createCollection(collectionName, createOptions)
    if (documents.length > 0) await db.collection(collectionName).insertMany([...documents])
  }
}

async function runStep(operation: Operation, entities: Entities, workbench: Workbench): Promise<void> {
  if (operation.object === 'testRunner') return runTestOperation(operation, { entities, workbench })
  const lsidOf = (id: string) => entities.lsid(id)
  let result: unknown
  try {
    result = await runOperation(operation, entities)
  } catch (error) {
    if (operation.ignoreResultAndError === true) return
    if (operation.expectError === undefined)
      throw new Mismatch(`${operation.name} has failed: ${String(error)}`)
    return checkError(error, operation.expectError, lsidOf)
  }
  if (operation.expectError !== undefined) throw new Mismatch(`${operation.name} was expected to fail`)
  if (operation.expectResult !== undefined) checkMatch(result, operation.expectResult, lsidOf, operation.name)
}

async function checkOutcome(data: CollectionData, { client }: Workbench): Promise<void> {
  const collection = client.db(data.databaseName).collection(data.collectionName)
  const options = { readPreference: 'primary', readConcern: { level: 'local' } } as const
  const documents = await collection.find({}, options).sort({ _id: 1 }).toArray()
  const { EJSON } = mongoose.mongo.BSON
  const [actual, expected] = [EJSON.stringify(documents), EJSON.stringify(data.documents)]
  if (actual !== expected) throw new Mismatch(`The outcome is ${actual} instead of ${expected}`)
}
