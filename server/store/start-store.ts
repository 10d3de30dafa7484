import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { checkFormat, type DataDirectory, markFilled, prepareDirectory } from './data-directory'
import { takeOwnership } from './ownership'
import type { WorkerInput, WorkerMessage } from './store.worker'

export { UnusableDirectory } from './data-directory'
export { DirectoryInUse } from './ownership'
export { backupStore, restoreStore } from './upkeep/backup'
export { verifyStore } from './upkeep/verify-store'
export type { VerifyReport } from './upkeep/findings'

export interface StoreOptions {
  /** The directory of the data; it is made when it does not exist, and belongs to this process until `close`. */
  readonly dataDir: string
  /** Takes a line for the log, for example a failure of the store's regular work. */
  readonly log?: (message: string) => void
  /** Takes commands that cause faults on order (configureFailPoint); only for tests. */
  readonly hasTestCommands?: boolean
}

export interface RunningStore {
  /** Connection string for a MongoDB driver; add a database name before the question mark as needed. */
  readonly uri: string
  /** Ends the store; everything acknowledged is on the disk in any case. */
  close(): Promise<void>
}

/**
 * Starts the embedded store in a thread of its own and resolves when it takes connections. Rejects when another
 * living process owns the directory (the message names its pid), or when the directory holds foreign or newer data.
 */
export async function startStore(options: StoreOptions): Promise<RunningStore> {
  const { log = () => undefined, hasTestCommands = false } = options
  const directory = prepareDirectory(options.dataDir)
  const release = takeOwnership(directory.path)
  try {
    await checkFormat(directory)
    const thread = new StoreThread(
      { dataFile: directory.dataFile, socket: directory.socket, hasTestCommands },
      log,
    )
    await thread.ready
    markFilled(directory)
    return {
      uri: `mongodb://${encodeURIComponent(directory.socket)}/?directConnection=true`,
      close: () => closeOnce(thread, directory, release),
    }
  } catch (error) {
    release()
    throw error
  }
}

async function closeOnce(thread: StoreThread, { socket }: DataDirectory, release: () => void): Promise<void> {
  if (thread.isClosing) return thread.closed
  await thread.close()
  rmSync(socket, { force: true })
  release()
}

/** The worker thread, seen from outside. */
class StoreThread {
  readonly ready: Promise<void>
  readonly closed: Promise<void>
  isClosing = false
  private readonly worker: Worker

  constructor(workerData: WorkerInput, log: (message: string) => void) {
    this.worker = new Worker(bootstrap(), { eval: true, execArgv: [], workerData, name: 'store' })
    this.ready = new Promise((resolve, reject) => {
      this.worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'ready') resolve()
        else if (message.kind === 'failed') reject(new Error(message.message))
        else if (message.kind === 'log') log(message.message)
      })
      this.worker.once('error', reject)
      this.worker.once('exit', (code) => reject(new Error(`The store ended before it was ready (${code})`)))
    })
    this.closed = new Promise((resolve) => this.worker.once('exit', () => resolve()))
    this.worker.on('error', (error) => log(`The store has failed: ${error.stack ?? error.message}`))
  }

  async close(): Promise<void> {
    this.isClosing = true
    this.worker.postMessage('close')
    await this.closed
  }
}

/**
 * The worker's first lines. Threads do not inherit the way in which their parent reads TypeScript (a test runner's
 * least of all), so the worker sets it up itself before it loads its own file.
 */
function bootstrap(): string {
  const register = JSON.stringify(require.resolve('tsx/cjs'))
  return `require(${register}); require(${JSON.stringify(join(__dirname, 'store.worker.ts'))})`
}
