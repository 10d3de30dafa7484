import mongoose from 'mongoose'
import { StoreFixture } from './store-fixture'

const { mongo } = mongoose
let store: StoreFixture
beforeAll(async () => {
  store = await StoreFixture.open()
  const row = { _id: 1 as never, a: [1], b: [2], s: 'x', n: 5 }
  await store.db.collection('c').insertOne(row)
})
afterAll(() => store.close())

const find = (filter: object, more: object = {}) => ({ find: 'c', filter, ...more })
const projecting = (projection: object) => find({ a: 1 }, { projection })
const update = (u: unknown, more: object = {}) => ({ update: 'c', updates: [{ q: {}, u, ...more }] })
const pushing = (clauses: object) => update({ $push: { a: { $each: [1], ...clauses } } })
const filtering = (...arrayFilters: object[]) => update({ $set: { 'a.$[x]': 1 } }, { arrayFilters })
const aggregate = (...pipeline: unknown[]) => ({ aggregate: 'c', pipeline, cursor: {} })
const setting = (expression: unknown) => aggregate({ $set: { x: expression } })
const grouping = (fields: object) => aggregate({ $group: { _id: 1, ...fields } })
const index = (key: object, more: object = {}) => ({
  createIndexes: 'c',
  indexes: [{ key, name: 'i', ...more }],
})

/** The code of a command's error, also when it stands among the errors of its writes. */
async function codeOf(command: object): Promise<{ code: unknown; message: string }> {
  try {
    const { writeErrors } = await store.db.command(command)
    return { code: writeErrors?.[0]?.code, message: String(writeErrors?.[0]?.errmsg) }
  } catch (error) {
    return error as { code: unknown; message: string }
  }
}

type Row = readonly [code: number, command: object]

const queries: Row[] = [
  [2, find({ a: { $in: 1 } })],
  [2, find({ a: { $in: [{ $gt: 1 }] } })],
  [2, find({ $and: [] })],
  [2, find({ $or: {} })],
  [2, find({ a: { $not: 1 } })],
  [2, find({ a: { $size: -1 } })],
  [2, find({ a: { $mod: [0, 1] } })],
  [9, find({ a: { $type: [] } })],
  [2, find({ a: { $type: 'foo' } })],
  [2, find({ a: { $all: [{ $elemMatch: { x: 1 } }, 2] } })],
  [2, find({ a: { $all: [{ $gt: 2 }] } })],
  [51091, find({ a: { $regex: '(' } })],
  [51108, find({ a: { $regex: 'a', $options: 'q' } })],
  [2, find({ a: { $ne: /a/ } })],
  [168, find({ $expr: { $foo: 1 } })],
  [238, find({ a: { $maxDistance: 1 } })],
  [51024, find({}, { limit: -1 })],
  [15975, find({}, { sort: { a: 2 } })],
  [15974, find({}, { sort: { a: 'x' } })],
  [40352, find({}, { sort: { '': 1 } })],
  [16410, find({}, { sort: { $a: 1 } })],
  [2, find({}, { hint: 'nowhere' })],
  [2, find({}, { hint: { nowhere: 1 } })],
  [9, find({}, { hint: 5 })],
  [238, find({}, { min: { _id: 1 } })],
  [238, find({}, { max: { _id: 1 } })],
  [238, find({}, { returnKey: true })],
  [238, find({}, { showRecordId: true })],
  [238, find({}, { tailable: true })],
  [31254, projecting({ a: 1, b: 0 })],
  [31249, projecting({ a: 1, 'a.b': 1 })],
  [31276, projecting({ 'a.$': 1, 'b.$': 1 })],
  [31275, projecting({ 'a.b': { $elemMatch: { x: 1 } } })],
  [31255, projecting({ 'a.$': 1, b: { $elemMatch: { x: 1 } } })],
  [31256, projecting({ b: { $elemMatch: { x: 1 } }, 'a.$': 1 })],
  [31271, projecting({ 'a.$': { $slice: 1 } })],
  [31395, projecting({ 'a.$': 0 })],
  [28667, projecting({ a: { $slice: [1, 0] } })],
  [40352, projecting({ '': 1 })],
  [51270, projecting({ a: {} })],
]

const updates: Row[] = [
  [9, update({ $foo: { a: 1 } })],
  [9, update({ $set: 1 })],
  [40, update({ $set: { a: 1, 'a.b': 1 } })],
  [66, update({ $unset: { _id: 1 } })],
  [14, update({ $inc: { a: 'x' } })],
  [14, update({ $mul: { s: 2 } })],
  [2, update({ $push: { s: 1 } })],
  [2, pushing({ $foo: 1 })],
  [2, pushing({ $slice: 'x' })],
  [2, pushing({ $sort: 3 })],
  [2, pushing({ $sort: {} })],
  [2, pushing({ $sort: { 'a.': 1 } })],
  [9, update({ $pop: { a: 2 } })],
  [14, update({ $pop: { s: 1 } })],
  [2, update({ $rename: { a: 'a' } })],
  [2, update({ $set: { 'a.$': 1 } })],
  [2, filtering()],
  [9, filtering({ x: 1 }, { x: 2 })],
  [9, filtering({ x: 1, y: 2 })],
  [56, update({ $set: { 'a..b': 1 } })],
  [28, update({ $set: { 's.b': 1 } })],
  [9, update({ a: 1 }, { multi: true })],
  [52, update({ a: 1, $set: { b: 1 } })],
  [72, update([{ $match: {} }])],
  [31432, update({ $set: { 'a.9999999': 1 } })],
]

