import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStore } from '../../server/store/start-store'
import { MongoClient, StoreFixture } from './store-fixture'

const directories: string[] = []

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'store-test-'))
  directories.push(directory)
  return directory
}

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true })
})

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
}

/** Runs the writing child until it has acknowledged so many more writes, then kills it without warning. */
async function writeAndKill(dataDir: string, acknowledged: string, writes: number): Promise<void> {
  const wanted = linesOf(acknowledged).length + writes
  const script = join(__dirname, 'writer.child.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir, acknowledged], {
    stdio: 'inherit',
  })
  const exited = new Promise<string | null>((resolve) =>
    child.once('exit', (_code, signal) => resolve(signal)),
  )
  while (child.exitCode === null && linesOf(acknowledged).length < wanted) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  child.kill('SIGKILL')
  expect(await exited).toBe('SIGKILL')
}

describe('an acknowledged write', () => {
  it('survives the end and the start of the store, with indexes and types', async () => {
    const store = await StoreFixture.open()
    const kept = store.collection()
    await kept.createIndex({ tags: 1 })
    await kept.insertOne({ _id: 1, tags: ['a', 'b'] })
    await store.restart()
    const again = store.db.collection(kept.collectionName)
    expect(await again.find({ tags: 'b' }).toArray()).toHaveLength(1)
    expect(await again.indexes()).toHaveLength(2)
    await store.close()
  })

  it('survives kill -9 at any moment, and a transfer is never half done', async () => {
    const dataDir = temporaryDirectory()
    const acknowledged = join(dataDir, 'acknowledged.txt')
    for (const writes of [1, 40]) await writeAndKill(dataDir, acknowledged, writes)
    const lines = linesOf(acknowledged)
    const transfers = lines.filter((line) => line === 'transfer').length
    const store = await startStore({ dataDir })
    const client = await new MongoClient(store.uri).connect()
    const documents = client.db('crash').collection<{ _id: string; n: string }>('documents')
    const all = await documents.find().toArray()
    const stored = new Set(all.map(({ _id }) => _id))
    expect(lines.filter((line) => line !== 'transfer' && !stored.has(line))).toEqual([])
    expect(await documents.countDocuments({ n: { $gte: 'number' } })).toBe(stored.size)
    const accounts = await client.db('crash').collection('accounts').find().sort({ _id: 1 }).toArray()
    const [a, b] = accounts.map(({ fen, count }) => ({ fen: fen as number, count: count as number }))
    expect((a?.fen ?? 0) + (b?.fen ?? 0)).toBe(2000)
    expect(a?.count).toBe(b?.count)
    expect(a?.count).toBeGreaterThanOrEqual(transfers)
    expect(lines.length).toBeGreaterThan(40)
    await client.close()
    await store.close()
  })
})

describe('a data directory', () => {
  it('belongs to one process; a second is told which', async () => {
    const dataDir = temporaryDirectory()
    const store = await startStore({ dataDir })
    await expect(startStore({ dataDir })).rejects.toThrow(`already open in this process (${process.pid})`)
    const lock = readFileSync(join(dataDir, 'owner.lock'), 'utf8')
    await store.close()
    const owner = JSON.parse(lock) as { pid: number; startedAt: string }
    const startedAt = readFileSync(`/proc/${process.ppid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19]
    writeFileSync(join(dataDir, 'owner.lock'), JSON.stringify({ ...owner, pid: process.ppid, startedAt }))
    await expect(startStore({ dataDir })).rejects.toThrow(`belongs to the running process ${process.ppid}`)
  })

  it('is taken over from an owner that is dead, even when its number lives on in another process', async () => {
    const dataDir = temporaryDirectory()
    for (const lock of [{ pid: 2 ** 22 + 1, startedAt: '1' }, { pid: process.pid, startedAt: '1' }, 'torn']) {
      writeFileSync(join(dataDir, 'owner.lock'), JSON.stringify(lock).slice(0, 40))
      const store = await startStore({ dataDir })
      await store.close()
      expect(existsSync(join(dataDir, 'owner.lock'))).toBe(false)
    }
  })

  it('with data of another kind or of a later format is refused and left as it is', async () => {
    const dataDir = temporaryDirectory()
    writeFileSync(join(dataDir, 'store.mdb'), 'something else')
    await expect(startStore({ dataDir })).rejects.toThrow('no format.json')
    const marker = (version: number) => JSON.stringify({ format: 'embedded-mongodb-store', version })
    writeFileSync(join(dataDir, 'format.json'), marker(1))
    await expect(startStore({ dataDir })).rejects.toThrow('not a data file of this store')
    writeFileSync(join(dataDir, 'format.json'), marker(99))
    await expect(startStore({ dataDir })).rejects.toThrow('format 99')
    writeFileSync(join(dataDir, 'format.json'), '{"format":"other"}')
    await expect(startStore({ dataDir })).rejects.toThrow('something else: other')
    expect(readFileSync(join(dataDir, 'store.mdb'), 'utf8')).toBe('something else')
  })

  it('may lie deeper than the path of a socket can be, and have capitals and blanks in its name', async () => {
    const dataDir = join(temporaryDirectory(), 'Ein Ordner '.repeat(10))
    mkdirSync(dataDir)
    const store = await startStore({ dataDir })
    const client = await new MongoClient(store.uri).connect()
    expect(await client.db('x').command({ ping: 1 })).toMatchObject({ ok: 1 })
    await client.close()
    await store.close()
  })
})

describe('a stored value', () => {
  it('that was damaged on the disk is reported, not answered', async () => {
    const dataDir = temporaryDirectory()
    const text = 'a sentence that is easy to find in the file'
    const first = await startStore({ dataDir })
    const client = await new MongoClient(first.uri).connect()
    await client.db('x').collection('c').insertOne({ text })
    await client.close()
    await first.close()
    const file = join(dataDir, 'store.mdb')
    const bytes = readFileSync(file)
    for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) bytes.write('A', at)
    writeFileSync(file, bytes)
    const second = await startStore({ dataDir })
    const reader = await new MongoClient(second.uri).connect()
    await expect(reader.db('x').collection('c').findOne()).rejects.toThrow('A stored value is damaged')
    await reader.close()
    await second.close()
  })
})
