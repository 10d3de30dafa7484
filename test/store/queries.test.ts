import { type Collection, Decimal128, Double, errorOf, Int32, Long, StoreFixture } from './store-fixture'

let store: StoreFixture
beforeAll(async () => (store = await StoreFixture.open()))
afterAll(() => store.close())

async function found(collection: Collection, query: object): Promise<unknown[]> {
  return (await collection.find(query).sort({ _id: 1 }).toArray()).map(({ _id }) => _id)
}

describe('a query', () => {
  let people: Collection
  beforeAll(async () => {
    people = store.collection()
    await people.insertMany([
      {
        _id: 1,
        age: 20,
        name: '张三',
        tags: ['a', 'b'],
        jobs: [{ row: 41, fen: 50000 }],
        place: { x: 1, y: 2 },
      },
      {
        _id: 2,
        age: 30.5,
        name: '李四',
        tags: [],
        jobs: [
          { row: 46, fen: 100000 },
          { row: 41, fen: 1 },
        ],
      },
      { _id: 3, age: null, name: 'Wang', tags: 'a', place: { y: 2, x: 1 } },
      { _id: 4, name: 'wang', tags: ['b', ['a']], jobs: 'none' },
      { _id: 5, age: '20', tags: [1, 2, 3], jobs: [] },
    ])
  })

  it.each<[string, object, number[]]>([
    ['equality', { age: 20 }, [1]],
    ['equality across number types', { age: new Long(20) }, [1]],
    ['equality with a decimal', { age: Decimal128.fromString('30.50') }, [2]],
    ['null, which also means missing', { age: null }, [3, 4]],
    ['$exists, which null satisfies', { age: { $exists: true } }, [1, 2, 3, 5]],
    ['$gt within one type', { age: { $gt: 0 } }, [1, 2]],
    ['$lte', { age: { $lte: 20 } }, [1]],
    ['$ne, which missing fields satisfy', { age: { $ne: 20 } }, [2, 3, 4, 5]],
    ['$in with a pattern', { name: { $in: [/^w/i, '张三'] } }, [1, 3, 4]],
    ['$nin', { name: { $nin: ['张三', null] } }, [2, 3, 4]],
    ['an element of an array', { tags: 'a' }, [1, 3]],
    ['a whole array', { tags: ['a', 'b'] }, [1]],
    ['an array inside an array', { tags: ['a'] }, [4]],
    ['$size', { tags: { $size: 2 } }, [1, 4]],
    ['$all', { tags: { $all: ['a', 'b'] } }, [1]],
    ['$elemMatch on values', { tags: { $elemMatch: { $gt: 1, $lt: 3 } } }, [5]],
    ['a path through an array of documents', { 'jobs.row': 41 }, [1, 2]],
    ['a place in an array', { 'jobs.1.row': 41 }, [2]],
    ['conditions met by different elements', { 'jobs.row': 46, 'jobs.fen': 1 }, [2]],
    ['$elemMatch, met by one element', { jobs: { $elemMatch: { row: 46, fen: 1 } } }, []],
    ['a document with its fields in order', { place: { x: 1, y: 2 } }, [1]],
    ['a path that is nowhere', { 'place.z': null }, [1, 2, 3, 4, 5]],
    ['a path through an empty array', { 'jobs.row': null }, [3, 4]],
    ['$type by alias', { age: { $type: 'number' } }, [1, 2]],
    ['$type of arrays', { tags: { $type: 'array' } }, [1, 2, 4, 5]],
    ['$mod', { age: { $mod: [10, 0] } }, [1, 2]],
    ['$not', { age: { $not: { $gt: 25 } } }, [1, 3, 4, 5]],
    ['$or', { $or: [{ age: 20 }, { name: 'wang' }] }, [1, 4]],
    ['$nor', { $nor: [{ age: 20 }, { name: /wang/i }] }, [2, 5]],
    ['$and', { $and: [{ tags: 'a' }, { tags: 'b' }] }, [1]],
    ['$regex with $options', { name: { $regex: '^WANG$', $options: 'i' } }, [3, 4]],
  ])('finds by %s', async (_name, query, expected) => {
    expect(await found(people, query)).toEqual(expected)
  })

  it.each<[string, object, number]>([
    ['an unknown operator', { age: { $near2: 1 } }, 2],
    ['an unknown top-level operator', { $foo: 1 }, 2],
    ['$where, which is not supported', { $where: 'true' }, 238],
    ['$expr on an element', { tags: { $elemMatch: { $expr: { $eq: [1, 1] } } } }, 2],
    ['a variable that nobody has set', { $expr: { $eq: ['$age', '$$limit'] } }, 17276],
    ['geometry, which is not supported', { place: { $near: [1, 2] } }, 238],
    ['$in without an array', { age: { $in: 5 } }, 2],
    ['an empty $or', { $or: [] }, 2],
  ])('is refused for %s', async (_name, query, code) => {
    expect(await errorOf(people.find(query).toArray())).toMatchObject({ code })
  })

  it('finds a reference to another document by its id', async () => {
    const chats = store.collection()
    await chats.insertOne({ _id: 1, members: [{ $ref: 'people', $id: 7 }] })
    expect(await chats.countDocuments({ members: { $elemMatch: { $id: 7 } } })).toBe(1)
    expect(await chats.countDocuments({ members: { $elemMatch: { $id: 8 } } })).toBe(0)
  })

  it('refuses a collation other than the simple one', async () => {
    const refused = people.find({}, { collation: { locale: 'zh' } }).toArray()
    expect(await errorOf(refused)).toMatchObject({ code: 238, message: expect.stringContaining('collation') })
  })

  it('ends with error 50 when its time is over', async () => {
    const many = store.collection()
    await many.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ n })))
    expect(await errorOf(many.find({ x: 1 }, { maxTimeMS: 1 }).toArray())).toMatchObject({ code: 50 })
  })
})

