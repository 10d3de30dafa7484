import { type Collection, errorOf, Long, StoreFixture } from './store-fixture'

let store: StoreFixture
beforeAll(async () => (store = await StoreFixture.open()))
afterAll(() => store.close())

async function holding(...documents: object[]): Promise<Collection> {
  const collection = store.collection()
  await collection.insertMany(documents as never)
  return collection
}

const idsOf = async (collection: Collection, filter: object, sort: object = { _id: 1 }) =>
  (await collection.find(filter, { sort: sort as never }).toArray()).map(({ _id }) => _id)

describe('a number in the path of a condition', () => {
  it('names one element, which counts whole when it is an array itself', async () => {
    const c = await holding({ _id: 1, a: [[1, 2], 3] }, { _id: 2, a: [1] })
    expect(await idsOf(c, { 'a.0': 1 })).toEqual([2])
    expect(await idsOf(c, { 'a.0': [1, 2] })).toEqual([1])
    expect(await idsOf(c, { 'a.0': { $size: 2 } })).toEqual([1])
  })

  it('leads to nothing below a scalar, not even to null', async () => {
    const c = await holding({ _id: 1, a: [5] }, { _id: 2, a: [{ c: 1 }] }, { _id: 3, a: [[{ b: 7 }]] })
    expect(await idsOf(c, { 'a.0.b': null })).toEqual([2])
    expect(await idsOf(c, { 'a.0.b': { $exists: false } })).toEqual([1, 2])
    expect(await idsOf(c, { 'a.0.b': 7 })).toEqual([3])
  })
})

describe('$elemMatch with operators', () => {
  it('takes an element that is an array as one value', async () => {
    const c = await holding({ _id: 1, a: [[5]] }, { _id: 2, a: [5] })
    expect(await idsOf(c, { a: { $elemMatch: { $gt: 1 } } })).toEqual([2])
    expect(await idsOf(c, { a: { $elemMatch: { $in: [[5]] } } })).toEqual([1])
    expect(await idsOf(c, { a: { $elemMatch: { $elemMatch: { $gt: 1 } } } })).toEqual([1])
  })
})

describe('a sort by several fields of one array', () => {
  it('compares the elements, and does not mix the least values of different ones', async () => {
    const c = await holding(
      {
        _id: 1,
        a: [
          { x: 1, y: 9 },
          { x: 5, y: 0 },
        ],
      },
      { _id: 2, a: [{ x: 1, y: 3 }] },
    )
    expect(await idsOf(c, {}, { 'a.x': 1, 'a.y': 1 })).toEqual([2, 1])
    expect(await idsOf(c, {}, { 'a.x': -1, 'a.y': 1 })).toEqual([1, 2])
  })

  it('is refused when a document has two arrays in it', async () => {
    const c = await holding({ a: [1, 2], b: [3, 4] })
    expect(await errorOf(idsOf(c, {}, { a: 1, b: 1 }))).toMatchObject({ code: 2 })
    const pipeline = [{ $sort: { a: 1, b: 1 } }]
    expect(await errorOf(c.aggregate(pipeline).toArray())).toMatchObject({ code: 2 })
  })
})

describe('an update of an array', () => {
  it.each(['$push', '$addToSet'])('%s does not take null for an empty array', async (operator) => {
    const c = await holding({ _id: 1, a: null })
    const error = await errorOf(c.updateOne({ _id: 1 }, { [operator]: { a: 1 } }))
    expect(error).toMatchObject({ code: 2 })
    expect(error.message).toContain('type null')
    expect(await c.findOne({ _id: 1 })).toEqual({ _id: 1, a: null })
  })

  it('$pull with operators also takes an element that is an array in which one value satisfies them', async () => {
    const c = await holding({ _id: 1, a: [[2, 0], 7, 0] })
    await c.updateOne({ _id: 1 }, { $pull: { a: { $lt: 1 } } } as never)
    expect(await c.findOne({ _id: 1 })).toEqual({ _id: 1, a: [7] })
  })

  it('$push with $sort orders by the plain value at a path, and takes no array apart', async () => {
    const c = await holding({ _id: 1, a: [{ n: [1, 9] }, { n: 5 }, 3] })
    await c.updateOne({ _id: 1 }, { $push: { a: { $each: [], $sort: { n: 1 } } } } as never)
    expect(await c.findOne({ _id: 1 })).toEqual({ _id: 1, a: [3, { n: 5 }, { n: [1, 9] }] })
  })
})

describe('an index over an array', () => {
  it('finds documents of which different elements satisfy the two ends of a range', async () => {
    const c = await holding({ _id: 1, a: [1, 10] }, { _id: 2, a: [4] })
    await c.createIndex({ a: 1 })
    expect(await idsOf(c, { a: { $gt: 5, $lt: 3 } })).toEqual([1])
  })

  it('finds documents of which different elements satisfy two of its fields', async () => {
    const elements = [
      { x: 1, y: 9 },
      { x: 9, y: 2 },
    ]
    const c = await holding({ _id: 1, a: elements }, { _id: 2, a: [{ x: 1, y: 9 }] })
    await c.createIndex({ 'a.x': 1, 'a.y': 1 })
    expect(await idsOf(c, { 'a.x': 1, 'a.y': 2 })).toEqual([1])
  })
})

describe('NaN', () => {
  it('is neither less nor greater than a number, and equal to itself', async () => {
    const c = await holding({ _id: 1, n: NaN }, { _id: 2, n: 4 })
    expect(await idsOf(c, { n: { $lt: 5 } })).toEqual([2])
    expect(await idsOf(c, { n: { $gte: NaN } })).toEqual([1])
  })
})

describe('the edges', () => {
  it('$slice from before the beginning begins at the beginning', async () => {
    const c = await holding({ _id: 1, a: [1, 2, 3] })
    const projection = { a: { $slice: [-5, 2] } }
    expect(await c.findOne({ _id: 1 }, { projection })).toEqual({ _id: 1, a: [1, 2] })
  })

  it('$inc leaves an int64 an int64, however small it is', async () => {
    const c = await holding({ _id: 1, n: Long.fromNumber(1) })
    await c.updateOne({ _id: 1 }, { $inc: { n: 1 } } as never)
    expect(await idsOf(c, { n: { $type: 'long' } })).toEqual([1])
  })
})
