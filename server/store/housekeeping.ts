import { noVariables } from './aggregation/expressions'
import { type Doc, doc } from './bson/values'
import type { Collection } from './catalogue/catalogue'
import type { Index } from './catalogue/index-definition'
import type { Engine } from './commands/context'
import { findDocuments } from './query/find-documents'
import { forgetRetryRecord, sessionsOlderThan } from './sessions/retry-records'
import { prepareChange } from './storage/documents'

const sessionLifetimeMs = 30 * 60 * 1000
const tickMs = 1000

/** The store's regular work: expired documents, idle cursors and sessions. */
export class Housekeeping {
  private readonly timer: NodeJS.Timeout
  private running: Promise<void> | undefined
  private lastSweep = performance.now()

  constructor(
    private readonly engine: Engine,
    private readonly onError: (error: unknown) => void,
  ) {
    this.timer = setInterval(() => this.tick(), tickMs)
  }

  private tick(): void {
    const due = this.lastSweep + this.engine.settings.ttlMonitorSleepSecs * 1000
    if (performance.now() < due || this.running !== undefined) return
    this.lastSweep = performance.now()
    this.running = sweep(this.engine, new Date())
      .catch(this.onError)
      .finally(() => (this.running = undefined))
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.running
  }
}

async function sweep(engine: Engine, now: Date): Promise<void> {
  engine.environment.forgetDeadReaders()
  engine.cursors.killIdle(performance.now())
  engine.sessions.forgetIdle(sessionLifetimeMs)
  await forgetOldRecords(engine, now)
  for (const collection of engine.catalogue.all()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds !== undefined) await expire(engine, { collection, index, now })
    }
  }
}

async function forgetOldRecords({ environment, registry }: Engine, now: Date): Promise<void> {
  const old = sessionsOlderThan(environment, new Date(now.getTime() - sessionLifetimeMs))
  if (old.length > 0) await registry.write((writer) => writer.apply(old.map(forgetRetryRecord)))
}

interface Expiry {
  readonly collection: Collection
  readonly index: Index
  readonly now: Date
}

const expiredPerWrite = 500

/** Removes what a TTL index says is over; an array of dates counts with its earliest. */
async function expire(engine: Engine, { collection, index, now }: Expiry): Promise<void> {
  const path = index.fields[0]?.path ?? ''
  const limit = new Date(now.getTime() - (index.expireAfterSeconds ?? 0) * 1000)
  const query: Doc = doc({ [path]: doc({ $lt: limit }) })
  for (let removed = expiredPerWrite; removed === expiredPerWrite;) {
    removed = await engine.registry.write((writer) => {
      if (engine.catalogue.find(collection.namespace) !== collection) return 0
      let count = 0
      for (const { stored } of findDocuments({
        view: writer.view,
        collection,
        query,
        variables: noVariables,
      })) {
        prepareChange(writer, collection, stored, undefined).run()
        if (++count === expiredPerWrite) break
      }
      return count
    })
  }
}
