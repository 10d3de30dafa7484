import mongoose from 'mongoose'
import { observe, type ObservedEvent } from './events'
import type { EntityDescription, Fields } from './unified-test'

type Client = mongoose.mongo.MongoClient
type Database = mongoose.mongo.Db
type Collection = mongoose.mongo.Collection
type Session = mongoose.mongo.ClientSession

/** What a test has created, by the names that it uses. */
export class Entities {
  private readonly clients = new Map<string, Client>()
  private readonly databases = new Map<string, Database>()
  private readonly collections = new Map<string, Collection>()
  private readonly sessions = new Map<string, Session>()
  private readonly lsids = new Map<string, unknown>()
  private readonly events = new Map<string, ObservedEvent[]>()

  constructor(private readonly uri: string) {}

  async create(descriptions: readonly EntityDescription[]): Promise<void> {
    for (const description of descriptions) {
      const [[kind, fields] = ['', {}]] = Object.entries(description)
      if (kind === 'client') await this.createClient(fields)
      else if (kind === 'database') this.createDatabase(fields)
      else if (kind === 'collection') this.createCollection(fields)
      else if (kind === 'session') this.createSession(fields)
      else throw new Error(`Entities of the kind ${kind} are not known`)
    }
  }

  private async createClient({ id, uriOptions = {}, observeEvents = [] }: Fields): Promise<void> {
    const query = new URLSearchParams({ serverSelectionTimeoutMS: '2000', ...uriOptions })
    const client = new mongoose.mongo.MongoClient(`${this.uri}&${query}`, { monitorCommands: true })
    this.clients.set(id, client)
    this.events.set(id, observe(client, observeEvents))
    await client.connect()
  }

  private createDatabase({ id, client, databaseName, databaseOptions }: Fields): void {
    this.databases.set(id, this.client(client).db(databaseName, databaseOptions))
  }

  private createCollection({ id, database, collectionName, collectionOptions }: Fields): void {
    this.collections.set(id, this.database(database).collection(collectionName, collectionOptions))
  }

  private createSession({ id, client, sessionOptions }: Fields): void {
    const session = this.client(client).startSession(sessionOptions)
    this.sessions.set(id, session)
    this.lsids.set(id, session.id)
  }

  client(id: string): Client {
    return found(this.clients, id)
  }

  database(id: string): Database {
    return found(this.databases, id)
  }

  session(id: string): Session {
    return found(this.sessions, id)
  }

  /** The id of a session, also after its end. */
  lsid(id: string): unknown {
    return found(this.lsids, id)
  }

  eventsOf(client: string): ObservedEvent[] {
    return found(this.events, client)
  }

  /** The entity of whatever kind that an operation works on. */
  find(id: string): Client | Database | Collection | Session {
    for (const kind of [this.collections, this.databases, this.sessions, this.clients]) {
      const entity = kind.get(id)
      if (entity !== undefined) return entity
    }
    throw new Error(`There is no entity ${id}`)
  }

  async close(): Promise<void> {
    for (const session of this.sessions.values()) await session.endSession()
    for (const client of this.clients.values()) await client.close()
  }
}

function found<T>(entities: ReadonlyMap<string, T>, id: string): T {
  const entity = entities.get(id)
  if (entity !== undefined) return entity
  throw new Error(`There is no entity ${id}`)
}
