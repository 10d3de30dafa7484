import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import mongoose from 'mongoose'
import { verifyStore } from '../../server/store/start-store'
import { CrashLedger } from './crash-ledger'
import { StoreServer } from './store-server'

const { MongoClient } = mongoose.mongo
const claims = 100_000
const readyWithinMs = 2000

/**
 * `npm run prove:store-crash -- [ROUNDS] [SEED]`: kills the store at seeded moments under 16 writers and compares what
 * was acknowledged with what is there. Every tenth round also pretends that the machine has been started anew, so that
 * only what was synced counts. Then measures how soon a store with 100,000 claims is ready after a kill.
 */
async function main(rounds: number, seed: number): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'store-crash-'))
  try {
    const ledger = new CrashLedger()
    await crash({ dataDir, rounds, random: generator(seed), ledger })
    const report = await verifyStore(dataDir)
    console.log(
      `${rounds} rounds of kill -9 (seed ${seed}), 16 writers: ${ledger.inserts} inserts, ${ledger.increments} increments and ` +
        `${ledger.transfers} transfers acknowledged, ${ledger.lost.length} lost; ${report.documents} documents, ${report.damaged} damaged`,
    )
    for (const line of [...ledger.lost, ...report.damage].slice(0, 20)) console.log(`  ${line}`)
    const isReadySoon = await measureReady()
    return ledger.lost.length + report.damaged === 0 && isReadySoon ? 0 : 1
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

interface Crashes {
  readonly dataDir: string
  readonly rounds: number
  readonly random: () => number
  readonly ledger: CrashLedger
}

async function crash({ dataDir, rounds, random, ledger }: Crashes): Promise<void> {
  const engine = await StoreServer.bundleEngine()
  const from = performance.now()
  for (let round = 0; round <= rounds; round++) {
    // Some rounds start the store as the server does, in its thread.
    const server = await StoreServer.start(dataDir, round % 25 === 24 ? undefined : engine)
    const client = await connect(server.uri)
    if (round === 0) await ledger.prepare(client.db('crash'))
    else await ledger.check(client.db('crash'))
    const writing = round === rounds ? Promise.resolve() : ledger.write(client, round)
    await sleep(40 + random() * 300)
    await server.kill()
    await orForgotten(client.close())
    await orForgotten(writing)
    if (round % 10 === 9) pretendRestart(join(dataDir, 'store.mdb'))
    if (round % 50 === 0 && round > 0)
      console.log(
        `  ${round} rounds after ${seconds(from)} s: ${ledger.inserts} inserts, ${ledger.lost.length} lost`,
      )
  }
}

/**
 * Waits for what ends with its connection. The driver leaves a command unanswered for ever that it was about to write when
 * the connection broke (it waits for the socket to drain); nobody was told that it is done, so it can be forgotten.
 */
async function orForgotten(work: Promise<unknown>): Promise<void> {
  await Promise.race([work, sleep(5000)])
}

function connect(uri: string): Promise<mongoose.mongo.MongoClient> {
  return new MongoClient(uri, { retryWrites: false, serverSelectionTimeoutMS: 3000 }).connect()
}

/** LMDB trusts commits that were not synced only when the machine has not been started anew since. */
function pretendRestart(file: string): void {
  if (!existsSync(file)) return
  const handle = openSync(file, 'r+')
  for (const page of [0, 4096]) writeSync(handle, Buffer.alloc(8, 7), 0, 8, page + 160)
  closeSync(handle)
}

/** Kills a store with many claims while it is written to, and starts it as the server does. */
async function measureReady(): Promise<boolean> {
  const dataDir = mkdtempSync(join(tmpdir(), 'store-ready-'))
  try {
    let server = await StoreServer.start(dataDir)
    await fill(server.uri)
    const times: number[] = []
    for (let n = 0; n < 5; n++) {
      const client = await connect(server.uri)
      const writing = client
        .db('ready')
        .collection('claims')
        .insertMany(manyClaims(2000))
        .catch(() => undefined)
      await sleep(30)
      await server.kill()
      await client.close()
      await writing
      server = await StoreServer.start(dataDir)
      times.push(server.readyAfterMs)
    }
    await server.kill()
    const median = times.sort((a, b) => a - b)[2] ?? 0
    console.log(
      `Ready after a kill with ${claims} claims: ${times.map(Math.round).join(', ')} ms, median ${Math.round(median)}`,
    )
    return median <= readyWithinMs
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function fill(uri: string): Promise<void> {
  const client = await connect(uri)
  const collection = client.db('ready').collection('claims')
  await collection.createIndex({ worker: 1, status: 1 })
  await collection.createIndex({ number: 1 }, { unique: true })
  for (let n = 0; n < claims; n += 1000) await collection.insertMany(manyClaims(1000))
  await client.close()
}

let claimNumber = 0

function manyClaims(count: number): object[] {
  return Array.from({ length: count }, () => {
    const number = claimNumber++
    return { number, worker: `worker ${number % 9973}`, status: 'paid', fen: 120_000, note: 'x'.repeat(300) }
  })
}

function seconds(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(0)
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const [rounds = '500', seed = '20200814'] = process.argv.slice(2)
main(Number(rounds), Number(seed)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