describe('an order', () => {
  it('follows the types first, then the values, and counts an array by its least or greatest element', async () => {
    const values = [
      null,
      -5,
      new Double(2.5),
      new Long(3),
      'a',
      'b',
      { x: 1 },
      Buffer.from('x'),
      false,
      true,
      new Date(0),
      new Date(1),
      /x/,
    ]
    const mixed = store.collection()
    await mixed.insertMany(values.map((v, _id) => ({ _id, v })).reverse())
    const ascending = await mixed.find().sort({ v: 1 }).toArray()
    expect(ascending.map(({ _id }) => _id)).toEqual(values.map((_, index) => index))
    await mixed.deleteMany({})
    await mixed.insertMany([
      { _id: 1, v: [1, 9] },
      { _id: 2, v: 5 },
      { _id: 3, v: [] },
    ])
    expect((await mixed.find().sort({ v: 1 }).toArray()).map(({ _id }) => _id)).toEqual([3, 1, 2])
    expect((await mixed.find().sort({ v: -1 }).toArray()).map(({ _id }) => _id)).toEqual([1, 2, 3])
  })

  it('keeps numbers beyond 2^53 apart', async () => {
    const numbers = store.collection()
    const largest = 9007199254740993n
    await numbers.insertMany([
      { _id: 1, v: Long.fromBigInt(largest) },
      { _id: 2, v: new Double(9007199254740992) },
      { _id: 3, v: Decimal128.fromString('9007199254740992.5') },
    ])
    expect((await numbers.find().sort({ v: 1 }).toArray()).map(({ _id }) => _id)).toEqual([2, 3, 1])
    expect(await found(numbers, { v: { $gt: new Double(9007199254740992) } })).toEqual([1, 3])
    expect(await found(numbers, { v: 9007199254740992 })).toEqual([2])
  })
})

