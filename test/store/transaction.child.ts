import mongoose from 'mongoose'

/** A client that changes a document in a transaction, tells so, and does nothing more until it is killed. */
async function main(uri: string): Promise<void> {
  const client = await new mongoose.mongo.MongoClient(uri).connect()
  const session = client.startSession()
  session.startTransaction()
  const accounts = client.db('shared').collection<{ _id: string; fen: number }>('accounts')
  await accounts.updateOne({ _id: 'a' }, { $inc: { fen: -1 } }, { session })
  process.send?.('changed')
  setInterval(() => undefined, 1000)
}

void main(process.argv[2] ?? '')
