import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backupStore, restoreStore, startStore, verifyStore } from '../../server/store/start-store'
import { MongoClient, StoreFixture } from './store-fixture'

const now = new Date('2021-06-18T01:00:00Z')
let place: string
let source: StoreFixture

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'store-backup-'))
  source = await StoreFixture.open()
  const accounts = source.db.collection<{ _id: string; fen: number }>('accounts')
  await accounts.insertMany([
    { _id: 'a', fen: 1000 },
    { _id: 'b', fen: 1000 },
  ])
  await source.db.collection('kept').createIndex({ n: 1 }, { unique: true })
  await source.db.collection('kept').insertMany(Array.from({ length: 2000 }, (_, n) => ({ n })))
})

afterAll(async () => {
  await source.close()
  rmSync(place, { recursive: true, force: true })
})

/** Inserts and moves money until it is told to stop; answers with how many inserts were acknowledged. */
function keepWriting(): () => Promise<number> {
  let isOver = false
  const accounts = source.db.collection<{ _id: string; fen: number }>('accounts')
  const transfer = async () => {
    while (!isOver)
      await source.client.withSession((session) =>
        session.withTransaction(async () => {
          await accounts.updateOne({ _id: 'a' }, { $inc: { fen: -1 } }, { session })
          await accounts.updateOne({ _id: 'b' }, { $inc: { fen: 1 } }, { session })
        }),
      )
  }
  const insert = async () => {
    let count = 0
    for (; !isOver; count++) await source.db.collection('kept').insertOne({ n: 10_000 + count })
    return count
  }
  const work = Promise.all([insert(), transfer()])
  return async () => {
    isOver = true
    return (await work)[0]
  }
}

describe('a backup', () => {
  it('is taken and restored while the store is written to, and holds one moment of it', async () => {
    const backup = join(place, 'backup')
    const restored = join(place, 'restored')
    const before = await source.db.collection('kept').countDocuments()
    const stop = keepWriting()
    const report = await backupStore(source.dataDir, backup, now)
    await restoreStore(backup, restored)
    const written = await stop()
    expect(written).toBeGreaterThan(0)
    const store = await startStore({ dataDir: restored })
    const client = await new MongoClient(store.uri).connect()
    const kept = client.db('test').collection<{ n: number }>('kept')
    const count = await kept.countDocuments()
    expect(count).toBeGreaterThanOrEqual(before)
    expect(count).toBeLessThanOrEqual(before + written)
    expect(report.documents).toBe(count + 2)
    const accounts = await client.db('test').collection('accounts').find().toArray()
    expect(accounts.reduce((sum, { fen }) => sum + (fen as number), 0)).toBe(2000)
    await expect(kept.insertOne({ n: 5 })).rejects.toThrow('E11000')
    await client.close()
    await store.close()
    expect(await verifyStore(restored)).toMatchObject({ damaged: 0 })
  })

  it('counts on a machine that has been started anew since', async () => {
    const [backup, moved] = [join(place, 'for-elsewhere'), join(place, 'elsewhere')]
    const { documents } = await backupStore(source.dataDir, backup, now)
    await restoreStore(backup, moved)
    const file = join(moved, 'store.mdb')
    const bytes = readFileSync(file)
    for (const page of [0, 4096]) bytes.writeBigInt64LE(12345n, page + 160)
    writeFileSync(file, bytes)
    expect(await verifyStore(moved)).toMatchObject({ documents, damaged: 0 })
  })

  it('goes into an empty directory only, and so does what is restored', async () => {
    const full = join(place, 'full')
    await backupStore(source.dataDir, full, now)
    await expect(backupStore(source.dataDir, full, now)).rejects.toThrow('is not empty')
    await expect(restoreStore(full, source.dataDir)).rejects.toThrow('is not empty')
    await expect(backupStore(join(place, 'nowhere'), join(place, 'x'), now)).rejects.toThrow(
      'There is no directory',
    )
    await expect(restoreStore(place, join(place, 'y'))).rejects.toThrow('holds no data of this store')
  })

  it('that was damaged, cut short or never finished is not restored', async () => {
    const backup = join(place, 'damaged')
    await backupStore(source.dataDir, backup, now)
    const file = join(backup, 'store.mdb')
    const bytes = readFileSync(file)
    const middle = Math.floor(bytes.length / 2)
    bytes[middle] = (bytes[middle] ?? 0) ^ 1
    writeFileSync(file, bytes)
    await expect(restoreStore(backup, join(place, 'z'))).rejects.toThrow('is not what was written')
    expect(existsSync(join(place, 'z', 'store.mdb'))).toBe(false)
    truncateSync(file, middle)
    await expect(restoreStore(backup, join(place, 'z'))).rejects.toThrow('is not what was written')
    rmSync(join(backup, 'backup.json'))
    await expect(restoreStore(backup, join(place, 'z'))).rejects.toThrow('is no finished backup')
  })
})
