import { appendFileSync } from 'node:fs'
import mongoose from 'mongoose'
import { startStore } from '../../server/store/start-store'

/**
 * Writes until it is killed: inserts from eight writers, and transfers between two accounts. Each acknowledgement is
 * appended to the file that the test reads afterwards.
 */
async function main(dataDir: string, acknowledged: string): Promise<void> {
  const store = await startStore({ dataDir })
  const client = await new mongoose.mongo.MongoClient(store.uri).connect()
  const db = client.db('crash')
  const documents = db.collection<{ _id: string; n: string }>('documents')
  const accounts = db.collection<{ _id: string; fen: number; count: number }>('accounts')
  await documents.createIndex({ n: 1 }, { unique: true })
  const blank = { $setOnInsert: { fen: 1000, count: 0 } }
  for (const _id of ['a', 'b']) await accounts.updateOne({ _id }, blank, { upsert: true })
  const round = Date.now()
  const insertAll = async (writer: number) => {
    for (let n = 0; ; n++) {
      const _id = `${round}-${writer}-${n}`
      await documents.insertOne({ _id, n: `number ${_id}` })
      appendFileSync(acknowledged, `${_id}\n`)
    }
  }
  const transferAll = async () => {
    for (;;) {
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await accounts.updateOne({ _id: 'a' }, { $inc: { fen: -1, count: 1 } }, { session })
          await accounts.updateOne({ _id: 'b' }, { $inc: { fen: 1, count: 1 } }, { session })
        }),
      )
      appendFileSync(acknowledged, 'transfer\n')
    }
  }
  await Promise.all([...Array.from({ length: 8 }, (_, writer) => insertAll(writer)), transferAll()])
}

const [dataDir = '', acknowledged = ''] = process.argv.slice(2)
main(dataDir, acknowledged).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exit(1)
})
