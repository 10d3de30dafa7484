import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStore, verifyStore } from '../../server/store/start-store'
import { Environment } from '../../server/store/storage/environment'
import { errorOf, MongoClient } from './store-fixture'

const directories: string[] = []

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true })
})

const sentence = (n: number) => `a sentence that is easy to find in the file, number ${n}`

/** A closed store with indexes of every kind and documents of some size. */
async function filledDirectory(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'store-verify-'))
  directories.push(dataDir)
  const store = await startStore({ dataDir })
  const client = await new MongoClient(store.uri).connect()
  const collection = client.db('x').collection<{ _id: number }>('things')
  await collection.createIndex({ n: 1, text: -1 }, { unique: true })
  await collection.createIndex({ tags: 1 }, { sparse: true })
  await collection.createIndex({ n: 1 }, { partialFilterExpression: { n: { $gt: 100 } }, name: 'large' })
  const tags = (n: number) => (n % 3 === 0 ? { tags: ['a', n] } : {})
  await collection.insertMany(
    Array.from({ length: 300 }, (_, n) => ({
      _id: n,
      n,
      text: sentence(n),
      more: 'x'.repeat(n),
      ...tags(n),
    })),
  )
  await collection.deleteMany({ n: { $gte: 290 } })
  await collection.updateMany({ n: { $lt: 10 } }, { $set: { tags: [] } })
  await client.close()
  await store.close()
  return dataDir
}

/** Changes what lies in the file under the store's own tables, checksums and all. */
async function tamper(dataDir: string, change: (environment: Environment) => void): Promise<void> {
  const environment = Environment.open(join(dataDir, 'store.mdb'))
  await environment.write(() => change(environment))
  await environment.close()
}

/** The entries of one table, by their place. */
function keysOf(environment: Environment, table: 'documents' | 'indexes'): Buffer[] {
  const snapshot = environment.snapshot()
  const keys = [...environment.walk(table, snapshot)].map(({ key }) => Buffer.from(key))
  snapshot.done()
  return keys
}

describe('the verification of a store', () => {
  it('reads every document, entry and checksum, and finds nothing wrong with what the store wrote', async () => {
    const report = await verifyStore(await filledDirectory())
    expect(report).toMatchObject({ collections: 1, documents: 290, damaged: 0, damage: [] })
    // 290 in the first index, 10 empty arrays and two tags for every third of 10 to 289, 189 large ones.
    expect(report.entries).toBe(290 + 10 + 93 * 2 + 189)
    expect(report.values).toBeGreaterThan(report.documents + report.entries)
  })

  it('may run while the store is in use', async () => {
    const dataDir = await filledDirectory()
    const store = await startStore({ dataDir })
    const client = await new MongoClient(store.uri).connect()
    const things = client.db('x').collection<{ _id: number; n: number; text: string }>('things')
    let isOver = false
    const writing = (async () => {
      for (let n = 1000; !isOver; n++) await things.insertOne({ _id: n, n, text: 'meanwhile' })
    })()
    expect(await verifyStore(dataDir)).toMatchObject({ damaged: 0 })
    isOver = true
    await writing
    await client.close()
    await store.close()
  })

  it('names every flipped byte in a value, and the store refuses to answer from it', async () => {
    const dataDir = await filledDirectory()
    const file = join(dataDir, 'store.mdb')
    const bytes = readFileSync(file)
    const flipped = [20, 150, 289]
    for (const n of flipped) {
      const text = sentence(n)
      for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) {
        // A longer number begins like a shorter one.
        if (bytes[at + text.length] === 0) bytes[at + 5] = (bytes[at + 5] ?? 0) ^ 0x10
      }
    }
    writeFileSync(file, bytes)
    const report = await verifyStore(dataDir)
    const documents = report.damage.filter((line) => line.startsWith('A value in documents'))
    expect(documents).toHaveLength(flipped.length)
    const store = await startStore({ dataDir })
    const client = await new MongoClient(store.uri).connect()
    const things = client.db('x').collection<{ _id: number }>('things')
    for (const _id of flipped)
      expect((await errorOf(things.findOne({ _id }))).message).toContain('A stored value is damaged')
    expect(await things.findOne({ _id: 21 })).toMatchObject({ text: sentence(21) })
    await client.close()
    await store.close()
  })

  it.each([
    ['a missing index entry', 'is missing in index', 'indexes', undefined],
    ['a missing document', 'leads to no document', 'documents', undefined],
    ['an index entry that leads elsewhere', 'has a wrong key', 'indexes', Buffer.from('elsewhere')],
    ['a document that is none', 'cannot be read', 'documents', Buffer.from('no document')],
  ] as const)('finds %s although all checksums agree', async (_what, complaint, table, value) => {
    const dataDir = await filledDirectory()
    await tamper(dataDir, (environment) => {
      const key = keysOf(environment, table)[3]
      if (key !== undefined) environment.apply({ table, key, value })
    })
    const { damaged, damage } = await verifyStore(dataDir)
    expect(damaged).toBeGreaterThan(0)
    expect(damage.join('\n')).toContain(complaint)
  })

  it('finds documents and entries that belong to nothing', async () => {
    const dataDir = await filledDirectory()
    const stray = Buffer.from([0, 0, 0, 99, 1])
    await tamper(dataDir, (environment) => {
      environment.apply({ table: 'documents', key: stray, value: stray })
      environment.apply({ table: 'indexes', key: stray, value: stray })
    })
    const { damage } = await verifyStore(dataDir)
    expect(damage.map((line) => line.split(' (')[0])).toEqual([
      'A document belongs to no collection',
      'An entry belongs to no index',
    ])
  })
})

describe('a torn data file', () => {
  it('is refused at the start with a sentence, however much of it is left', async () => {
    const dataDir = await filledDirectory()
    const file = join(dataDir, 'store.mdb')
    const whole = readFileSync(file)
    for (const share of [0.9, 0.5, 0.2]) {
      writeFileSync(file, whole)
      truncateSync(file, Math.floor(whole.length * share))
      await expect(startStore({ dataDir })).rejects.toThrow('is torn: it ends after')
      await expect(startStore({ dataDir })).rejects.toThrow('Restore the directory from a backup')
    }
    truncateSync(file, 3000)
    await expect(startStore({ dataDir })).rejects.toThrow(
      'is not a data file of this store, or it is damaged',
    )
    rmSync(file)
    await expect(startStore({ dataDir })).rejects.toThrow('has gone; restore the directory from a backup')
  })

  it('is reported by the verification, even where reading it stops the process', async () => {
    const dataDir = await filledDirectory()
    const file = join(dataDir, 'store.mdb')
    truncateSync(file, 5 * 4096)
    await expect(verifyStore(dataDir)).rejects.toThrow('cannot be read to its end')
  })

  it('with foreign bytes over its first pages is refused', async () => {
    const dataDir = await filledDirectory()
    const file = join(dataDir, 'store.mdb')
    const bytes = readFileSync(file)
    bytes.fill('foreign', 0, 8192)
    writeFileSync(file, bytes)
    await expect(startStore({ dataDir })).rejects.toThrow(
      'is not a data file of this store, or it is damaged',
    )
    await expect(verifyStore(dataDir)).rejects.toThrow('is not a data file of this store, or it is damaged')
  })
})
