import type mongoose from 'mongoose'
import type { Entities } from './entities'
import { Mismatch } from './matching'
import type { Fields, Operation } from './unified-test'

/** The client with which the runner itself prepares and looks; the fail points that it has set. */
export class Workbench {
  private readonly failPoints = new Set<string>()

  constructor(readonly client: mongoose.mongo.MongoClient) {}

  async setFailPoint(failPoint: Fields): Promise<void> {
    this.failPoints.add(String(failPoint['configureFailPoint']))
    await this.client.db('admin').command(failPoint)
  }

  async clearFailPoints(): Promise<void> {
    for (const configureFailPoint of this.failPoints) {
      await this.client.db('admin').command({ configureFailPoint, mode: 'off' })
    }
    this.failPoints.clear()
  }

  async hasCollection({ databaseName, collectionName }: Fields): Promise<boolean> {
    const found = await this.client.db(databaseName).listCollections({ name: collectionName }).toArray()
    return found.length > 0
  }

  async hasIndex({ databaseName, collectionName, indexName }: Fields): Promise<boolean> {
    if (!(await this.hasCollection({ databaseName, collectionName }))) return false
    const indexes = await this.client.db(databaseName).collection(collectionName).listIndexes().toArray()
    return indexes.some(({ name }) => name === indexName)
  }
}

interface Scene {
  readonly entities: Entities
  readonly workbench: Workbench
}

type TestOperation = (args: Fields, scene: Scene) => Promise<void> | void

const testOperations: Readonly<Record<string, TestOperation>> = {
  createEntities: ({ entities: descriptions }, { entities }) => entities.create(descriptions),
  failPoint: ({ failPoint }, { workbench }) => workbench.setFailPoint(failPoint),
  targetedFailPoint: ({ failPoint }, { workbench }) => workbench.setFailPoint(failPoint),
  assertCollectionExists: async (args, { workbench }) =>
    expectThat(await workbench.hasCollection(args), 'the collection exists'),
  assertCollectionNotExists: async (args, { workbench }) =>
    expectThat(!(await workbench.hasCollection(args)), 'the collection does not exist'),
  assertIndexExists: async (args, { workbench }) =>
    expectThat(await workbench.hasIndex(args), 'the index exists'),
  assertIndexNotExists: async (args, { workbench }) =>
    expectThat(!(await workbench.hasIndex(args)), 'the index does not exist'),
  assertSessionPinned: ({ session }, { entities }) =>
    expectThat(entities.session(session).isPinned, 'the session is pinned'),
  assertSessionUnpinned: ({ session }, { entities }) =>
    expectThat(!entities.session(session).isPinned, 'the session is not pinned'),
  assertSessionTransactionState: ({ session, state }, { entities }) => {
    const transaction = entities.session(session).inTransaction() ? ['starting', 'in_progress'] : []
    expectThat(transaction.includes(state), `the transaction is ${String(state)}`)
  },
}

function expectThat(isSo: boolean, sentence: string): void {
  if (!isSo) throw new Mismatch(`It is not so that ${sentence}`)
}

/** Runs an operation of the test runner itself: preparations and assertions. */
export async function runTestOperation(operation: Operation, scene: Scene): Promise<void> {
  const run = testOperations[operation.name]
  if (run === undefined) throw new Error(`The runner does not know the operation ${operation.name}`)
  await run(operation.arguments ?? {}, scene)
}
