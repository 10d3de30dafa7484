import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import mongoose from 'mongoose'
import { type RunningStore, startStore } from '../../server/store/start-store'
import { readHeader } from '../../server/store/storage/data-file'

type Db = mongoose.mongo.Db

const rounds = 5
const [small, large] = [10_000, 1_000_000]

/**
 * `npm run bench:store`: ratios inside one run, each the median of its rounds, so that they hold on a busy machine.
 * Ends with 1 when one of them misses its goal.
 */
async function main(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'store-bench-'))
  const store = await startStore({ dataDir })
  const client = await new mongoose.mongo.MongoClient(store.uri, { maxPoolSize: 64 }).connect()
  try {
    const db = client.db('bench')
    const results = [
      await insertsPerSync(db, join(dataDir, 'store.mdb')),
      await cpuPerOperation(db),
      await fullScan(db),
      await findWhileGrowing(db),
    ]
    return results.every(Boolean) ? 0 : 1
  } finally {
    await close(client, store)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function close(client: mongoose.mongo.MongoClient, store: RunningStore): Promise<void> {
  await client.close()
  await store.close()
}

function verdict(what: string, value: number, goal: { atLeast?: number; atMost?: number }): boolean {
  const { atLeast = -Infinity, atMost = Infinity } = goal
  const isMet = value >= atLeast && value <= atMost
  const wanted = goal.atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`
  console.log(`${isMet ? 'ok    ' : 'MISSED'} ${what}: ${value.toFixed(2)} (wanted ${wanted})`)
  return isMet
}

/** Every commit is synced at most once, so acknowledgements for each commit are at least those for each sync. */
async function insertsPerSync(db: Db, dataFile: string): Promise<boolean> {
  const collection = db.collection('inserts')
  await collection.insertOne({ n: -1 })
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const before = commitsOf(dataFile)
    await Promise.all(
      Array.from({ length: 64 }, async () => {
        for (let n = 0; n < 30; n++) await collection.insertOne({ n, text: 'x'.repeat(200) })
      }),
    )
    ratios.push((64 * 30) / (commitsOf(dataFile) - before))
  }
  return verdict('acknowledged inserts for each sync at 64 clients', median(ratios), { atLeast: 6 })
}

function commitsOf(dataFile: string): number {
  const header = readHeader(dataFile)
  if (header === undefined) throw new Error('The data file has no header')
  return Number(header.transaction)
}

/** CPU of this process, driver and store together, for each kind of operation against a ping. */
async function cpuPerOperation(db: Db): Promise<boolean> {
  const collection = db.collection<{ _id: number; n: number; text: string }>('operations')
  await collection.createIndex({ n: 1 })
  await collection.insertMany(Array.from({ length: 5000 }, (_, n) => ({ _id: n, n, text: 'x'.repeat(200) })))
  const operations: Record<string, (n: number) => Promise<unknown>> = {
    ping: () => db.command({ ping: 1 }),
    'find by _id': (n) => collection.findOne({ _id: n % 5000 }),
    'find by index': (n) => collection.findOne({ n: n % 5000 }),
    update: (n) => collection.updateOne({ _id: n % 5000 }, { $set: { text: `${n}`.repeat(20) } }),
    insert: (n) => collection.insertOne({ _id: 10_000 + n, n: 10_000 + n, text: 'x'.repeat(200) }),
  }
  const costs = new Map<string, number[]>(Object.keys(operations).map((name) => [name, []]))
  let count = 0
  for (let round = 0; round < rounds + 1; round++) {
    for (const [name, operation] of Object.entries(operations)) {
      const from = process.cpuUsage()
      await Promise.all(
        Array.from({ length: 16 }, async () => {
          for (let n = 0; n < 300; n++) await operation(count++)
        }),
      )
      const { user, system } = process.cpuUsage(from)
      // The first round warms up.
      if (round > 0) costs.get(name)?.push(user + system)
    }
  }
  const ping = costs.get('ping') ?? []
  const verdicts = [...costs].map(([name, cost]) => {
    const ratio = median(cost.map((each, round) => each / (ping[round] ?? 1)))
    if (name === 'ping') return true
    return verdict(`CPU of a ${name} against a ping, both through the driver`, ratio, { atMost: 1.5 })
  })
  return verdicts.every(Boolean)
}

/** The longest stop of the main loop while the store reads 100,000 documents for a query without an index. */
async function fullScan(db: Db): Promise<boolean> {
  const collection = db.collection('scanned')
  await fill(collection, 0, 100_000)
  const stalls: number[] = []
  for (let round = 0; round < rounds; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const from = performance.now()
    await collection.countDocuments({ text: 'none' })
    delay.disable()
    stalls.push(delay.max / 1e6)
    if (round === 0)
      console.log(`       a scan of 100,000 documents takes ${(performance.now() - from).toFixed(0)} ms`)
  }
  return verdict('longest stop of the main loop during a full scan, ms', median(stalls), { atMost: 10 })
}

async function findWhileGrowing(db: Db): Promise<boolean> {
  const few = db.collection('few')
  const many = db.collection('many')
  for (const [collection, count] of [
    [few, small],
    [many, large],
  ] as const) {
    await collection.createIndex({ group: 1 })
    for (let n = 0; n < count; n += 5000) await fill(collection, n, 5000)
  }
  const ratios: number[] = []
  for (let round = 0; round < rounds + 1; round++) {
    const atFew = await timeOfFinds(few, small / 10)
    const atMany = await timeOfFinds(many, large / 10)
    if (round > 0) ratios.push(atMany / atFew)
  }
  return verdict('an indexed find among 1,000,000 against 10,000 documents', median(ratios), { atMost: 1.5 })
}

async function timeOfFinds(collection: mongoose.mongo.Collection, groups: number): Promise<number> {
  const from = performance.now()
  for (let n = 0; n < 400; n++) await collection.find({ group: (n * 7919) % groups }).toArray()
  return performance.now() - from
}

function fill(collection: mongoose.mongo.Collection, first: number, count: number): Promise<unknown> {
  return collection.insertMany(
    Array.from({ length: count }, (_, n) => ({ group: Math.floor((first + n) / 10), text: 'x'.repeat(100) })),
  )
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
