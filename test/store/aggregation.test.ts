import { type Collection, Decimal128, errorOf, StoreFixture } from './store-fixture'

let store: StoreFixture
let claims: Collection
beforeAll(async () => {
  store = await StoreFixture.open()
  claims = store.collection()
  await claims.createIndex({ status: 1, n: 1 })
  await claims.insertMany([
    { _id: 1, status: 'approved', n: 1, fen: 50000, trade: 41, tags: ['a', 'b'] },
    { _id: 2, status: 'approved', n: 2, fen: 100000, trade: 46, tags: [] },
    { _id: 3, status: 'rejected', n: 3, fen: null, trade: 41 },
    { _id: 4, status: 'draft', n: 4, trade: 99, tags: ['a'] },
  ])
})
afterAll(() => store.close())

const sorted = { $sort: { _id: 1 } }

describe('a pipeline', () => {
  it.each<[string, object[], object[]]>([
    [
      '$match, $sort, $skip, $limit',
      [
        { $match: { n: { $gt: 1 } } },
        { $sort: { n: -1 } },
        { $skip: 1 },
        { $limit: 1 },
        { $project: { n: 1 } },
      ],
      [{ _id: 3, n: 3 }],
    ],
    [
      '$group',
      [
        {
          $group: {
            _id: '$status',
            sum: { $sum: '$fen' },
            mean: { $avg: '$fen' },
            count: { $sum: 1 },
            all: { $count: {} },
          },
        },
        sorted,
      ],
      [
        { _id: 'approved', sum: 150000, mean: 75000, count: 2, all: 2 },
        { _id: 'draft', sum: 0, mean: null, count: 1, all: 1 },
        { _id: 'rejected', sum: 0, mean: null, count: 1, all: 1 },
      ],
    ],
    [
      '$group by several fields with lists and extremes',
      [
        { $match: { trade: 41 } },
        { $sort: { n: 1 } },
        {
          $group: {
            _id: { t: '$trade' },
            f: { $first: '$n' },
            l: { $last: '$n' },
            lo: { $min: '$fen' },
            hi: { $max: '$n' },
            p: { $push: '$status' },
            s: { $addToSet: '$trade' },
          },
        },
      ],
      [{ _id: { t: 41 }, f: 1, l: 3, lo: 50000, hi: 3, p: ['approved', 'rejected'], s: [41] }],
    ],
    ['$count', [{ $match: { status: 'approved' } }, { $count: 'n' }], [{ n: 2 }]],
    ['$replaceRoot', [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { sum: '$n' } } }], [{ sum: 1 }]],
    [
      '$unwind',
      [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
      [
        { _id: 1, tags: 'a' },
        { _id: 1, tags: 'b' },
        { _id: 4, tags: 'a' },
      ],
    ],
    [
      '$unwind that keeps what is empty',
      [
        { $match: { _id: 2 } },
        { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } },
        { $project: { tags: 1 } },
      ],
      [{ _id: 2 }],
    ],
    [
      '$project with computed fields',
      [
        { $match: { _id: 1 } },
        { $project: { _id: 0, t: '$trade', yuan: { $multiply: ['$fen', 2] }, k: { $literal: '$x' } } },
      ],
      [{ t: 41, yuan: 100000, k: '$x' }],
    ],
    [
      '$addFields and $unset',
      [
        { $match: { _id: 4 } },
        { $addFields: { 'a.b': { $size: '$tags' } } },
        { $unset: ['tags', 'trade', 'n', 'status'] },
      ],
      [{ _id: 4, a: { b: 1 } }],
    ],
    [
      '$facet',
      [{ $facet: { low: [{ $match: { n: 1 } }, { $count: 'c' }], all: [{ $count: 'c' }] } }],
      [{ low: [{ c: 1 }], all: [{ c: 4 }] }],
    ],
    [
      '$cond and $ifNull',
      [
        { $match: { _id: 3 } },
        {
          $project: {
            _id: 0,
            x: { $cond: [{ $gt: ['$n', 2] }, 'many', 'few'] },
            y: { $ifNull: ['$fen', 7] },
          },
        },
      ],
      [{ x: 'many', y: 7 }],
    ],
    [
      '$subtract and $eq inside a sum',
      [
        { $match: { _id: { $in: [1, 3] } } },
        {
          $group: {
            _id: null,
            left: { $sum: { $subtract: [10, '$n'] } },
            ones: { $sum: { $cond: [{ $eq: ['$n', 1] }, 1, 0] } },
          },
        },
      ],
      [{ _id: null, left: 16, ones: 1 }],
    ],
  ])('runs %s', async (_name, pipeline, expected) => {
    expect(await claims.aggregate(pipeline).toArray()).toEqual(expected)
  })
})

describe('more of a pipeline', () => {
  it('joins another collection', async () => {
    const trades = store.collection()
    await trades.insertMany([
      { _id: 41, name: '钢筋工' },
      { _id: 46, name: '塔式起重机' },
    ])
    const joined = await claims
      .aggregate([
        { $lookup: { from: trades.collectionName, localField: 'trade', foreignField: '_id', as: 'found' } },
        { $project: { 'found.name': 1 } },
        sorted,
      ])
      .toArray()
    expect(joined.map(({ found }) => found)).toEqual([
      [{ name: '钢筋工' }],
      [{ name: '塔式起重机' }],
      [{ name: '钢筋工' }],
      [],
    ])
  })

  it('joins by equality even where a value looks like a pattern or a condition', async () => {
    const [left, right] = [store.collection(), store.collection()]
    await left.insertMany([
      { _id: 1, key: /a/ },
      { _id: 2, key: { x: 1 } },
      { _id: 3, key: [5, 6] },
    ])
    await right.insertMany([
      { _id: 1, key: 'a' },
      { _id: 2, key: /a/ },
      { _id: 3, key: { x: 1 } },
      { _id: 4, key: 6 },
    ])
    const join = { from: right.collectionName, localField: 'key', foreignField: 'key', as: 'found' }
    const joined = await left.aggregate([{ $lookup: join }, sorted]).toArray()
    expect(joined.map(({ found }) => found.map((one: { _id: number }) => one._id))).toEqual([[2], [3], [4]])
  })

  it('adds decimals exactly', async () => {
    const sums = store.collection()
    await sums.insertMany([{ d: Decimal128.fromString('0.1') }, { d: Decimal128.fromString('0.2') }])
    const [sum] = await sums.aggregate([{ $group: { _id: null, d: { $sum: '$d' } } }]).toArray()
    expect(String(sum?.['d'])).toBe('0.3')
  })

  it.each<[object, number]>([
    [{ $foo: 1 }, 40324],
    [{ $merge: { into: 'x', on: 'n' } }, 51183],
    [{ $out: 5 }, 9],
    [{ $sample: { size: 1 } }, 238],
    [{ $project: { a: { $dateToString: { date: '$d' } } } }, 238],
    [{ $group: { n: { $sum: 1 } } }, 15955],
    [{ $group: { _id: null, n: { $median: 1 } } }, 238],
    [{ $lookup: { from: 'x', let: {}, pipeline: [], as: 'y' } }, 238],
    [{ $limit: 0 }, 15958],
    [{ $unwind: 'tags' }, 28818],
    [{ $sort: { $natural: 1 } }, 238],
    [{ $set: { a: { $add: [new Date(), 1] } } }, 238],
    [{ $set: { a: { $add: ['x', 1] } } }, 14],
  ])('refuses %j', async (stage, code) => {
    expect(await errorOf(claims.aggregate([stage]).toArray())).toMatchObject({ code })
  })
})
