import mongoose from 'mongoose'
import { type Collection, errorOf, Long, StoreFixture } from './store-fixture'

let store: StoreFixture
beforeAll(async () => (store = await StoreFixture.open()))
afterAll(() => store.close())

describe('a unique index', () => {
  it('refuses a second document with the shape that the driver and mongoose know', async () => {
    const connection = await mongoose.createConnection(store.uri, { dbName: 'people' }).asPromise()
    const schema = new mongoose.Schema({ phone: { type: String, unique: true } })
    const Person = connection.model('Person', schema)
    await Person.init()
    await Person.create({ phone: '156' })
    expect(await errorOf(Person.create({ phone: '156' }))).toMatchObject({
      code: 11000,
      keyPattern: { phone: 1 },
      keyValue: { phone: '156' },
      message:
        'E11000 duplicate key error collection: people.people index: phone_1 dup key: { phone: "156" }',
    })
    await connection.close()
  })

  it('holds against updates, upserts and findOneAndUpdate', async () => {
    const unique = store.collection()
    await unique.createIndex({ a: 1, b: -1 }, { unique: true })
    await unique.insertMany([
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 1, b: 2 },
    ])
    const duplicate = { code: 11000, keyPattern: { a: 1, b: -1 }, keyValue: { a: 1, b: 1 } }
    expect(await errorOf(unique.updateOne({ _id: 2 }, { $set: { b: 1 } }))).toMatchObject(duplicate)
    expect(await errorOf(unique.findOneAndUpdate({ _id: 2 }, { $set: { b: 1 } }))).toMatchObject(duplicate)
    expect(
      await errorOf(unique.updateOne({ a: 1, b: 1, c: 1 }, { $set: { d: 1 } }, { upsert: true })),
    ).toMatchObject(duplicate)
    await unique.deleteOne({ _id: 1 })
    expect((await unique.updateOne({ _id: 2 }, { $set: { b: 1 } })).modifiedCount).toBe(1)
  })

  it('lets one of many writers at the same time through', async () => {
    const unique = store.collection()
    await unique.createIndex({ claim: 1 }, { unique: true })
    const attempts = await Promise.allSettled(
      Array.from({ length: 20 }, () => unique.insertOne({ claim: 'x' })),
    )
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('counts a missing field as one value, equal numbers as equal, and each element of an array', async () => {
    const unique = store.collection()
    await unique.createIndex({ v: 1 }, { unique: true })
    await unique.insertMany([{ _id: 1 }, { _id: 2, v: 1 }, { _id: 3, v: ['a', 'b', 'a'] }])
    for (const document of [{}, { v: null }, { v: new Long(1) }, { v: ['c', 'b'] }]) {
      expect(await errorOf(unique.insertOne(document))).toMatchObject({ code: 11000 })
    }
  })

  it('counts an empty array as another value than null, and as less', async () => {
    const unique = store.collection()
    await unique.createIndex({ a: 1 }, { unique: true })
    await unique.insertMany([
      { _id: 1, a: null },
      { _id: 2, a: [] },
      { _id: 3, a: 0 },
    ])
    expect(await errorOf(unique.insertOne({ _id: 4, a: [] }))).toMatchObject({ code: 11000 })
    const plain = store.collection()
    await plain.insertMany(await unique.find().toArray())
    for (const each of [unique, plain]) {
      expect((await each.find().sort({ a: 1 }).toArray()).map(({ _id }) => _id)).toEqual([2, 1, 3])
    }
  })

  it('is not built over duplicates', async () => {
    const unique = store.collection()
    await unique.insertMany([{ a: 1 }, { a: 1 }])
    expect(await errorOf(unique.createIndex({ a: 1 }, { unique: true }))).toMatchObject({ code: 11000 })
    expect(await unique.indexes()).toHaveLength(1)
  })
})

describe('a sparse index', () => {
  it('leaves out documents without the field, but not out of results', async () => {
    const sparse = store.collection()
    await sparse.createIndex({ openid: 1 }, { unique: true, sparse: true })
    await sparse.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, openid: 'x' }])
    expect(await errorOf(sparse.insertOne({ openid: 'x' }))).toMatchObject({ code: 11000 })
    expect(await sparse.countDocuments({ openid: null })).toBe(2)
    expect(await sparse.find().sort({ openid: 1 }).toArray()).toHaveLength(3)
  })
})

describe('a partial index', () => {
  it('binds only documents that its filter takes in', async () => {
    const claims = store.collection()
    await claims.createIndex(
      { person: 1 },
      { unique: true, partialFilterExpression: { status: { $in: ['submitted', 'approved'] } } },
    )
    await claims.insertMany([
      { _id: 1, person: 1, status: 'draft' },
      { _id: 2, person: 1, status: 'draft' },
      { _id: 3, person: 1, status: 'submitted' },
    ])
    expect(await errorOf(claims.updateOne({ _id: 1 }, { $set: { status: 'approved' } }))).toMatchObject({
      code: 11000,
    })
    await claims.updateOne({ _id: 3 }, { $set: { status: 'rejected' } })
    expect((await claims.updateOne({ _id: 1 }, { $set: { status: 'approved' } })).modifiedCount).toBe(1)
    expect(await claims.countDocuments({ person: 1 })).toBe(3)
    expect(await claims.countDocuments({ person: 1, status: 'approved' })).toBe(1)
  })

  it.each([{ a: { $exists: true } }, { a: { $gt: 5 } }, { b: 'x' }])('%j is accepted', async (filter) => {
    const partial = store.collection()
    await expect(partial.createIndex({ a: 1 }, { partialFilterExpression: filter })).resolves.toBe('a_1')
  })

  it('refuses a filter that could not be decided from the query', async () => {
    const refused = store.collection().createIndex({ a: 1 }, { partialFilterExpression: { a: { $ne: 1 } } })
    expect(await errorOf(refused)).toMatchObject({ code: 67 })
  })
})

