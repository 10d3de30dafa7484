import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import mongoose from 'mongoose'
import { createLogger } from '../../server/logger'
import { inTransaction } from '../../server/mongo'
import { FieldCipher } from '../../server/personal-data/field-cipher'
import type { WechatEventHandlers } from '../../server/wechat-events/wechat-event-handlers'
import { keepEvent } from '../../server/wechat-events/wechat-event-inbox'
import { startEventWork, type EventWork } from '../../server/wechat-events/wechat-event-worker'
import { startTestServer, type TestServer } from '../support/server'

/** A worker of its own, beside the server's: its events are under another key, which the server cannot read. */
const cipher = new FieldCipher(
  createSecretKey(randomBytes(32)),
  createSecretKey(randomBytes(32)),
  randomBytes,
)
const logged: string[] = []
const log = createLogger('error', { write: (line) => void logged.push(line) })
const effects = () => mongoose.connection.collection('effects_of_this_test')
const rows = () => mongoose.connection.collection('wechat_events')

let server: TestServer
let works: EventWork[]
let now: Date
beforeAll(async () => {
  server = await startTestServer()
  await mongoose.connection.createCollection('effects_of_this_test')
})
afterAll(() => server.stop())
beforeEach(async () => {
  // Ahead of the server's clock, so that its own worker finds nothing due.
  now = new Date(Date.now() + 3_600_000)
  works = []
  logged.length = 0
  await rows().deleteMany({})
  await effects().deleteMany({})
})
afterEach(() => Promise.all(works.map((work) => work.stop())))

const keep = (key: string) =>
  keepEvent(cipher, { event: { kind: 'other', name: key }, occurredAt: now, dedupeKey: key }, now)
const start = (handlers: WechatEventHandlers): EventWork => {
  const deps = { cipher, handlers, inTransaction, log, personIdOf: async () => null }
  const work = startEventWork({ ...deps, newLeaseId: randomUUID, now: () => now })
  works.push(work)
  work.wake()
  return work
}
const recording: WechatEventHandlers = {
  other: async ({ name }, { tx }) => void (await effects().insertOne({ name }, { session: tx })),
}
const until = async (state: string, wanted: number) => {
  while ((await rows().countDocuments({ state })) < wanted) await new Promise((done) => setTimeout(done, 10))
}

describe('working off what WeChat told us', () => {
  it('happens once for each event, with three workers at it', async () => {
    const keys = Array.from({ length: 60 }, (_, index) => `event ${index}`)
    for (const key of keys) await keep(key)
    for (let worker = 0; worker < 3; worker += 1) start(recording)
    await until('done', keys.length)
    const names = (await effects().find().toArray()).map((effect) => String(effect['name']))
    expect(names.sort()).toEqual([...keys].sort())
  })

  it('leaves no half of an effect when it fails, and succeeds at a later try', async () => {
    await keep('fragile')
    let tries = 0
    const work = start({
      other: async (event, call) => {
        await recording.other?.(event, call)
        tries += 1
        if (tries < 3) throw new Error('not yet')
      },
    })
    while (tries < 3) {
      await new Promise((done) => setTimeout(done, 20))
      now = new Date(now.getTime() + 61_000)
      work.wake()
    }
    await until('done', 1)
    expect(await effects().countDocuments()).toBe(1)
  })

  it('gives up with an alarm after seven tries, and keeps the event for whoever looks', async () => {
    await keep('hopeless')
    const work = start({ other: () => Promise.reject(new Error('never')) })
    while ((await rows().countDocuments({ state: 'failed' })) === 0) {
      await new Promise((done) => setTimeout(done, 20))
      now = new Date(now.getTime() + 86_400_000)
      work.wake()
    }
    expect(await rows().findOne()).toMatchObject({ attempts: 7, contentCipher: expect.any(String) })
    expect(logged.join('')).toContain('"alarm":"wechat_event_failed"')
  })

  it('goes on when whoever had the event in hand died, after the end of their lease', async () => {
    await keep('orphan')
    const dead = { leaseId: 'dead', dueAt: new Date(now.getTime() + 30_000), attempts: 1 }
    await rows().updateOne({}, { $set: dead })
    const work = start(recording)
    await new Promise((done) => setTimeout(done, 100))
    expect(await effects().countDocuments()).toBe(0)
    now = new Date(now.getTime() + 30_001)
    work.wake()
    await until('done', 1)
    expect(await effects().countDocuments()).toBe(1)
  })
})