const pipelines: Row[] = [
  [14, aggregate(5)],
  [40323, aggregate({})],
  [40324, aggregate({ $foo: 1 })],
  [15976, aggregate({ $sort: {} })],
  [15958, aggregate({ $limit: 0 })],
  [5107200, aggregate({ $skip: -1 })],
  [15952, grouping({ n: { $foo: 1 } })],
  [238, grouping({ n: { $stdDevPop: 1 } })],
  [238, grouping({ n: { $accumulator: {} } })],
  [40234, grouping({ n: 1 })],
  [28818, aggregate({ $unwind: 'a' })],
  [40156, aggregate({ $count: 1 })],
  [40157, aggregate({ $count: '' })],
  [40158, aggregate({ $count: '$a' })],
  [40160, aggregate({ $count: 'a.b' })],
  [40169, aggregate({ $facet: {} })],
  [40600, aggregate({ $facet: { a: [{ $facet: { b: [] } }] } })],
  [40600, aggregate({ $facet: { a: [{ $out: 'x' }] } })],
  [40601, aggregate({ $out: 'x' }, { $match: {} })],
  [40177, aggregate({ $addFields: {} })],
  [31002, aggregate({ $unset: 5 })],
  [168, setting({ $foo: 1 })],
  [238, setting({ $function: {} })],
  [238, setting({ $round: 1.5 })],
  [16020, setting({ $cond: [1] })],
  [14, setting({ $add: ['a', 1] })],
  [17276, setting('$$nowhere')],
  [238, aggregate({ $densify: {} })],
  [238, aggregate({ $vectorSearch: {} })],
]

const indexes: Row[] = [
  [171, index({ a: 1, b: 1 })],
  [67, index({})],
  [67, index({ n: 0 })],
  [67, index({ n: 'foo' })],
  [197, index({ n: 1 }, { foo: 1 })],
  [238, index({ n: 1 }, { hidden: true })],
  [67, index({ n: 1, s: 1 }, { expireAfterSeconds: 1 })],
  [67, index({ n: 1 }, { partialFilterExpression: { n: { $ne: 1 } } })],
  [2, index({ _id: -1 })],
  [197, index({ _id: 1 }, { unique: true })],
  [9, { createIndexes: 'c', indexes: [{ key: { n: 1 } }] }],
  [2, { createIndexes: 'c', indexes: [] }],
  [72, { dropIndexes: 'c', index: '_id_' }],
  [27, { dropIndexes: 'c', index: 'nowhere' }],
]

const others: Row[] = [
  [238, { dbStats: 1 }],
  [238, { collStats: 'c' }],
  [238, { validate: 'c' }],
  [238, { currentOp: 1 }],
  [238, { saslStart: 1 }],
  [59, { geoSearch: 'c' }],
  [238, { create: 'd', storageEngine: {} }],
  [238, { create: 'd', changeStreamPreAndPostImages: { enabled: true } }],
  [40415, { create: 'd', foo: 1 }],
  [73, { create: 'system.d' }],
  [53, { insert: 'c', documents: [{ _id: [1] }] }],
  [52, { insert: 'c', documents: [{ _id: { $a: 1 } }] }],
  [9, { delete: 'c', deletes: [{ q: {}, limit: 2 }] }],
  [9, { findAndModify: 'c' }],
  [9, { findAndModify: 'c', remove: true, new: true }],
  [40414, { distinct: 'c' }],
  [43, { getMore: mongo.Long.fromNumber(7), collection: 'c' }],
  [322, { ping: 1, apiVersion: '2' }],
  [4886600, { ping: 1, apiStrict: true }],
  [323, { distinct: 'c', key: 'a', apiVersion: '1', apiStrict: true }],
]

describe("MongoDB's own code and a sentence", () => {
  it.each([...queries, ...updates, ...pipelines, ...indexes, ...others])(
    '%i answers %j',
    async (code, command) => {
      const refusal = await codeOf(command)
      expect(refusal.code).toBe(code)
      expect(refusal.message).toMatch(/\w+ \w+/)
    },
  )
})

describe('$mod', () => {
  it('is exact for numbers that no double holds', async () => {
    const c = store.collection()
    await c.insertOne({ _id: 1, n: mongo.Long.fromString('9007199254740993') })
    expect(await c.countDocuments({ n: { $mod: [2, 1] } })).toBe(1)
    expect(await c.countDocuments({ n: { $mod: [2, 0] } })).toBe(0)
  })
})
