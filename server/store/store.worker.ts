import { parentPort, workerData } from 'node:worker_threads'
import { execute } from './commands/dispatcher'
import { maxMessageBytes } from './commands/greeting'
import { type Doc, doc } from './bson/values'
import { type EngineOptions, openEngine } from './engine'
import { StoreError } from './errors'
import { Housekeeping } from './housekeeping'
import { isFailedCommit, isFullDisk } from './storage/group-commit'
import { listen } from './wire/server'

/** What the worker is told when it is started. */
export type WorkerInput = EngineOptions

/** What the worker tells: it listens, something is worth a line in the log, it has closed. */
export type WorkerMessage =
  { readonly kind: 'ready' | 'closed' } | { readonly kind: 'failed' | 'log'; readonly message: string }

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** How long a driver that lost a connection has to go on with its transaction by another one. */
const abandonedAfterMs = 3000

const logError = (error: unknown) => tell({ kind: 'log', message: messageOf(error) })

/** The answer of a store that is closing: drivers look for its successor and then try again. */
function parting(body: Doc): Doc {
  const isInTransaction = body.get('autocommit') === false && !body.has('commitTransaction')
  const label = isInTransaction ? 'TransientTransactionError' : 'RetryableWriteError'
  const { code, codeName, message } = new StoreError('InterruptedAtShutdown', 'The store is closing')
  const labels = body.has('txnNumber') ? { errorLabels: [label] } : {}
  return doc({ ok: 0, errmsg: message, code, codeName, ...labels })
}

async function start(input: WorkerInput): Promise<void> {
  let isClosing = false
  const engine = openEngine(input)
  const housekeeping = new Housekeeping(engine, logError)
  const server = await listen({
    path: input.socket,
    maxMessageBytes,
    answer: (body, connection) => {
      if (isClosing) return parting(body)
      if (body.get('autocommit') === false) engine.sessions.hear(body.get('lsid'), connection)
      return execute(engine, body)
    },
    onEnd: (connection) => engine.sessions.abandon(connection, abandonedAfterMs),
    onProtocolError: logError,
  })
  const close = async () => {
    isClosing = true
    await server.close()
    await housekeeping.stop()
    engine.sessions.abortAll()
    await engine.environment.close()
    tell({ kind: 'closed' })
    parentPort?.close()
  }
  parentPort?.on('message', () => {
    close().catch((error: unknown) => tell({ kind: 'failed', message: messageOf(error) }))
  })
  tell({ kind: 'ready' })
}

// A failed commit also rejects promises inside LMDB that nobody holds; who waits for the write is told in any case.
process.on('unhandledRejection', (error) => {
  if (!isFailedCommit(error) && !isFullDisk(error)) throw error
  logError(error)
})

start(workerData as WorkerInput).catch((error: unknown) =>
  tell({ kind: 'failed', message: messageOf(error) }),
)
