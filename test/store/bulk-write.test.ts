import type mongoose from 'mongoose'
import { errorOf, StoreFixture } from './store-fixture'

let store: StoreFixture
beforeAll(async () => (store = await StoreFixture.open()))
afterAll(() => store.close())

/** The driver's type wants each namespace's documents described. */
function write(models: readonly object[], options?: mongoose.mongo.ClientBulkWriteOptions) {
  return store.client.bulkWrite(models as never, options)
}

describe("a client's bulk write", () => {
  it('writes to several collections in one command and tells what each write has done', async () => {
    const [claims, audit] = [store.collection(), store.collection()]
    await claims.insertOne({ _id: 1, n: 1 })
    const result = await write(
      [
        { name: 'updateOne', namespace: claims.namespace, filter: { _id: 1 }, update: { $inc: { n: 1 } } },
        { name: 'insertOne', namespace: audit.namespace, document: { _id: 'a' } },
        {
          name: 'replaceOne',
          namespace: claims.namespace,
          filter: { _id: 2 },
          replacement: { n: 5 },
          upsert: true,
        },
        { name: 'deleteMany', namespace: claims.namespace, filter: { n: 5 } },
      ],
      { verboseResults: true },
    )
    expect(result).toMatchObject({ insertedCount: 1, matchedCount: 1, upsertedCount: 1, deletedCount: 1 })
    expect(result.updateResults?.get(2)).toMatchObject({ upsertedId: 2 })
    expect(await claims.find().toArray()).toEqual([{ _id: 1, n: 2 }])
    expect(await audit.countDocuments()).toBe(1)
  })

  it('ends at its first error when it is ordered, and goes on when it is not', async () => {
    const claims = store.collection()
    await claims.insertOne({ _id: 1 })
    const insert = (_id: number) => ({ name: 'insertOne', namespace: claims.namespace, document: { _id } })
    const models = [insert(1), insert(2)]
    expect(await errorOf(write(models))).toMatchObject({ writeErrors: expect.any(Map) })
    expect(await claims.countDocuments()).toBe(1)
    await errorOf(write(models, { ordered: false }))
    expect(await claims.countDocuments()).toBe(2)
  })

  it('is undone with its transaction', async () => {
    const claims = store.collection()
    await claims.insertOne({ _id: 1 })
    const session = store.client.startSession()
    session.startTransaction()
    const models = [{ name: 'deleteMany', namespace: claims.namespace, filter: {} }]
    expect((await write(models, { session })).deletedCount).toBe(1)
    await session.abortTransaction()
    await session.endSession()
    expect(await claims.countDocuments()).toBe(1)
  })

  it.each<[object, number]>([
    [{ ops: [{ insert: 0, document: {} }], nsInfo: [] }, 2],
    [{ ops: [{ drop: 0 }], nsInfo: [{ ns: 'test.c' }] }, 9],
    [{ ops: [{ insert: 0, document: {}, foo: 1 }], nsInfo: [{ ns: 'test.c' }] }, 40415],
    [{ ops: [], nsInfo: [] }, 16],
  ])('is refused for %j', async (fields, code) => {
    const refused = store.client.db('admin').command({ bulkWrite: 1, ...fields })
    expect(await errorOf(refused)).toMatchObject({ code })
  })
})
