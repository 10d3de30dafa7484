import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import mongoose from 'mongoose'
import { ConfigError } from '../../server/config'
import { type Doc, doc } from '../../server/store/bson/values'
import { startStore, type RunningStore } from '../../server/store/start-store'
import { listen } from '../../server/store/wire/server'
import { withDatabase } from '../support/store-settings'
import { startTestServer } from '../support/server'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jbt-mongo-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the server says when it cannot start on this MongoDB; empty when it starts. */
async function refusal(uri: string): Promise<string[]> {
  try {
    const server = await startTestServer({ MONGODB_URI: withDatabase(uri, 'jiangbutong') })
    await server.stop()
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

const standalone = {
  ismaster: true,
  isWritablePrimary: true,
  helloOk: true,
  minWireVersion: 0,
  maxWireVersion: 25,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  logicalSessionTimeoutMinutes: 30,
  ok: 1,
}

let greeters = 0

/** A server that greets as told, answers every other command with ok, and counts what it was asked to write. */
async function greeter(greeting: Record<string, unknown>) {
  const asked: string[] = []
  const socket = path.join(folder, `greeter-${++greeters}.sock`)
  const answer = async (body: Doc) => {
    const [name = ''] = body.keys()
    asked.push(name)
    return doc(/^(hello|ismaster)$/i.test(name) ? { ...standalone, ...greeting } : { ok: 1 })
  }
  const server = await listen({ path: socket, maxMessageBytes: 48_000_000, answer, onProtocolError: fail })
  const uri = `mongodb://${encodeURIComponent(socket)}/?directConnection=true`
  return { uri, asked, close: () => server.close() }
}

function fail(error: unknown): void {
  throw error
}

describe('a MongoDB that cannot carry the program', () => {
  it.each([
    ['is a standalone server', {}, /standalone server, which has no transactions; make it a replica set/],
    [
      'has no sessions',
      { setName: 'rs0', logicalSessionTimeoutMinutes: null },
      /has no sessions, so no transactions/,
    ],
    ['is too old', { setName: 'rs0', maxWireVersion: 17 }, /older than 7.0 \(wire version 17\)/],
  ])(
    'is refused at the start when it %s, and nothing is written to it',
    async (_what, greeting, sentence) => {
      const { uri, asked, close } = await greeter(greeting)
      const problems = await refusal(uri)
      expect(problems).toHaveLength(1)
      expect(problems[0]).toMatch(/^MONGODB_URI: /)
      expect(problems[0]).toMatch(sentence)
      expect(asked.filter((name) => !/^(hello|ismaster|ping|endSessions)$/i.test(name))).toEqual([])
      await close()
    },
  )
})

describe('the indexes of a MongoDB', () => {
  let store: RunningStore
  let client: mongoose.mongo.MongoClient
  beforeAll(async () => {
    store = await startStore({ dataDir: path.join(folder, 'indexes'), hasTestCommands: true })
    client = await new mongoose.mongo.MongoClient(store.uri).connect()
  })
  afterAll(async () => {
    await client.close()
    await store.close()
  })
  const claims = () => client.db('jiangbutong').collection('claims')

  /** Lets an account make no indexes, as one with fewer rights would be told. */
  const forbidIndexes = (mode: 'alwaysOn' | 'off') =>
    client.db('admin').command({
      configureFailPoint: 'failCommand',
      mode,
      data: { failCommands: ['createIndexes'], errorCode: 13 },
    })

  it('are made at the start, and one that stands in the place of another is named', async () => {
    await claims().createIndex({ claimNo: 1 })
    const problems = await refusal(store.uri)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(
      /^MONGODB_URI: collection claims has no index {"claimNo":1}, and another index stands in its place/,
    )
    await claims().dropIndex('claimNo_1')
    expect(await refusal(store.uri)).toEqual([])
    const claimNo = (await claims().indexes()).find(({ name }) => name === 'claimNo_1')
    expect(claimNo).toMatchObject({ key: { claimNo: 1 }, unique: true })
  })

  it('are all that a later start needs, so an account that may not make any is enough', async () => {
    await forbidIndexes('alwaysOn')
    expect(await refusal(store.uri)).toEqual([])
    await claims().dropIndex('claimNo_1')
    expect(await refusal(store.uri)).toEqual([
      'MONGODB_URI: collection claims has no index {"claimNo":1}, and this account may not make it: ' +
        'give it the role readWrite, or make the index by hand',
    ])
    await forbidIndexes('off')
  })

  it('are not made over data that break the rule which they are for', async () => {
    const institutions = client.db('jiangbutong').collection<{ _id: string; code: string }>('institutions')
    await institutions.dropIndex('code_1')
    await institutions.insertMany([
      { _id: 'one', code: 'the same' },
      { _id: 'two', code: 'the same' },
    ])
    expect(await refusal(store.uri)).toEqual([
      'MONGODB_URI: collection institutions has no index {"code":1}, and it cannot be made, because documents have the ' +
        'same key twice: mend the data first',
    ])
  })
})
