import { StoreFixture } from './store-fixture'

let store: StoreFixture
beforeAll(async () => {
  store = await StoreFixture.open()
  await store.db.collection('c').insertOne({ at: new Date() })
})
afterAll(() => store.close())

const find = (filter: object, more: object = {}) => ({ find: 'c', filter, ...more })
const aggregate = (...pipeline: object[]) => ({ aggregate: 'c', pipeline, cursor: {} })
const index = (key: object) => ({ createIndexes: 'c', indexes: [{ key, name: 'i' }] })

/** The error of a command, also when it stands among the errors of its writes. */
async function refusalOf(command: object): Promise<{ code?: unknown; message: string }> {
  try {
    const { writeErrors } = await store.db.command(command)
    const [{ code, errmsg }] = writeErrors
    return { code, message: errmsg }
  } catch (error) {
    return error as Error
  }
}

describe('what MongoDB can do and this store cannot', () => {
  it.each<[string, object]>([
    ['$where', find({ $where: 'true' })],
    ['$text', find({ $text: { $search: 'a' } })],
    ['$jsonSchema', find({ $jsonSchema: {} })],
    ['geometry', find({ place: { $geoWithin: {} } })],
    ['bit queries', find({ n: { $bitsAllSet: 1 } })],
    ['bit updates', { update: 'c', updates: [{ q: {}, u: { $bit: { n: { and: 1 } } } }] }],
    ['collations', find({}, { collation: { locale: 'zh' } })],
    ['$graphLookup', aggregate({ $graphLookup: {} })],
    ['$setWindowFields', aggregate({ $setWindowFields: {} })],
    ['$sample', aggregate({ $sample: { size: 1 } })],
    ['$bucket', aggregate({ $bucket: {} })],
    ['$unionWith', aggregate({ $unionWith: 'd' })],
    ['$lookup with a pipeline', aggregate({ $lookup: { from: 'c', pipeline: [], as: 'x' } })],
    ['other expressions', aggregate({ $set: { a: { $toUpper: '$b' } } })],
    ['dates in sums', aggregate({ $set: { a: { $add: ['$at', 1] } } })],
    ['computed values in a find projection', find({}, { projection: { a: '$b' } })],
    ['sorting by $meta', find({}, { sort: { a: { $meta: 'textScore' } } })],
    ['sorting by $natural', find({}, { sort: { $natural: 1 } })],
    ['text indexes', index({ a: 'text' })],
    ['hashed indexes', index({ a: 'hashed' })],
    ['geo indexes', index({ a: '2dsphere' })],
    ['wildcard indexes', index({ '$**': 1 })],
    ['capped collections', { create: 'd', capped: true, size: 1 }],
    ['clustered collections', { create: 'd', clusteredIndex: { key: { _id: 1 }, unique: true } }],
    ['time series', { create: 'd', timeseries: { timeField: 't' } }],
    ['views', { create: 'd', viewOn: 'c', pipeline: [] }],
    ['validators', { create: 'd', validator: {} }],
    ['collMod', { collMod: 'c' }],
    ['renameCollection', { renameCollection: 'test.c', to: 'test.d' }],
    ['mapReduce', { mapReduce: 'c' }],
    ['change streams', aggregate({ $changeStream: {} })],
    ['snapshot reads', find({}, { readConcern: { level: 'snapshot' } })],
  ])('is refused with code 238 and a sentence: %s', async (_what, command) => {
    const { code, message } = await refusalOf(command)
    expect(code).toBe(238)
    expect(message).toMatch(/^The embedded store does not support /)
  })
})
