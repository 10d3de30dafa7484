import { connect } from 'node:net'
import { ObjectId, serialize } from 'bson'

const headerBytes = 16
const opMsg = 2013

/** A connection that sends one insert after another and nothing else, so that every answer on it is an acknowledgement. */
export interface RawConnection {
  insert(): Promise<void>
  close(): void
}

/** Connects to the Unix socket of a store's address. */
export function connectRaw(uri: string): Promise<RawConnection> {
  const path = decodeURIComponent(new URL(uri).host)
  const socket = connect(path)
  let requests = 0
  const insert = () =>
    new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.once('data', () => {
        socket.off('error', reject)
        resolve()
      })
      socket.write(insertMessage(++requests))
    })
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('connect', () => resolve({ insert, close: () => socket.destroy() }))
  })
}

function insertMessage(requestId: number): Buffer {
  const body = serialize({ insert: 'synced', documents: [{ _id: new ObjectId() }], $db: 'proof' })
  const header = Buffer.alloc(headerBytes + 5)
  header.writeInt32LE(header.length + body.length, 0)
  header.writeInt32LE(requestId, 4)
  header.writeInt32LE(opMsg, 12)
  return Buffer.concat([header, body])
}
