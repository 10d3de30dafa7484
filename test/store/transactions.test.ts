import mongoose from 'mongoose'
import { errorOf, Long, StoreFixture } from './store-fixture'

let store: StoreFixture
beforeAll(async () => (store = await StoreFixture.open()))
afterAll(() => store.close())

describe('a transaction', () => {
  it('is all or nothing, across collections and indexes', async () => {
    const [claims, audit] = [store.collection(), store.collection()]
    await audit.createIndex({ claim: 1 }, { unique: true })
    await claims.insertOne({ _id: 1, status: 'draft' })
    const submit = (fails: boolean) =>
      store.client.withSession((session) =>
        session.withTransaction(async () => {
          await claims.updateOne({ _id: 1 }, { $set: { status: 'submitted' } }, { session })
          await audit.insertOne({ claim: 1 }, { session })
          if (fails) throw new Error('changed my mind')
        }),
      )
    await expect(submit(true)).rejects.toThrow('changed my mind')
    expect(await claims.findOne()).toEqual({ _id: 1, status: 'draft' })
    expect(await audit.countDocuments()).toBe(0)
    await submit(false)
    expect(await claims.findOne()).toEqual({ _id: 1, status: 'submitted' })
    expect(await audit.countDocuments({ claim: 1 })).toBe(1)
  })

  it('reads its own changes and otherwise the state of its beginning', async () => {
    const numbers = store.collection()
    await numbers.createIndex({ n: 1 })
    await numbers.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
      { _id: 3, n: 3 },
    ])
    const session = store.client.startSession()
    session.startTransaction()
    expect(await numbers.countDocuments({}, { session })).toBe(3)
    await numbers.insertOne({ _id: 4, n: 4 })
    await numbers.updateOne({ _id: 1 }, { $set: { n: 10 } }, { session })
    await numbers.deleteOne({ _id: 2 }, { session })
    const inside = await numbers
      .find({ n: { $gt: 0 } }, { session })
      .sort({ n: 1 })
      .toArray()
    expect(inside).toEqual([
      { _id: 3, n: 3 },
      { _id: 1, n: 10 },
    ])
    expect(await numbers.countDocuments()).toBe(4)
    await session.commitTransaction()
    expect((await numbers.find().sort({ n: 1 }).toArray()).map(({ n }) => n)).toEqual([3, 4, 10])
    await session.endSession()
  })

  it('loses against an earlier writer with error 112 and the label to try again', async () => {
    const numbers = store.collection()
    await numbers.insertOne({ _id: 1, n: 0 })
    const [first, second] = [store.client.startSession(), store.client.startSession()]
    for (const session of [first, second]) session.startTransaction()
    await numbers.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: first })
    const conflict = await errorOf(numbers.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: second }))
    expect(conflict).toMatchObject({ code: 112, codeName: 'WriteConflict' })
    expect(conflict.hasErrorLabel('TransientTransactionError')).toBe(true)
    await first.commitTransaction()
    expect(await numbers.findOne()).toEqual({ _id: 1, n: 1 })
    await Promise.all([first.endSession(), second.endSession()])
  })

  it('conflicts with a write that came after its snapshot', async () => {
    const numbers = store.collection()
    await numbers.insertOne({ _id: 1, n: 0 })
    const session = store.client.startSession()
    session.startTransaction()
    await numbers.findOne({}, { session })
    await numbers.updateOne({ _id: 1 }, { $inc: { n: 1 } })
    expect(await errorOf(numbers.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session }))).toMatchObject({
      code: 112,
    })
    await session.endSession()
  })

  it('conflicts over the same value of a unique index', async () => {
    const unique = store.collection()
    await unique.createIndex({ key: 1 }, { unique: true })
    const [first, second] = [store.client.startSession(), store.client.startSession()]
    for (const session of [first, second]) session.startTransaction()
    await unique.insertOne({ key: 'x' }, { session: first })
    expect(await errorOf(unique.insertOne({ key: 'x' }, { session: second }))).toMatchObject({ code: 112 })
    await first.commitTransaction()
    expect(await errorOf(unique.insertOne({ key: 'x' }))).toMatchObject({ code: 11000 })
    await Promise.all([first.endSession(), second.endSession()])
  })
})

