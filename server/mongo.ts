import mongoose, { type ClientSession, type ConnectOptions, type mongo } from 'mongoose'

/**
 * How this program uses a deployment, whatever the connection string says. A write is acknowledged when a majority has
 * it on disk, and what is read cannot be rolled back. The driver repeats a read or a write once after a network error or
 * a change of primary, and looks for a primary for five seconds. A member that stops answering is noticed by its
 * heartbeat within fifteen seconds, which ends what waits for it; so no statement needs a limit of its own, and an index
 * over a large collection may take the time that it takes. Up to 50 connections a process; a request that gets none
 * within five seconds fails.
 */
export const CONNECTION_OPTIONS = {
  appName: 'jiangbutong',
  writeConcern: { w: 'majority', j: true },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  retryWrites: true,
  retryReads: true,
  serverSelectionTimeoutMS: 5_000,
  connectTimeoutMS: 5_000,
  heartbeatFrequencyMS: 10_000,
  waitQueueTimeoutMS: 5_000,
  maxPoolSize: 50,
  maxIdleTimeMS: 300_000,
} as const satisfies ConnectOptions

export interface MongoConnection {
  uri: string
  /** In place of the connection string's database. */
  dbName?: string
  /** How long to look for a primary, in place of the five seconds. */
  selectionTimeoutMs?: number
  /** Sees every command that goes to the store; for tests of what the program asks of it. */
  onCommand?: (event: mongo.CommandStartedEvent) => void
}

/**
 * Connects mongoose, once per process. Unknown filter fields are an error, and neither collections nor indexes are made
 * behind the program's back.
 */
export async function connectMongo(connection: MongoConnection): Promise<void> {
  const { uri, dbName, selectionTimeoutMs, onCommand } = connection
  mongoose.set('strictQuery', 'throw')
  mongoose.set('autoIndex', false)
  mongoose.connection.removeAllListeners('commandStarted')
  if (onCommand !== undefined) mongoose.connection.on('commandStarted', onCommand)
  await mongoose.connect(uri, {
    ...CONNECTION_OPTIONS,
    autoCreate: false,
    ...(dbName === undefined ? {} : { dbName }),
    ...(selectionTimeoutMs === undefined ? {} : { serverSelectionTimeoutMS: selectionTimeoutMs }),
    ...(onCommand === undefined ? {} : { monitorCommands: true }),
  })
}

/** Whether the store answers now. */
export async function isStoreReady(): Promise<boolean> {
  try {
    await mongoose.connection.db?.admin().ping()
    return mongoose.connection.readyState === mongoose.ConnectionStates.connected
  } catch {
    return false
  }
}

/** Ends the connection. */
export async function disconnectMongo(): Promise<void> {
  await mongoose.disconnect()
}

/**
 * Runs work in one transaction: all of its writes are kept or none.
 * The driver runs `work` again after a write conflict, so it must do nothing outside the store.
 */
export async function inTransaction<T>(work: (tx: ClientSession) => Promise<T>): Promise<T> {
  return mongoose.connection.transaction(work, {
    readConcern: { level: 'snapshot' },
    writeConcern: CONNECTION_OPTIONS.writeConcern,
  }) as Promise<T>
}

/** Whether an error is the store's refusal of a second record with the same key, and of which index. */
export function duplicateKeyOf(error: unknown): Record<string, unknown> | null {
  if (typeof error !== 'object' || error === null) return null
  const { code, keyPattern } = error as { code?: unknown; keyPattern?: Record<string, unknown> }
  return code === 11000 ? (keyPattern ?? {}) : null
}
