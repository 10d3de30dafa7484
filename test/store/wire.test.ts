import { createConnection, type Socket } from 'node:net'
import mongoose from 'mongoose'
import { errorOf, Long, MongoClient, StoreFixture } from './store-fixture'

let store: StoreFixture
beforeAll(async () => (store = await StoreFixture.open()))
afterAll(() => store.close())

const { BSON } = mongoose.mongo

/** An answer of header, flags, section kind and { ok: 1 }. */
const pongBytes = 16 + 4 + 1 + BSON.serialize({ ok: 1 }).length

function message(body: object, flags = 0): Buffer {
  const section = BSON.serialize(body)
  const head = Buffer.alloc(21)
  head.writeInt32LE(head.length + section.length, 0)
  head.writeInt32LE(7, 4)
  head.writeInt32LE(2013, 12)
  head.writeInt32LE(flags, 16)
  return Buffer.concat([head, section])
}

function connect(): Socket {
  return createConnection(decodeURIComponent(/^mongodb:\/\/([^/]+)/.exec(store.uri)?.[1] ?? ''))
}

/** Sends bytes on a connection of its own and collects what comes back until enough has come or it is closed. */
function exchange(chunks: readonly Buffer[], wanted: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect()
    let received = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      if (received.length >= wanted) socket.destroy()
    })
    socket.on('close', () => resolve(received))
    socket.on('error', reject)
    for (const chunk of chunks) socket.write(chunk)
  })
}

describe('the wire protocol', () => {
  it('answers messages that arrive byte by byte or several at once', async () => {
    const ping = message({ ping: 1, $db: 'admin' })
    const bytes = [...ping, ...ping].map((byte) => Buffer.from([byte]))
    const answers = await exchange([...bytes, Buffer.concat([ping, ping])], 4 * pongBytes)
    expect(answers.length).toBe(4 * pongBytes)
    expect(answers.readInt32LE(8)).toBe(7)
  })

  it('does not answer a message that wants no answer', async () => {
    const silent = message({ insert: 'silent', documents: [{ _id: 1 }], $db: 'test' }, 2)
    const answers = await exchange([silent, message({ ping: 1, $db: 'admin' })], pongBytes)
    expect(answers.length).toBe(pongBytes)
    expect(await store.db.collection('silent').countDocuments()).toBe(1)
  })

  it.each([
    ['a length below the header', Buffer.from('01000000010000000000000000000000', 'hex')],
    ['a length above the limit', Buffer.from('ffffff7f010000000000000000000000', 'hex')],
    [
      'an opcode of long ago',
      Buffer.from('10000000010000000000000002080000'.replace('02080000', 'd2070000'), 'hex'),
    ],
    ['a broken document', message({ ping: 1, $db: 'admin' }).fill(0xff, 22)],
  ])('ends a connection that sends %s, and goes on with the others', async (_name, bytes) => {
    expect((await exchange([bytes], 1)).length).toBe(0)
    expect(await store.db.command({ ping: 1 })).toMatchObject({ ok: 1 })
  })

  it('greets as the primary of a replica set with sessions, and with a wire version that drivers take', async () => {
    expect(await store.db.admin().command({ hello: 1 })).toMatchObject({
      isWritablePrimary: true,
      minWireVersion: 0,
      maxWireVersion: 25,
      logicalSessionTimeoutMinutes: 30,
      maxBsonObjectSize: 16 * 1024 * 1024,
    })
    expect(await store.db.admin().command({ buildInfo: 1 })).toMatchObject({ modules: ['embedded'] })
    expect(await store.db.admin().serverStatus()).toMatchObject({ version: '8.0.0', process: 'embedded' })
  })

  it('serves many connections at once', async () => {
    const client = await new MongoClient(store.uri, { maxPoolSize: 50 }).connect()
    const many = client.db('test').collection('many')
    await Promise.all(Array.from({ length: 500 }, (_, n) => many.insertOne({ n })))
    expect(await many.countDocuments()).toBe(500)
    await client.close()
  })
})

