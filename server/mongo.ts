import mongoose, { type ClientSession } from 'mongoose'

/**
 * Connects mongoose, once per process. A replica set acknowledges a write only when a majority has it on disk.
 * Unknown filter fields are an error, and indexes are built before the first request, or the start fails.
 */
export async function connectMongo(uri: string, dbName?: string): Promise<void> {
  mongoose.set('strictQuery', 'throw')
  mongoose.set('autoIndex', false)
  await mongoose.connect(uri, {
    writeConcern: { w: 'majority', j: true },
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: 5_000,
    ...(dbName === undefined ? {} : { dbName }),
    autoCreate: false,
  })
}

/** Creates every collection and index that a model declares. Safe to repeat. */
export async function ensureIndexes(): Promise<void> {
  for (const model of Object.values(mongoose.models)) {
    await model.createCollection()
    await model.createIndexes()
  }
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
    writeConcern: { w: 'majority', j: true },
  }) as Promise<T>
}

/** Whether an error is the store's refusal of a second record with the same key, and of which index. */
export function duplicateKeyOf(error: unknown): Record<string, unknown> | null {
  if (typeof error !== 'object' || error === null) return null
  const { code, keyPattern } = error as { code?: unknown; keyPattern?: Record<string, unknown> }
  return code === 11000 ? (keyPattern ?? {}) : null
}
