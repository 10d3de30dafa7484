import { once } from 'node:events'
import { errorOf, Long, MongoClient, StoreFixture } from './store-fixture'

let store: StoreFixture
beforeAll(async () => (store = await StoreFixture.open()))
afterAll(() => store.close())

interface Hello {
  topologyVersion: { processId: object; counter: unknown }
}

/** Milliseconds until the greeting is answered. */
async function answeredAfter(greeting: object): Promise<number> {
  const start = performance.now()
  await store.db.admin().command(greeting)
  return performance.now() - start
}

describe('a greeting', () => {
  let topologyVersion: Hello['topologyVersion']
  beforeAll(async () => {
    const hello = await store.db.admin().command({ hello: 1 })
    topologyVersion = (hello as unknown as Hello).topologyVersion
  })

  it('of somebody who knows the topology is answered when the time for a change is over', async () => {
    expect(await answeredAfter({ hello: 1, topologyVersion, maxAwaitTimeMS: 120 })).toBeGreaterThan(110)
  })

  it('of somebody who knows the topology of an owner before is answered at once', async () => {
    const earlier = { ...topologyVersion, processId: '0'.repeat(24) }
    const waited = await answeredAfter({ hello: 1, topologyVersion: earlier, maxAwaitTimeMS: 60_000 })
    expect(waited).toBeLessThan(10_000)
  })

  it.each([
    [{ topologyVersion: { counter: Long.ZERO } }, 31368],
    [{ maxAwaitTimeMS: 5 }, 31368],
    [{ topologyVersion: { counter: Long.ZERO }, maxAwaitTimeMS: -1 }, 31373],
  ])('with %j is refused with MongoDB’s code', async (fields, code) => {
    expect(await errorOf(store.db.admin().command({ hello: 1, ...fields }))).toMatchObject({ code })
  })

  it('is kept open by a driver, which so learns at once that its connection has ended', async () => {
    const client = new MongoClient(store.uri, { heartbeatFrequencyMS: 500 })
    const awaited: boolean[] = []
    client.on('serverHeartbeatSucceeded', (event) => awaited.push(event.awaited))
    await client.connect()
    while (awaited.filter(Boolean).length < 2) await once(client, 'serverHeartbeatSucceeded')
    await client.close()
    expect(awaited.at(-1)).toBe(true)
  })
})