describe('a command', () => {
  it('with a value that cannot be stored is answered with an error, on a connection that stays', async () => {
    const { Code, DBRef } = BSON
    const c = store.db.collection('outdated')
    expect(await errorOf(c.insertOne({ a: new Code('f', { b: 1 }) }))).toMatchObject({
      code: 238,
      message: "The embedded store does not support values of the BSON type 'javascriptWithScope'",
    })
    const torn = message({ insert: 'outdated', documents: [{ a: 'x' }], $db: 'test' })
    torn[torn.lastIndexOf('\x02a\0')] = 0x44
    const answers = await exchange([torn, message({ ping: 1, $db: 'admin' })], 150)
    expect(answers.toString('latin1')).toContain('InvalidBSON')
    const foreign = message({ insert: 'outdated', documents: [{ a: 'x' }], $db: 'test' })
    foreign[foreign.lastIndexOf('x\0')] = 0xc0
    expect((await exchange([foreign], 100)).toString('latin1')).toContain('a string is not UTF-8')
    await c.insertOne({ a: '\ufffd' })
    await c.insertOne({ a: new Code('f'), b: new DBRef('other', new mongoose.mongo.ObjectId()) })
  })

  it.each<[object, number]>([
    [{ foo: 1 }, 59],
    [{ find: 'c', foo: 1 }, 40415],
    [{ getParameter: 1, foo: 1 }, 72],
    [{ explain: { aggregate: 'c', pipeline: [], cursor: {}, writeConcern: { j: true } } }, 9],
    [{ find: 'c', limit: 'x' }, 14],
    [{ find: 5 }, 14],
    [{ update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, foo: 1 }] }, 40415],
    [{ configureFailPoint: 'failCommand', mode: 'off' }, 59],
    [{ collMod: 'c', validator: {} }, 238],
    [{ create: 'c', capped: true, size: 5 }, 238],
    [{ insert: 'c$', documents: [{}] }, 73],
    [{ insert: 'c', documents: [] }, 16],
    [{ count: 'c', query: { $bar: 1 } }, 2],
    [{ listIndexes: 'nowhere' }, 26],
    [{ getMore: new Long(5), collection: 'c' }, 43],
    [{ find: 'c', readConcern: { level: 'wrong' } }, 9],
    [{ find: 'c', readConcern: { level: 'snapshot' } }, 238],
    [{ find: 'c', hint: 'nowhere' }, 2],
    [{ renameCollection: 'test.c', to: 'test.d' }, 238],
  ])('%j is refused with its code', async (command, code) => {
    await store.db.collection('c').insertOne({})
    expect(await errorOf(store.db.command(command))).toMatchObject({ code })
  })

  it('for a database whose name cannot be one is refused', async () => {
    const answers = await exchange([message({ ping: 1, $db: 'a.b' })], 100)
    expect(answers.toString('latin1')).toContain("Invalid database name: 'a.b'")
  })

  it('tells the parameters that it has, all or those asked for', async () => {
    const admin = store.client.db('admin')
    const all = { ttlMonitorSleepSecs: 60, transactionLifetimeLimitSeconds: 60 }
    expect(await admin.command({ getParameter: '*' })).toMatchObject(all)
    expect(await admin.command({ getParameter: 1, ttlMonitorSleepSecs: 1 })).toMatchObject({
      ttlMonitorSleepSecs: 60,
    })
  })

  it('that asks for more copies than there are is done, and says so', async () => {
    const command = { insert: 'copies', documents: [{}], writeConcern: { w: 3 } }
    const answer = await store.db.command(command).catch((error: { result: object }) => error.result)
    expect(answer).toMatchObject({
      n: 1,
      writeConcernError: { code: 100, codeName: 'UnsatisfiableWriteConcern' },
    })
    expect(await store.db.collection('copies').countDocuments()).toBe(1)
  })

  it('refuses a document over 16 MiB', async () => {
    const large = { text: 'x'.repeat(9 * 1024 * 1024) }
    await store.db.collection('large').insertOne({ ...large, _id: 1 as never })
    const grown = store.db.collection('large').updateOne({ _id: 1 as never }, { $set: { more: large.text } })
    expect(await errorOf(grown)).toMatchObject({ code: 10334 })
  })

  it('creates, lists and drops collections and databases', async () => {
    const db = store.client.db('catalogue')
    await db.createCollection('b')
    await db.collection('a').insertOne({})
    expect(await errorOf(db.createCollection('b'))).toMatchObject({ code: 48 })
    expect((await db.listCollections().toArray()).map(({ name }) => name)).toEqual(['a', 'b'])
    expect((await store.client.db().admin().listDatabases()).databases.map(({ name }) => name)).toContain(
      'catalogue',
    )
    expect(await db.collection('a').drop()).toBe(true)
    await db.dropDatabase()
    expect(await db.listCollections().toArray()).toEqual([])
  })
})
