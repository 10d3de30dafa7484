import mongoose from 'mongoose'

type Db = mongoose.mongo.Db
type Client = mongoose.mongo.MongoClient

interface Account {
  _id: string
  fen: number
  count: number
}

const writers = 16
const fenInAll = 2000

/** What 16 writers were told is done, and whether the store says the same after a crash. */
export class CrashLedger {
  inserts = 0
  increments = 0
  transfers = 0
  /** Acknowledged changes that the store does not know, a sentence each. */
  readonly lost: string[] = []
  private readonly counters = new Map<string, number>()
  private round = 0
  private acknowledged: string[] = []

  async prepare(db: Db): Promise<void> {
    await db.collection('documents').createIndex({ n: 1 }, { unique: true })
    const blank = { $setOnInsert: { fen: fenInAll / 2, count: 0 } }
    for (const _id of ['a', 'b'])
      await db.collection<Account>('accounts').updateOne({ _id }, blank, { upsert: true })
  }

  /** Writes until the store is gone. */
  async write(client: Client, round: number): Promise<void> {
    this.round = round
    this.acknowledged = []
    const db = client.db('crash')
    const inserters = Array.from({ length: writers }, (_, writer) => () => this.insert(db, writer))
    await Promise.all([...inserters, () => this.transfer(client)].map(untilGone))
  }

  private async insert(db: Db, writer: number): Promise<void> {
    const documents = db.collection<{ _id: string; n: string }>('documents')
    const counters = db.collection<{ _id: string; n: number }>('counters')
    for (let n = 0; ; n++) {
      const _id = `${this.round}-${writer}-${n}`
      await documents.insertOne({ _id, n: `number ${_id}` })
      this.acknowledged.push(_id)
      this.inserts++
      if (n % 4 !== 0) continue
      await counters.updateOne({ _id: `w${writer}` }, { $inc: { n: 1 } }, { upsert: true })
      this.counters.set(`w${writer}`, (this.counters.get(`w${writer}`) ?? 0) + 1)
      this.increments++
    }
  }

  private async transfer(client: Client): Promise<void> {
    const accounts = client.db('crash').collection<Account>('accounts')
    for (;;) {
      await client.withSession(async (session) => {
        session.startTransaction()
        await accounts.updateOne({ _id: 'a' }, { $inc: { fen: -1, count: 1 } }, { session })
        await accounts.updateOne({ _id: 'b' }, { $inc: { fen: 1, count: 1 } }, { session })
        await session.commitTransaction()
      })
      this.transfers++
    }
  }

  /** Compares what was acknowledged in the last round, and the sums of all rounds, with what the store holds. */
  async check(db: Db): Promise<void> {
    const documents = db.collection<{ _id: string; n: string }>('documents')
    const ofRound = { $gte: `${this.round}-`, $lt: `${this.round}.` }
    const stored = new Set((await documents.find({ _id: ofRound }).toArray()).map(({ _id }) => _id))
    for (const _id of this.acknowledged) if (!stored.has(_id)) this.lost.push(`document ${_id}`)
    const byIndex = { n: { $gte: `number ${this.round}-`, $lt: `number ${this.round}.` } }
    const found = (await documents.find(byIndex).project({ _id: 1 }).toArray()).length
    if (found !== stored.size)
      this.lost.push(`round ${this.round}: ${stored.size} documents, ${found} by their index`)
    await this.checkCounters(db)
    await this.checkAccounts(db)
  }

  private async checkCounters(db: Db): Promise<void> {
    for (const { _id, n } of await db.collection<{ _id: string; n: number }>('counters').find().toArray()) {
      const told = this.counters.get(_id) ?? 0
      if (n < told) this.lost.push(`counter ${_id} is ${n} after ${told} acknowledged increments`)
      // One increment a round may be stored though nobody was told.
      this.counters.set(_id, n)
    }
  }

  private async checkAccounts(db: Db): Promise<void> {
    const [a, b] = await db.collection<Account>('accounts').find().sort({ _id: 1 }).toArray()
    if (a === undefined || b === undefined || a.fen + b.fen !== fenInAll || a.count !== b.count)
      this.lost.push(`round ${this.round}: a transfer is half done`)
    if ((a?.count ?? 0) < this.transfers)
      this.lost.push(`round ${this.round}: ${this.transfers} transfers told, ${a?.count ?? 0} kept`)
  }
}

/** Runs a writer until the connection breaks, which the driver tells in many ways; an answer with an error is a fault. */
async function untilGone(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoServerError) throw error
  }
}
