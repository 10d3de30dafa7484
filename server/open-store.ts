import type { mongo } from 'mongoose'
import { ConfigError, type Config } from './config'
import type { Logger } from './logger'
import { connectMongo, disconnectMongo, type MongoConnection } from './mongo'
import { deploymentProblems } from './mongo-deployment'
import { ensureIndexes } from './mongo-indexes'
import { DirectoryInUse, startStore, UnusableDirectory, type RunningStore } from './store/start-store'

/**
 * How the embedded store is used. Another process takes an owner's place within a second, but on a busy machine it needs
 * longer to load the store.
 */
const EMBEDDED = { dbName: 'jiangbutong', selectionTimeoutMs: 20_000 }

/** A store with mongoose connected to it and every index in place. */
export interface OpenStore {
  /** Ends the connection, and the store itself where it is ours. */
  close(): Promise<void>
}

export interface StoreToOpen {
  config: Pick<Config, 'dataDir' | 'mongodbUri' | 'isStoreShared'>
  log: Logger
  onCommand?: ((event: mongo.CommandStartedEvent) => void) | undefined
}

/**
 * Opens the store of the configuration: the one place that knows which of the two it is.
 * @throws ConfigError when an operator has to mend something; then nothing stays open
 */
export async function openStore(wanted: StoreToOpen): Promise<OpenStore> {
  const { mongodbUri } = wanted.config
  const embedded = mongodbUri === null ? await startEmbedded(wanted) : null
  const close = async () => {
    await disconnectMongo()
    await embedded?.close()
  }
  const watching = wanted.onCommand === undefined ? {} : { onCommand: wanted.onCommand }
  try {
    if (embedded !== null) await connectMongo({ ...EMBEDDED, uri: embedded.uri, ...watching })
    else await connectDeployment({ uri: mongodbUri ?? '', ...watching })
    refuseFor(embedded === null ? 'MONGODB_URI' : 'DATA_DIR', await ensureIndexes())
  } catch (error) {
    await close()
    throw error
  }
  return { close }
}

async function connectDeployment(connection: MongoConnection): Promise<void> {
  await connectMongo(connection).catch((error: unknown) => {
    throw new ConfigError([`MONGODB_URI: no connection within five seconds (${String(error)})`])
  })
  refuseFor('MONGODB_URI', await deploymentProblems())
}

function refuseFor(setting: string, problems: string[]): void {
  if (problems.length > 0) throw new ConfigError(problems.map((problem) => `${setting}: ${problem}`))
}

/** @throws ConfigError when the folder belongs to a running process, or holds something else */
async function startEmbedded({ config, log }: StoreToOpen): Promise<RunningStore> {
  try {
    return await startStore({
      dataDir: config.dataDir,
      isShared: config.isStoreShared,
      log: (message) => log.warn({ message }, 'embedded store'),
    })
  } catch (error) {
    if (error instanceof DirectoryInUse || error instanceof UnusableDirectory) {
      throw new ConfigError([`DATA_DIR: ${error.message}`])
    }
    throw error
  }
}
