import { randomBytes } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { STORE_PREFIX, STORE_URI } from './store-settings'

/** What the server's tests run on: the same tests, whichever it is. */
export type StoreUnderTest =
  { kind: 'given'; uri: string } | { kind: 'mongod'; binary: string } | { kind: 'embedded' }

type Environment = Record<string, string | undefined>

/** `MONGODB_URI`, else a `mongod` of this machine (`MONGOMS_SYSTEM_BINARY`, or on the PATH), else the embedded store. */
export function chooseStore(
  { MONGODB_URI, MONGOMS_SYSTEM_BINARY, PATH = '' }: Environment,
  isProgram: (file: string) => boolean,
): StoreUnderTest {
  if (MONGODB_URI) return { kind: 'given', uri: MONGODB_URI }
  if (MONGOMS_SYSTEM_BINARY) return { kind: 'mongod', binary: MONGOMS_SYSTEM_BINARY }
  const folders = PATH.split(path.delimiter).filter((folder) => folder !== '')
  const binary = folders.map((folder) => path.join(folder, 'mongod')).find(isProgram)
  return binary === undefined ? { kind: 'embedded' } : { kind: 'mongod', binary }
}

/** The line that a test run begins with. No address: it may hold a password. */
export function lineFor(store: StoreUnderTest): string {
  if (store.kind === 'given') return 'Store under test: the MongoDB of MONGODB_URI'
  if (store.kind === 'mongod') return `Store under test: a replica set of one on ${store.binary}`
  return 'Store under test: embedded'
}

/**
 * Decides once for a whole run, says which store it is, and tells the test processes through the environment.
 * @returns what ends it: every database of the run is dropped
 */
export async function startStoreUnderTest(): Promise<() => Promise<void>> {
  const store = chooseStore(process.env, isProgram)
  process.stdout.write(`${lineFor(store)}\n`)
  if (store.kind === 'embedded') return async () => {}
  // Loaded only here: every run starts with this file, and most have no use for them.
  const { MongoMemoryReplSet } = await import('mongodb-memory-server-core')
  const replicaSet =
    store.kind === 'given'
      ? null
      : await MongoMemoryReplSet.create({
          // Tests kill servers inside transactions: MongoDB keeps the records of these locked for so long.
          replSet: {
            count: 1,
            storageEngine: 'wiredTiger',
            args: ['--setParameter', 'transactionLifetimeLimitSeconds=5'],
          },
          binary: { systemBinary: store.binary },
        })
  const uri = replicaSet ? replicaSet.getUri() : store.kind === 'given' ? store.uri : ''
  const prefix = `jbt-test-${randomBytes(6).toString('hex')}-`
  process.env[STORE_URI] = uri
  process.env[STORE_PREFIX] = prefix
  return async () => {
    await dropDatabases(uri, prefix)
    await replicaSet?.stop()
  }
}

async function dropDatabases(uri: string, prefix: string): Promise<void> {
  const { default: mongoose } = await import('mongoose')
  const client = await new mongoose.mongo.MongoClient(uri).connect()
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true })
    const ours = databases.filter(({ name }) => name.startsWith(prefix))
    for (const { name } of ours) await client.db(name).dropDatabase()
  } finally {
    await client.close()
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
