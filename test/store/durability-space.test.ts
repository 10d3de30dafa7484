import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyStore } from '../../server/store/start-store'
import { errorOf, MongoClient } from './store-fixture'

let dataDir: string
let child: ChildProcess
let client: InstanceType<typeof MongoClient>

/** A store whose process may write files of two megabytes; SIGXFSZ is ignored, so that the write fails instead. */
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'store-space-'))
  const script = join(__dirname, '../prove/store-server.child.ts')
  const command = `trap '' XFSZ; exec "$0" --require "$1" "$2" "$3"`
  child = spawn('bash', ['-c', command, process.execPath, require.resolve('tsx/cjs'), script, dataDir], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const uri = await new Promise<string>((resolve) =>
    child.once('message', (message) => resolve(String(message))),
  )
  client = await new MongoClient(uri).connect()
})

afterAll(async () => {
  await client.close()
  child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

function allow(bytes: number | 'unlimited'): void {
  const { status } = spawnSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:unlimited`])
  expect(status).toBe(0)
}

describe('a store without space for more', () => {
  it('refuses writes with an error, keeps all it has acknowledged, and goes on when there is space again', async () => {
    const documents = client.db('space').collection<{ _id: number; text: string }>('documents')
    await documents.createIndex({ text: 1 })
    await documents.insertOne({ _id: 0, text: 'first' })
    allow(2_000_000)
    const acknowledged = [0]
    let refusal: { code?: number | string; message: string } | undefined
    for (let n = 1; refusal === undefined && n < 5000; n++) {
      const insert = documents.insertOne({ _id: n, text: `${n} ${'x'.repeat(900)}` })
      await insert.then(
        () => acknowledged.push(n),
        (error: Error) => (refusal = error),
      )
    }
    // LMDB tells a write that the disk took in part as an I/O error, and one that it did not take as a full disk.
    expect([1, 14031]).toContain(refusal?.code)
    expect(refusal?.message).toMatch(/no space left|Input\/output error/)
    expect(await documents.countDocuments()).toBe(acknowledged.length)
    expect(await documents.findOne({ text: 'first' })).toMatchObject({ _id: 0 })
    expect((await errorOf(documents.insertOne({ _id: -1, text: 'y'.repeat(400_000) }))).code).toBeDefined()

    allow('unlimited')
    await documents.insertOne({ _id: 9999, text: 'there is space again' })
    const stored = (await documents.find().toArray()).map(({ _id }) => _id)
    expect(stored).toEqual([...acknowledged, 9999])
    expect(await verifyStore(dataDir)).toMatchObject({ damaged: 0, documents: acknowledged.length + 1 })
  })
})

describe('a transaction that is left open', () => {
  it('ends after its limit, so that the file reuses its pages again', async () => {
    await client.db('admin').command({ setParameter: 1, transactionLifetimeLimitSeconds: 1 })
    const documents = client.db('space').collection<{ _id: number; n: number; text: string }>('rewritten')
    const rewrite = async (times: number) => {
      for (let n = 0; n < times; n++)
        await documents.updateOne({ _id: 1 }, { $set: { n, text: `${n}`.repeat(20_000) } }, { upsert: true })
    }
    await rewrite(1)
    const session = client.startSession()
    session.startTransaction()
    await documents.findOne({ _id: 1 }, { session })
    await rewrite(10)
    await sleep(1200)
    await rewrite(20)
    const size = statSync(join(dataDir, 'store.mdb')).size
    await rewrite(100)
    expect(statSync(join(dataDir, 'store.mdb')).size).toBe(size)
    expect((await errorOf(documents.findOne({ _id: 1 }, { session }))).code).toBe(251)
    await session.endSession()
  })
})
