import { type ChildProcess, fork, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startStore, verifyStore } from '../../server/store/start-store'
import { MongoClient } from './store-fixture'

let dataDir: string

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'store-shared-'))
})

const sharers: Sharer[] = []

afterAll(async () => {
  for (const sharer of sharers) await sharer.end('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

/** A process that shares the store of the directory and writes to it. */
class Sharer {
  private readonly child: ChildProcess
  private readonly file: string

  constructor(private readonly name: string) {
    this.file = join(dataDir, `${name}.txt`)
    sharers.push(this)
    const script = join(__dirname, 'sharing.child.ts')
    this.child = spawn(process.execPath, ['--import', 'tsx', script, dataDir, name, this.file], {
      stdio: 'inherit',
    })
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null
  }

  get lines(): string[] {
    return existsSync(this.file) ? readFileSync(this.file, 'utf8').split('\n').filter(Boolean) : []
  }

  get acknowledged(): string[] {
    return this.lines.filter((line) => line.startsWith(`${this.name}-`))
  }

  get transfers(): number {
    return this.lines.filter((line) => line === 'transfer').length
  }

  /** Waits until more is acknowledged than now. */
  async goesOn(): Promise<void> {
    const before = this.acknowledged.length
    while (this.acknowledged.length < before + 5) {
      if (this.hasEnded) throw new Error(`${this.name} has ended: ${this.lines.at(-1) ?? ''}`)
      await sleep(20)
    }
  }

  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (this.hasEnded) return Promise.resolve(this.child.exitCode)
    const ended = new Promise<number | null>((resolve) => this.child.once('exit', resolve))
    this.child.kill(signal)
    return ended
  }
}

describe('two processes on one store', () => {
  it('both work, and the one that stays takes the place of the other, whether it stops or is killed', async () => {
    const first = new Sharer('first')
    await first.goesOn()
    const second = new Sharer('second')
    await second.goesOn()
    await first.goesOn()
    expect(second.lines.filter((line) => line.startsWith('log'))).toEqual([])

    expect(await first.end('SIGTERM')).toBe(0)
    await second.goesOn()
    expect(second.lines.join('\n')).toContain('has ended; this process')

    const third = new Sharer('third')
    await third.goesOn()
    await second.end('SIGKILL')
    await third.goesOn()
    expect(await third.end('SIGTERM')).toBe(0)

    expect(sharers.flatMap(({ lines }) => lines.filter((line) => line.startsWith('failed')))).toEqual([])
    await expectEverything()
  })
})

describe('a client that is killed in the middle of a transaction', () => {
  it('keeps the others from its documents for a moment only, and none of its changes stay', async () => {
    const store = await startStore({ dataDir: join(dataDir, 'killed') })
    const client = await new MongoClient(store.uri).connect()
    const accounts = client.db('shared').collection<{ _id: string; fen: number }>('accounts')
    await accounts.insertOne({ _id: 'a', fen: 100 })
    const child = fork(join(__dirname, 'transaction.child.ts'), [store.uri], {
      execArgv: ['--import', 'tsx'],
    })
    await new Promise((resolve) => child.once('message', resolve))
    child.kill('SIGKILL')
    const from = performance.now()
    await client.withSession((session) =>
      session.withTransaction(() => accounts.updateOne({ _id: 'a' }, { $inc: { fen: 1 } }, { session })),
    )
    expect(performance.now() - from).toBeLessThan(10_000)
    expect(await accounts.findOne()).toEqual({ _id: 'a', fen: 101 })
    await client.close()
    await store.close()
  })
})

async function expectEverything(): Promise<void> {
  expect(await verifyStore(dataDir)).toMatchObject({ damaged: 0 })
  const store = await startStore({ dataDir })
  const client = await new MongoClient(store.uri).connect()
  const documents = await client.db('shared').collection<{ _id: string }>('documents').find().toArray()
  const stored = new Set(documents.map(({ _id }) => _id))
  const missing = sharers.flatMap(({ acknowledged }) => acknowledged.filter((id) => !stored.has(id)))
  expect(missing).toEqual([])
  const [a, b] = await client.db('shared').collection('accounts').find().sort({ _id: 1 }).toArray()
  expect(Number(a?.['fen']) + Number(b?.['fen'])).toBe(2000)
  expect(a?.['count']).toBe(b?.['count'])
  await client.close()
  await store.close()
}
