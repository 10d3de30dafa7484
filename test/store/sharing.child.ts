import { appendFileSync } from 'node:fs'
import mongoose from 'mongoose'
import { startStore } from '../../server/store/start-store'

/** A process that shares a store: inserts and transfers until SIGTERM, and notes every acknowledgement in a file. */
async function main(dataDir: string, name: string, acknowledged: string): Promise<void> {
  const note = (line: string) => appendFileSync(acknowledged, `${line}\n`)
  const store = await startStore({ dataDir, isShared: true, log: (line) => note(`log ${line}`) })
  const client = await new mongoose.mongo.MongoClient(store.uri, { retryWrites: true }).connect()
  const documents = client.db('shared').collection<{ _id: string }>('documents')
  const accounts = client.db('shared').collection<{ _id: string; fen: number; count: number }>('accounts')
  const blank = { $setOnInsert: { fen: 1000, count: 0 } }
  for (const _id of ['a', 'b']) await accounts.updateOne({ _id }, blank, { upsert: true })
  let isOver = false
  process.once('SIGTERM', () => (isOver = true))
  const insert = async () => {
    for (let n = 0; !isOver; n++) {
      const _id = `${name}-${n}`
      await untilAnswered(() => documents.updateOne({ _id }, { $set: { _id } }, { upsert: true }))
      note(_id)
    }
  }
  const transfer = async () => {
    while (!isOver) {
      await untilAnswered(() =>
        client.withSession((session) =>
          session.withTransaction(async () => {
            await accounts.updateOne({ _id: 'a' }, { $inc: { fen: -1, count: 1 } }, { session })
            await accounts.updateOne({ _id: 'b' }, { $inc: { fen: 1, count: 1 } }, { session })
          }),
        ),
      )
      note('transfer')
    }
  }
  await Promise.all([insert(), transfer()])
  await client.close()
  await store.close()
}

/** A driver that learns of a killed server from another of its connections does not repeat the work by itself. */
async function untilAnswered(work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await work()
      return
    } catch (error) {
      if (!(error instanceof mongoose.mongo.MongoNetworkError)) throw error
    }
  }
}

const [dataDir = '', name = '', acknowledged = ''] = process.argv.slice(2)
main(dataDir, name, acknowledged).then(
  () => process.exit(0),
  (error: unknown) => {
    appendFileSync(acknowledged, `failed ${String(error)}\n`)
    process.exit(1)
  },
)