describe('a TTL index', () => {
  it('removes documents when their time is over', async () => {
    await store.client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 1 })
    const sessions = store.collection()
    await sessions.createIndex({ endsAt: 1 }, { expireAfterSeconds: 0 })
    await sessions.insertMany([
      { _id: 1, endsAt: new Date(0) },
      { _id: 2, endsAt: new Date(Date.now() + 60_000) },
      { _id: 3 },
    ])
    while ((await sessions.countDocuments()) === 3) await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await sessions.find().toArray()).map(({ _id }) => _id)).toEqual([2, 3])
  })
})

describe('the list of indexes', () => {
  it('gives back what was created, and the same again changes nothing', async () => {
    const listed = store.collection()
    await listed.createIndex({ a: 1, b: -1 }, { name: 'both', unique: true })
    await listed.createIndex({ a: 1, b: -1 }, { name: 'both', unique: true })
    expect(await listed.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: -1 }, name: 'both', unique: true },
    ])
    expect(await errorOf(listed.createIndex({ a: 1, b: -1 }, { name: 'other', unique: true }))).toMatchObject(
      { code: 85 },
    )
    expect(await errorOf(listed.createIndex({ c: 1 }, { name: 'both' }))).toMatchObject({ code: 86 })
    await listed.dropIndex('both')
    expect(await errorOf(listed.dropIndex('both'))).toMatchObject({ code: 27 })
    expect(await listed.indexes()).toHaveLength(1)
  })

  it.each<[mongoose.mongo.IndexSpecification, object]>([
    [{ a: 'text' }, {}],
    [{ a: '2dsphere' }, {}],
    [{ a: 'hashed' }, {}],
    [{ a: 1 }, { collation: { locale: 'zh' } }],
  ])('refuses %j with %j', async (key, options) => {
    expect(await errorOf(store.collection().createIndex(key, options))).toMatchObject({ code: 238 })
  })

  it('refuses two arrays in one document', async () => {
    const parallel = store.collection()
    await parallel.createIndex({ a: 1, b: 1 })
    expect(await errorOf(parallel.insertOne({ a: [1], b: [2] }))).toMatchObject({ code: 171 })
  })
})

/** A small generator of numbers, the same at every run. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('an answer', () => {
  const values = [
    null,
    undefined,
    0,
    1,
    2,
    3.5,
    'x',
    'y',
    true,
    [1, 2],
    [],
    ['x', [1]],
    { b: 1 },
    [{ b: 1 }, { b: 3 }],
  ]

  function condition(random: (below: number) => number): unknown {
    const value = () => values[random(values.length)] ?? null
    const list = [
      () => value(),
      () => ({ $gt: random(3) }),
      () => ({ $gte: random(3), $lt: random(5) }),
      () => ({ $in: [value(), value()] }),
      () => ({ $ne: value() }),
      () => ({ $exists: random(2) === 1 }),
      () => ({ $lte: 'x' }),
      () => ({ $elemMatch: { $gte: 1, $lt: 3 } }),
    ]
    return list[random(list.length)]?.()
  }

  async function answers(
    collection: Collection,
    query: object,
    sort: Record<string, 1 | -1>,
  ): Promise<unknown[]> {
    return (
      await collection
        .find(query)
        .sort({ ...sort, _id: 1 })
        .toArray()
    ).map(({ _id }) => _id)
  }

  it('is the same with indexes as without', async () => {
    const random = generator(20210618)
    const [plain, indexed] = [store.collection(), store.collection()]
    for (const key of [{ a: 1 }, { a: -1, c: 1 }, { 'a.b': 1, c: -1 }, { c: 1, d: 1 }, { d: 1 }] as const) {
      await indexed.createIndex(key as mongoose.mongo.IndexSpecification, key === undefined ? {} : {})
    }
    await indexed.createIndex({ c: -1, a: 1 }, { sparse: true, name: 'sparse' })
    await indexed.createIndex(
      { a: 1, d: 1 },
      { partialFilterExpression: { c: { $gte: 1 } }, name: 'partial' },
    )
    const documents = Array.from({ length: 300 }, (_, _id) => ({
      _id,
      a: values[random(values.length)],
      c: [0, 1, 2, 'x', null][random(5)],
      d: random(10),
    }))
    const options = { ignoreUndefined: true }
    await plain.insertMany(documents, options)
    await indexed.insertMany(documents, options)
    for (let round = 0; round < 40; round++) {
      const [from, to] = [random(300), values[random(values.length)] ?? null]
      for (const each of [plain, indexed])
        await each.updateMany({ _id: from }, { $set: { a: to, d: round % 10 } })
    }
    const directions = [1, -1] as const
    for (let round = 0; round < 250; round++) {
      const paths = ['a', 'a.b', 'c', 'd'].filter(() => random(2) === 0)
      const query = Object.fromEntries(paths.map((path) => [path, condition(random)]))
      const sortPath = ['a', 'c', 'd', '_id'][random(4)] ?? '_id'
      const sort = { [sortPath]: directions[random(2)] ?? 1 }
      const result = { query, sort, ids: await answers(indexed, query, sort) }
      expect(result).toEqual({ query, sort, ids: await answers(plain, query, sort) })
    }
  })
})