describe('transactions and other writers', () => {
  it('make a single write to their documents wait for their end', async () => {
    const numbers = store.collection()
    await numbers.insertOne({ _id: 1, n: 0 })
    const session = store.client.startSession()
    session.startTransaction()
    await numbers.updateOne({ _id: 1 }, { $set: { n: 100 } }, { session })
    let isDone = false
    const waiting = numbers.updateOne({ _id: 1 }, { $inc: { n: 2 } }).then(() => (isDone = true))
    await numbers.findOne()
    expect(isDone).toBe(false)
    await session.commitTransaction()
    await waiting
    expect(await numbers.findOne()).toEqual({ _id: 1, n: 102 })
    await session.endSession()
  })

  it('end with a conflict when an index was made on their collection meanwhile', async () => {
    const numbers = store.collection()
    await numbers.insertOne({ _id: 1, n: 1 })
    const session = store.client.startSession()
    session.startTransaction()
    await numbers.insertOne({ _id: 2, n: 1 }, { session })
    await numbers.createIndex({ n: 1 }, { unique: true })
    expect(await errorOf(session.commitTransaction())).toMatchObject({ code: 112 })
    expect(await numbers.countDocuments()).toBe(1)
    await session.endSession()
  })

  it('keep the sum of many transfers at the same time', async () => {
    const accounts = store.collection()
    await accounts.insertMany(Array.from({ length: 5 }, (_, _id) => ({ _id, fen: 1000 })))
    const transfer = (from: number, to: number) =>
      store.client.withSession((session) =>
        session.withTransaction(async () => {
          await accounts.updateOne({ _id: from }, { $inc: { fen: -10 } }, { session })
          await accounts.updateOne({ _id: to }, { $inc: { fen: 10 } }, { session })
        }),
      )
    await Promise.all(Array.from({ length: 40 }, (_, n) => transfer(n % 5, (n * 2 + 1) % 5)))
    const [total] = await accounts.aggregate([{ $group: { _id: null, fen: { $sum: '$fen' } } }]).toArray()
    expect(total).toEqual({ _id: null, fen: 5000 })
  })

  it('are aborted when they last too long', async () => {
    const admin = store.client.db('admin')
    await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 0.2 })
    const numbers = store.collection()
    await numbers.insertOne({ _id: 1, n: 0 })
    const session = store.client.startSession()
    session.startTransaction()
    await numbers.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session })
    await numbers.updateOne({ _id: 1 }, { $inc: { n: 10 } })
    await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 60 })
    expect(await errorOf(session.commitTransaction())).toMatchObject({
      code: 251,
      codeName: 'NoSuchTransaction',
    })
    expect(await numbers.findOne()).toEqual({ _id: 1, n: 10 })
    await session.endSession()
  })

  it('cannot create an index, and say so', async () => {
    const session = store.client.startSession()
    session.startTransaction()
    expect(await errorOf(store.collection().createIndex({ a: 1 }, { session }))).toMatchObject({ code: 263 })
    await session.endSession()
  })

  it('work with mongoose', async () => {
    const connection = await mongoose.createConnection(store.uri, { dbName: 'models' }).asPromise()
    const Claim = connection.model(
      'Claim',
      new mongoose.Schema({ status: String }, { optimisticConcurrency: true }),
    )
    await connection.transaction(async (session) => {
      const claim = new Claim({ status: 'draft' })
      await claim.save({ session })
      claim.status = 'submitted'
      await claim.save({ session })
    })
    expect(await Claim.countDocuments({ status: 'submitted' })).toBe(1)
    const [one, other] = [await Claim.findOne().orFail(), await Claim.findOne().orFail()]
    one.status = 'accepted'
    other.status = 'returned'
    await one.save()
    await expect(other.save()).rejects.toThrow(mongoose.Error.VersionError)
    await connection.close()
  })
})

describe('a retryable write', () => {
  it('is done once however often it is sent, also after a restart', async () => {
    const numbers = store.collection()
    await numbers.insertOne({ _id: 1, n: 0 })
    const command = {
      update: numbers.collectionName,
      updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }],
      lsid: { id: new mongoose.mongo.UUID() },
      txnNumber: new Long(1),
    }
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await raw(command)).toMatchObject({ n: 1, nModified: 1 })
    }
    await store.restart()
    expect(await raw(command)).toMatchObject({ n: 1, nModified: 1 })
    expect(await store.db.collection(command.update).findOne()).toMatchObject({ n: 1 })
    expect(await raw({ ...command, txnNumber: new Long(2) })).toMatchObject({ nModified: 1 })
    expect(await errorOf(raw(command))).toMatchObject({ code: 225, codeName: 'TransactionTooOld' })
    expect(await store.db.collection(command.update).findOne()).toMatchObject({ n: 2 })
  })
})

/** Sends a command with an lsid and txnNumber of its own, which the driver would otherwise choose. */
async function raw(command: {
  lsid: { id: mongoose.mongo.UUID }
  txnNumber: mongoose.mongo.Long
}): Promise<unknown> {
  const session = store.client.startSession()
  const { lsid, txnNumber, ...fields } = command
  const serverSession = session.serverSession as unknown as {
    id: { id: mongoose.mongo.Binary }
    txnNumber: number
  }
  serverSession.id = { id: lsid.id }
  try {
    return await store.db.command({ ...fields, txnNumber }, { session })
  } finally {
    serverSession.id = { id: new mongoose.mongo.UUID() }
    await session.endSession()
  }
}
