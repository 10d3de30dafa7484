import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { WorkerInput, WorkerMessage } from './store.worker'

/** The worker thread in which a store runs, seen from outside. */
export class StoreThread {
  readonly ready: Promise<void>
  readonly closed: Promise<void>
  private readonly worker: Worker

  constructor(workerData: WorkerInput, log: (message: string) => void) {
    this.worker = new Worker(bootstrap(), { eval: true, execArgv: [], workerData, name: 'store' })
    this.ready = new Promise((resolve, reject) => {
      this.worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'ready') resolve()
        else if (message.kind === 'failed') this.fail(new Error(message.message), reject)
        else if (message.kind === 'log') log(message.message)
      })
      this.worker.once('error', reject)
      this.worker.once('exit', (code) => reject(new Error(`The store ended before it was ready (${code})`)))
    })
    this.closed = new Promise((resolve) => this.worker.once('exit', () => resolve()))
    this.worker.on('error', (error) => log(`The store has failed: ${error.stack ?? error.message}`))
  }

  /** What a failed start has opened, a timer say, would keep the thread for ever. */
  private fail(error: Error, reject: (error: Error) => void): void {
    void this.worker.terminate()
    reject(error)
  }

  async close(): Promise<void> {
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