describe('a projection', () => {
  let things: Collection
  beforeAll(async () => {
    things = store.collection()
    await things.insertOne({
      _id: 1,
      a: 1,
      b: { c: 2, d: 3 },
      e: [{ f: 1, g: 2 }, { f: 3 }, 5],
      h: [1, 2, 3, 4],
    })
  })

  it.each<[object, object]>([
    [{ a: 1 }, { _id: 1, a: 1 }],
    [{ a: 1, _id: 0 }, { a: 1 }],
    [{ 'b.c': 1 }, { _id: 1, b: { c: 2 } }],
    [{ b: { c: 1 }, _id: 0 }, { b: { c: 2 } }],
    [
      { e: 0, h: 0, b: 0 },
      { _id: 1, a: 1 },
    ],
    [{ 'e.f': 1, _id: 0 }, { e: [{ f: 1 }, { f: 3 }] }],
    [
      { 'e.f': 0, a: 0, b: 0, h: 0 },
      { _id: 1, e: [{ g: 2 }, {}, 5] },
    ],
    [
      { h: { $slice: -2 }, a: 1, _id: 0 },
      { a: 1, h: [3, 4] },
    ],
    [
      { h: { $slice: [1, 2] }, a: 1, _id: 0 },
      { a: 1, h: [2, 3] },
    ],
    [{ e: { $elemMatch: { f: 3 } }, _id: 0 }, { e: [{ f: 3 }] }],
  ])('%j gives its fields', async (projection, expected) => {
    expect(await things.findOne({}, { projection })).toEqual(expected)
  })

  it('gives the element that the query matched', async () => {
    expect(await things.findOne({ h: { $gt: 2 } }, { projection: { 'h.$': 1, _id: 0 } })).toEqual({ h: [3] })
  })

  it.each<[object, number]>([
    [{ a: 1, e: 0 }, 31254],
    [{ a: 0, e: 1 }, 31253],
    [{ a: { $meta: 'textScore' } }, 238],
    [{ b: 1, 'b.c': 1 }, 31249],
  ])('%j is refused', async (projection, code) => {
    expect(await errorOf(things.findOne({}, { projection }))).toMatchObject({ code })
  })
})

describe('a cursor', () => {
  it('hands out a large result in batches and ends', async () => {
    const many = store.collection()
    await many.insertMany(Array.from({ length: 1050 }, (_, _id) => ({ _id })))
    expect((await many.find().batchSize(100).toArray()).length).toBe(1050)
    expect((await many.find().sort({ _id: -1 }).skip(1000).limit(20).toArray())[0]).toEqual({ _id: 49 })
    expect(await many.countDocuments({ _id: { $lt: 10 } })).toBe(10)
    expect(await many.estimatedDocumentCount()).toBe(1050)
  })

  it('is gone after it was killed', async () => {
    const many = store.collection()
    await many.insertMany(Array.from({ length: 300 }, (_, _id) => ({ _id })))
    const { cursor } = await store.db.command({ find: many.collectionName, batchSize: 2 })
    await store.db.command({ killCursors: many.collectionName, cursors: [cursor.id] })
    const more = store.db.command({ getMore: cursor.id, collection: many.collectionName })
    expect(await errorOf(more)).toMatchObject({ code: 43, codeName: 'CursorNotFound' })
  })
})

describe('stored values', () => {
  it('are counted, exactly and by estimate', async () => {
    const counted = store.collection()
    await counted.insertMany([{ n: 1 }, { n: 1 }, { n: 2 }])
    expect(await counted.countDocuments({ n: 1 })).toBe(2)
    expect(await counted.countDocuments({ n: 1 }, { skip: 1, limit: 5 })).toBe(1)
    expect(await counted.estimatedDocumentCount()).toBe(3)
  })

  it('come back with their types and the order of their fields', async () => {
    const kept = store.collection()
    const document = new Map<string, unknown>([
      ['_id', 1],
      ['b', new Double(1)],
      ['2', new Int32(1)],
      ['1', new Long(1)],
      ['d', Decimal128.fromString('1.10')],
      ['date', new Date('2021-06-18T00:00:00Z')],
      ['binary', Buffer.from([1, 2])],
    ])
    await kept.insertOne(document as never)
    const raw = await kept.findOne({}, { promoteValues: false, raw: true })
    const sent = store.client.db('test').collection('sent')
    await sent.insertOne(document as never)
    expect(raw).toEqual(await sent.findOne({}, { promoteValues: false, raw: true }))
    const read = await kept.findOne({}, { promoteValues: false })
    expect(read?.['b']).toBeInstanceOf(Double)
    expect(read?.['1']).toBeInstanceOf(Long)
    expect(String(read?.['d'])).toBe('1.10')
  })

  it('are distinct by value, with arrays taken apart', async () => {
    const kept = store.collection()
    await kept.insertMany([{ v: [1, 2] }, { v: 2 }, { v: new Long(2) }, { v: 'x' }, {}])
    expect(await kept.distinct('v')).toEqual([1, 2, 'x'])
  })
})
