import { type Collection, errorOf, StoreFixture } from './store-fixture'

let store: StoreFixture
let source: Collection
beforeAll(async () => {
  store = await StoreFixture.open()
  source = store.collection()
  await source.insertMany([
    { _id: 1, area: 'east', fen: 100 },
    { _id: 2, area: 'west', fen: 200 },
    { _id: 3, area: 'east', fen: 300 },
  ])
})
afterAll(() => store.close())

const byArea = { $group: { _id: '$area', fen: { $sum: '$fen' } } }

function content(collection: Collection): Promise<unknown[]> {
  return collection.find().sort({ _id: 1 }).toArray()
}

describe('$out', () => {
  it('takes the place of what the collection held and keeps its indexes', async () => {
    const target = store.collection()
    await target.createIndex({ fen: 1 }, { unique: true })
    await target.insertOne({ _id: 'old', fen: 1 })
    expect(await source.aggregate([byArea, { $out: target.collectionName }]).toArray()).toEqual([])
    expect(await content(target)).toEqual([
      { _id: 'east', fen: 400 },
      { _id: 'west', fen: 200 },
    ])
    expect(await errorOf(target.insertOne({ fen: 200 }))).toMatchObject({ code: 11000 })
  })

  it('leaves everything as it was when a result does not fit', async () => {
    const target = store.collection()
    await target.createIndex({ kind: 1 }, { unique: true })
    await target.insertOne({ _id: 'old', kind: 1 })
    const pipeline = [{ $project: { kind: { $literal: 5 } } }, { $out: target.collectionName }]
    expect(await errorOf(source.aggregate(pipeline).toArray())).toMatchObject({ code: 11000 })
    expect(await content(target)).toEqual([{ _id: 'old', kind: 1 }])
    const names = (await store.db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name)
    expect(names.filter((name) => name.startsWith('tmp'))).toEqual([])
  })

  it('survives a restart', async () => {
    const { collectionName } = store.collection()
    await source.aggregate([byArea, { $out: collectionName }]).toArray()
    await store.restart()
    expect(await store.db.collection(collectionName).countDocuments()).toBe(2)
    source = store.db.collection(source.collectionName)
  })

  it('is refused before the end of a pipeline and in a transaction', async () => {
    const early = [{ $out: 'x' }, { $limit: 1 }]
    expect(await errorOf(source.aggregate(early).toArray())).toMatchObject({ code: 40601 })
    const session = store.client.startSession()
    session.startTransaction()
    const inside = source.aggregate([{ $out: 'x' }], { session }).toArray()
    expect(await errorOf(inside)).toMatchObject({ code: 263 })
    await session.endSession()
  })
})

describe('$merge', () => {
  it.each<[string, object, unknown[]]>([
    [
      'merges and inserts',
      {},
      [
        { _id: 1, a: 1, b: 2 },
        { _id: 2, b: 2 },
      ],
    ],
    [
      'replaces',
      { whenMatched: 'replace' },
      [
        { _id: 1, b: 2 },
        { _id: 2, b: 2 },
      ],
    ],
    [
      'keeps what is there',
      { whenMatched: 'keepExisting' },
      [
        { _id: 1, a: 1 },
        { _id: 2, b: 2 },
      ],
    ],
    ['discards what is new', { whenNotMatched: 'discard' }, [{ _id: 1, a: 1, b: 2 }]],
    [
      'updates by a pipeline that knows the result',
      { whenMatched: [{ $set: { a: { $add: ['$a', '$$new.b', '$$extra'] } } }], let: { extra: '$b' } },
      [
        { _id: 1, a: 5 },
        { _id: 2, b: 2 },
      ],
    ],
  ])('%s', async (_name, options, expected) => {
    const target = store.collection()
    await target.insertOne({ _id: 1, a: 1 })
    const results = [{ $match: { _id: { $lte: 2 } } }, { $project: { b: { $literal: 2 } } }]
    await source.aggregate([...results, { $merge: { into: target.collectionName, ...options } }]).toArray()
    expect(await content(target)).toEqual(expected)
  })

  it('fails where it is told to fail', async () => {
    const target = store.collection()
    await target.insertOne({ _id: 1 })
    const merged = (options: object) =>
      errorOf(source.aggregate([{ $merge: { into: target.collectionName, ...options } }]).toArray())
    expect(await merged({ whenMatched: 'fail' })).toMatchObject({ code: 11000, keyValue: { _id: 1 } })
    expect(await merged({ whenNotMatched: 'fail' })).toMatchObject({ code: 13113 })
    expect(await merged({ on: 'area' })).toMatchObject({ code: 51183 })
  })

  it('joins on the fields of a unique index and keeps the _id that is there', async () => {
    const target = store.collection()
    await target.createIndex({ area: 1 }, { unique: true })
    await target.insertOne({ _id: 'kept', area: 'east' })
    const sums = [byArea, { $project: { _id: 0, area: '$_id', fen: 1 } }]
    await source.aggregate([...sums, { $merge: { into: target.collectionName, on: 'area' } }]).toArray()
    expect(await target.findOne({ area: 'east' })).toEqual({ _id: 'kept', area: 'east', fen: 400 })
    expect(await target.countDocuments()).toBe(2)
  })
})

describe('a pipeline of a database', () => {
  it('begins with documents of its own', async () => {
    const documents = store.db.aggregate([{ $documents: [{ n: 1 }, { n: 2 }] }, { $match: { n: 2 } }])
    expect(await documents.toArray()).toEqual([{ n: 2 }])
    expect(await errorOf(store.db.aggregate([{ $currentOp: {} }]).toArray())).toMatchObject({ code: 238 })
  })
})

describe('the values that a command names', () => {
  it('can be compared with fields in every query', async () => {
    const options = { let: { least: 150 } }
    const query = { $expr: { $gt: ['$fen', '$$least'] } }
    expect(await source.find(query, options).toArray()).toHaveLength(2)
    expect(await source.aggregate([{ $match: query }], options).toArray()).toHaveLength(2)
    const copy = store.collection()
    await source.aggregate([{ $out: copy.collectionName }]).toArray()
    expect((await copy.deleteMany(query, options)).deletedCount).toBe(2)
    expect(
      await copy.findOneAndUpdate({ $expr: { $lt: ['$fen', '$$least'] } }, { $inc: { fen: 1 } }, options),
    ).toEqual({
      _id: 1,
      area: 'east',
      fen: 100,
    })
  })
})
