import { type Collection, Decimal128, errorOf, Int32, Long, StoreFixture } from './store-fixture'

let store: StoreFixture
beforeAll(async () => (store = await StoreFixture.open()))
afterAll(() => store.close())

async function updated(
  before: object,
  update: object,
  options: object = {},
  query: object = {},
): Promise<unknown> {
  const collection: Collection = store.collection()
  await collection.insertOne({ _id: 1, ...before })
  await collection.updateOne({ _id: 1, ...query }, update, options)
  return collection.findOne({ _id: 1 }, { projection: { _id: 0 } })
}

describe('an update', () => {
  it.each<[string, object, object, object]>([
    ['$set', { a: 1 }, { $set: { 'b.c': 2, a: 3 } }, { a: 3, b: { c: 2 } }],
    ['$set beyond the end of an array', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    ['$unset', { a: 1, b: { c: 1 } }, { $unset: { a: '', 'b.c': 1 } }, { b: {} }],
    ['$unset in an array', { a: [1, 2] }, { $unset: { 'a.0': 1 } }, { a: [null, 2] }],
    ['$inc', { a: 1 }, { $inc: { a: 2, b: 3 } }, { a: 3, b: 3 }],
    ['$mul', { a: 2.5 }, { $mul: { a: 2, b: 3 } }, { a: 5, b: 0 }],
    ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3 }, $max: { b: 3, c: 1 } }, { a: 3, b: 5, c: 1 }],
    ['$rename', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
    ['$push', { a: [1] }, { $push: { a: 2, b: 1 } }, { a: [1, 2], b: [1] }],
    [
      '$push with $each at a position',
      { a: [1] },
      { $push: { a: { $each: [8, 9], $position: 0 } } },
      { a: [8, 9, 1] },
    ],
    [
      '$push with $sort and $slice',
      { a: [3] },
      { $push: { a: { $each: [1, 2], $sort: -1, $slice: 2 } } },
      { a: [3, 2] },
    ],
    [
      '$push sorted by a field',
      { a: [{ n: 3 }] },
      { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
      { a: [{ n: 1 }, { n: 3 }] },
    ],
    ['$addToSet', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
    ['$pull by value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ['$pull by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    ['$pull by a query', { a: [{ n: 1, m: 1 }, { n: 2 }] }, { $pull: { a: { n: 1 } } }, { a: [{ n: 2 }] }],
    [
      '$pull by one of several conditions',
      { a: [{ n: 1 }, { n: 2 }, { m: 3 }] },
      { $pull: { a: { $or: [{ n: 1 }, { m: 3 }] } } },
      { a: [{ n: 2 }] },
    ],
    ['$pullAll', { a: [1, 2, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    ['$pop', { a: [1, 2], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1], b: [2] }],
    ['$[]', { a: [1, 2] }, { $inc: { 'a.$[]': 1 } }, { a: [2, 3] }],
    ['new fields in the order of their names', {}, { $set: { c: 1, a: 1, b: 1 } }, { a: 1, b: 1, c: 1 }],
  ])('applies %s', async (_name, before, update, expected) => {
    expect(await updated(before, update)).toEqual(expected)
  })

  it('changes the element that the query matched', async () => {
    const before = { a: [{ n: 1 }, { n: 2 }] }
    expect(await updated(before, { $set: { 'a.$.m': 7 } }, {}, { 'a.n': 2 })).toEqual({
      a: [{ n: 1 }, { n: 2, m: 7 }],
    })
    const query = { a: { $elemMatch: { n: 1 } } }
    expect(await updated(before, { $inc: { 'a.$.n': 7 } }, {}, query)).toEqual({ a: [{ n: 8 }, { n: 2 }] })
  })

  it('changes the elements that its array filters choose', async () => {
    const before = {
      a: [
        { n: 1, b: [1, 2] },
        { n: 2, b: [2, 3] },
      ],
    }
    const update = { $inc: { 'a.$[x].b.$[y]': 10 } }
    const options = { arrayFilters: [{ 'x.n': { $gte: 1 } }, { y: 2 }] }
    expect(await updated(before, update, options)).toEqual({
      a: [
        { n: 1, b: [1, 12] },
        { n: 2, b: [12, 3] },
      ],
    })
  })

  it('keeps the wider number type and computes decimals exactly', async () => {
    const numbers = store.collection()
    await numbers.insertOne({ _id: 1, i: 2147483647, l: Long.MAX_VALUE, d: Decimal128.fromString('0.1') })
    await numbers.updateOne({}, { $inc: { i: 1, d: Decimal128.fromString('0.2') } })
    const after = await numbers.findOne({}, { promoteValues: false })
    expect(after?.['i']).toEqual(Long.fromNumber(2147483648))
    expect(String(after?.['d'])).toBe('0.3')
    expect(await errorOf(numbers.updateOne({}, { $inc: { l: new Int32(1) } }))).toMatchObject({ code: 2 })
  })

  it.each<[string, object, object, number]>([
    ['an unknown modifier', {}, { $foo: { a: 1 } }, 9],
    ['a number on a string', { a: 'x' }, { $inc: { a: 1 } }, 14],
    ['an increment that is no number', {}, { $inc: { a: 'x' } }, 14],
    ['a path through a number', { a: 5 }, { $set: { 'a.b': 1 } }, 28],
    ['$push to a number', { a: 5 }, { $push: { a: 1 } }, 2],
    ['$addToSet to a number', { a: 5 }, { $addToSet: { a: 1 } }, 2],
    ['$pop from a number', { a: 5 }, { $pop: { a: 1 } }, 14],
    ['two changes of one path', {}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['changes of a path and of its parent', {}, { $set: { a: {}, 'a.b': 1 } }, 40],
    ['a change of the _id', {}, { $set: { _id: 2 } }, 66],
    ['an empty field name', {}, { $set: { 'a..b': 1 } }, 56],
    ['a positional path without a match', { a: [1] }, { $set: { 'a.$': 1 } }, 2],
    ['an array filter that is not given', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
    ['a stage that has no place in an update', {}, [{ $match: { a: 1 } }], 72],
    ['$bit, which is not supported', { a: 1 }, { $bit: { a: { and: 1 } } }, 238],
  ])('is refused for %s', async (_name, before, update, code) => {
    expect(await errorOf(updated(before, update))).toMatchObject({ code })
  })

  it('counts as no modification what changes nothing', async () => {
    const same = store.collection()
    await same.insertOne({ _id: 1, a: 1 })
    expect(await same.updateOne({ _id: 1 }, { $set: { a: 1 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    })
  })

  it('replaces a document and keeps its _id', async () => {
    const replaced = store.collection()
    await replaced.insertOne({ _id: 1, a: 1 })
    await replaced.replaceOne({ a: 1 }, { b: 2 })
    expect(await replaced.findOne()).toEqual({ _id: 1, b: 2 })
    expect(await errorOf(replaced.replaceOne({}, { _id: 2 }))).toMatchObject({ code: 66 })
  })
})

describe('an _id that is a document', () => {
  it('can be changed neither in part nor by the update of an upsert', async () => {
    const collection = store.db.collection<{ _id: object }>('composed')
    await collection.insertOne({ _id: { a: 1 } })
    const change = (query: object, options: object) =>
      collection.updateOne(query, { $set: { '_id.a': 2 } }, options)
    expect(await errorOf(change({ _id: { a: 1 } }, {}))).toMatchObject({ code: 66 })
    expect(await errorOf(change({ _id: { a: 3 } }, { upsert: true }))).toMatchObject({ code: 66 })
    expect(await collection.find().toArray()).toEqual([{ _id: { a: 1 } }])
  })
})

describe('a name that begins with a dollar', () => {
  it('is set below the top of a document', async () => {
    expect(await updated({ a: { $b: 1 } }, { $set: { 'a.$b': 2 } })).toEqual({ a: { $b: 2 } })
  })

  it('is set at the top only of a document that is inserted', async () => {
    const collection = store.collection()
    const set = () => collection.updateOne({ _id: 1 }, { $set: { $b: 2 } }, { upsert: true })
    await set()
    expect(await collection.findOne({ _id: 1 })).toEqual({ _id: 1, $b: 2 })
    expect(await errorOf(set())).toMatchObject({ code: 52 })
  })
})

describe('an update written as a pipeline', () => {
  it('computes the new document from the old one, which keeps its _id', async () => {
    const update = [{ $set: { sum: { $add: ['$a', '$b'] } } }, { $unset: 'a' }]
    expect(await updated({ a: 1, b: 2 }, update)).toEqual({ b: 2, sum: 3 })
    expect(await updated({ inner: { a: 1 } }, [{ $replaceWith: '$inner' }])).toEqual({ a: 1 })
  })

  it('sets fields whose names hold dots and dollars', async () => {
    const field = (name: string, value: unknown) => ({
      $setField: { field: { $literal: name }, input: '$$ROOT', value },
    })
    expect(await updated({}, [{ $replaceWith: field('a.b', 1) }])).toEqual({ 'a.b': 1 })
    expect(await updated({ a: 1 }, [{ $replaceWith: field('a', '$$REMOVE') }])).toEqual({})
  })

  it('uses the values that the command names', async () => {
    const options = { let: { step: 5 } }
    expect(await updated({ n: 1 }, [{ $set: { n: { $add: ['$n', '$$step'] } } }], options)).toEqual({ n: 6 })
  })
})

describe('an update of the first in an order', () => {
  it('changes the document that comes first', async () => {
    const queue = store.collection()
    await queue.insertMany([
      { _id: 1, n: 2 },
      { _id: 2, n: 1 },
    ])
    await queue.updateOne({}, { $set: { taken: true } }, { sort: { n: 1 } })
    expect(await queue.findOne({ taken: true })).toEqual({ _id: 2, n: 1, taken: true })
    const many = {
      update: queue.collectionName,
      updates: [{ q: {}, u: { $set: { a: 1 } }, multi: true, sort: { n: 1 } }],
    }
    expect(await store.db.command(many)).toMatchObject({ n: 0, writeErrors: [{ index: 0, code: 9 }] })
  })
})

describe('an upsert', () => {
  it('inserts the equalities of the query with the update applied', async () => {
    const upserted = store.collection()
    const query = { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 5 }, $and: [{ e: 3 }] }
    const result = await upserted.updateOne(
      query,
      { $set: { f: 4 }, $setOnInsert: { g: 5 } },
      { upsert: true },
    )
    expect(result.upsertedCount).toBe(1)
    const expected = { _id: result.upsertedId, a: 1, b: { c: 2 }, e: 3, f: 4, g: 5 }
    expect(await upserted.findOne()).toEqual(expected)
    await upserted.updateOne({ a: 1 }, { $setOnInsert: { g: 6 } }, { upsert: true })
    expect(await upserted.findOne()).toEqual(expected)
  })

  it('keeps an _id that is null', async () => {
    const upserted = store.collection()
    await upserted.updateOne({ _id: null as never }, { $set: { a: 1 } }, { upsert: true })
    expect(await upserted.findOne()).toEqual({ _id: null, a: 1 })
  })

  it('replaces by the _id of the query', async () => {
    const upserted = store.collection()
    await upserted.replaceOne({ _id: 7 }, { a: 1 }, { upsert: true })
    expect(await upserted.findOne()).toEqual({ _id: 7, a: 1 })
  })

  it.each<[string, object]>([
    ['$set', { $set: { _id: 2 } }],
    ['$setOnInsert', { $setOnInsert: { _id: 2 } }],
    ['a replacement', { _id: 2, a: 1 }],
  ])('does not insert another _id than the query asks for, as %s would', async (_how, u) => {
    const upserted = store.collection()
    const command = { update: upserted.collectionName, updates: [{ q: { _id: 1 }, u, upsert: true }] }
    expect(await store.db.command(command)).toMatchObject({ n: 0, writeErrors: [{ code: 66 }] })
    expect(await upserted.countDocuments()).toBe(0)
  })
})

describe('findOneAndUpdate', () => {
  it('lets one of many writers pass a condition', async () => {
    const claims = store.collection()
    await claims.insertOne({ _id: 1, status: 'draft', revision: 0 })
    const attempts = Array.from({ length: 20 }, () =>
      claims.findOneAndUpdate(
        { _id: 1, status: 'draft' },
        { $set: { status: 'submitted' }, $inc: { revision: 1 } },
      ),
    )
    expect((await Promise.all(attempts)).filter((document) => document !== null)).toHaveLength(1)
    expect(await claims.findOne()).toEqual({ _id: 1, status: 'submitted', revision: 1 })
  })

  it('takes the first in the wanted order and answers with the document before or after', async () => {
    const queue = store.collection()
    await queue.insertMany([
      { _id: 1, n: 3 },
      { _id: 2, n: 1 },
      { _id: 3, n: 2 },
    ])
    expect(await queue.findOneAndUpdate({}, { $inc: { n: 10 } }, { sort: { n: 1 } })).toEqual({
      _id: 2,
      n: 1,
    })
    const options = { sort: { n: -1 }, returnDocument: 'after', projection: { n: 1, _id: 0 } } as const
    expect(await queue.findOneAndUpdate({}, { $inc: { n: 10 } }, options)).toEqual({ n: 21 })
    expect(await queue.findOneAndDelete({ n: 3 })).toEqual({ _id: 1, n: 3 })
    expect(
      await queue.findOneAndReplace({ _id: 9 }, { n: 9 }, { upsert: true, returnDocument: 'after' }),
    ).toEqual({
      _id: 9,
      n: 9,
    })
    expect(await queue.countDocuments()).toBe(3)
  })
})

describe('a batch', () => {
  it('stops at its first error when it is ordered, and goes on when it is not', async () => {
    const batch = store.collection()
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }]
    const ordered = await errorOf(batch.insertMany(documents))
    expect(ordered).toMatchObject({ code: 11000, insertedCount: 1 })
    const unordered = await errorOf(
      batch.insertMany([{ _id: 1 }, { _id: 3 }, { _id: 4 }], { ordered: false }),
    )
    expect(unordered).toMatchObject({ code: 11000, insertedCount: 2 })
  })

  it('runs mixed writes', async () => {
    const batch = store.collection()
    const result = await batch.bulkWrite([
      { insertOne: { document: { _id: 1, n: 1 } } },
      { updateOne: { filter: { _id: 1 }, update: { $inc: { n: 1 } } } },
      { updateMany: { filter: { n: 2 }, update: { $set: { m: 1 } } } },
      { replaceOne: { filter: { _id: 2 }, replacement: { n: 5 }, upsert: true } },
      { deleteOne: { filter: { n: 5 } } },
    ])
    expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 2, upsertedCount: 1, deletedCount: 1 })
    expect(await batch.find().toArray()).toEqual([{ _id: 1, n: 2, m: 1 }])
  })

  it('deletes one or all', async () => {
    const batch = store.collection()
    await batch.insertMany([{ n: 1 }, { n: 1 }, { n: 1 }, { n: 2 }])
    expect((await batch.deleteOne({ n: 1 })).deletedCount).toBe(1)
    expect((await batch.deleteMany({ n: 1 })).deletedCount).toBe(2)
    expect(await batch.countDocuments()).toBe(1)
  })
})
