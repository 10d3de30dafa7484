import { type Collection, errorOf, StoreFixture } from './store-fixture'

let store: StoreFixture
let claims: Collection
beforeAll(async () => {
  store = await StoreFixture.open()
  claims = store.collection()
  await claims.createIndex({ state: 1, queueAt: 1 })
  await claims.insertMany(
    Array.from({ length: 100 }, (_, n) => ({ state: n % 10 === 0 ? 'open' : 'paid', queueAt: n, other: n })),
  )
})
afterAll(() => store.close())

const byIndex = { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: 'state_1_queueAt_1' } }

describe('explain', () => {
  it('names the index by which a query is answered, in its order, and counts what was looked at', async () => {
    const explained = await claims.find({ state: 'open' }).sort({ queueAt: -1 }).explain('executionStats')
    expect(explained).toMatchObject({
      queryPlanner: { winningPlan: { ...byIndex, inputStage: { direction: 'backward' } } },
      executionStats: { nReturned: 10, totalKeysExamined: 10, totalDocsExamined: 10 },
    })
  })

  it('tells of a scan and of a sort', async () => {
    const explained = await claims.find({ other: 5 }).sort({ other: 1 }).explain('executionStats')
    expect(explained).toMatchObject({
      queryPlanner: { winningPlan: { stage: 'SORT', inputStage: { stage: 'COLLSCAN' } } },
      executionStats: { nReturned: 1, totalKeysExamined: 0, totalDocsExamined: 100 },
    })
  })

  it.each<[string, object]>([
    ['count', { count: 'c', query: { state: 'open' } }],
    ['distinct', { distinct: 'c', key: 'other', query: { state: 'open' } }],
    ['update', { update: 'c', updates: [{ q: { state: 'open' }, u: { $set: { other: 1 } } }] }],
    ['delete', { delete: 'c', deletes: [{ q: { state: 'open' }, limit: 1 }] }],
    ['findAndModify', { findAndModify: 'c', query: { state: 'open' }, remove: true }],
    ['aggregate', { aggregate: 'c', pipeline: [{ $match: { state: 'open' } }], cursor: {} }],
  ])('explains %s and changes nothing', async (name, command) => {
    const inner = { ...command, [name]: claims.collectionName }
    const explained = await store.db.command({ explain: inner, verbosity: 'executionStats' })
    expect(explained).toMatchObject({
      queryPlanner: { winningPlan: byIndex },
      executionStats: { nReturned: 10 },
    })
    expect(await claims.countDocuments({ state: 'open' })).toBe(10)
  })

  it('shows what a pipeline does after its search', async () => {
    const pipeline = [{ $match: { state: 'open' } }, { $group: { _id: null, n: { $sum: 1 } } }]
    const explained = await claims.aggregate(pipeline).explain('queryPlanner')
    expect(explained).toMatchObject({
      stages: [{ $cursor: { queryPlanner: { winningPlan: byIndex } } }, { $group: { _id: null } }],
    })
  })

  it.each<[object, number]>([
    [{ explain: { ping: 1 } }, 59],
    [{ explain: { find: 'c', foo: 1 } }, 40415],
    [{ explain: { find: 'c' }, verbosity: 'loud' }, 2],
    [{ explain: { find: 'c', filter: { $foo: 1 } } }, 2],
  ])('refuses %j', async (command, code) => {
    expect(await errorOf(store.db.command(command))).toMatchObject({ code })
  })
})
