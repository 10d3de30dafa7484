import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { type RunningStore, startStore } from '../../server/store/start-store'

export const { MongoClient, Long, Int32, Double, Decimal128, ObjectId, Binary } = mongoose.mongo

interface Row extends mongoose.mongo.BSON.Document {
  _id?: number | string | mongoose.mongo.ObjectId
}
export type Collection = mongoose.mongo.Collection<Row>

/** A store in a directory of its own, with a driver connected to it. */
export class StoreFixture {
  private constructor(
    readonly dataDir: string,
    private store: RunningStore,
    public client: mongoose.mongo.MongoClient,
  ) {}

  static async open(): Promise<StoreFixture> {
    const dataDir = mkdtempSync(join(tmpdir(), 'store-test-'))
    const store = await startStore({ dataDir })
    return new StoreFixture(dataDir, store, await new MongoClient(store.uri).connect())
  }

  get uri(): string {
    return this.store.uri
  }

  get db(): mongoose.mongo.Db {
    return this.client.db('test')
  }

  private collections = 0

  /** A new, empty collection. */
  collection(): Collection {
    return this.db.collection(`c${++this.collections}`)
  }

  async restart(): Promise<void> {
    await this.client.close()
    await this.store.close()
    this.store = await startStore({ dataDir: this.dataDir })
    this.client = await new MongoClient(this.store.uri).connect()
  }

  async close(): Promise<void> {
    await this.client.close()
    await this.store.close()
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}

/** The error that a promise rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<mongoose.mongo.MongoServerError> {
  try {
    await promise
  } catch (error) {
    return error as mongoose.mongo.MongoServerError
  }
  throw new Error('The promise was expected to reject')
}
