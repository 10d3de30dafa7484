import { parentPort, Worker, workerData } from 'node:worker_threads'
import { Problem } from '#shared/problem'
import { readSheetFile, SheetFileError } from './sheet-file'

/** How the reading of a file ended. */
type SheetMessage<Reading> =
  | { kind: 'read'; reading: Reading }
  | { kind: 'refused'; detail: string }
  | { kind: 'failed'; message: string }

const TIME_MS = 30_000
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 48, stackSizeMb: 4 }
const tooMuch = '这个文件读不完，可能太大或传坏了。请只留要用的行和列再传，或分成几个文件'

/** One file at a time: two of them would take the memory and the core of everybody else. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Reads the bytes of a spreadsheet in a thread of its own with its own memory and time.
 * @param worker file of the thread, which calls `answerWithReading`
 * @throws Problem `unreadable_body` with what is wrong with the file and what to do
 */
export function readInThread<Reading>(worker: string, bytes: Uint8Array): Promise<Reading> {
  const reading = last.then(() => readOnce<Reading>(worker, bytes))
  last = reading.catch(() => undefined)
  return reading
}

/** In the thread: reads the table that it was given and answers with what is made of it. */
export function answerWithReading<Reading>(read: (table: string[][]) => Reading): void {
  const answer = async (): Promise<SheetMessage<Reading>> => {
    try {
      return { kind: 'read', reading: read(await readSheetFile(workerData as Uint8Array)) }
    } catch (error) {
      if (error instanceof SheetFileError) return { kind: 'refused', detail: error.message }
      return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
    }
  }
  void answer().then((message) => parentPort?.postMessage(message))
}

function readOnce<Reading>(file: string, bytes: Uint8Array): Promise<Reading> {
  const options = { eval: true, execArgv: [], workerData: bytes, name: 'sheet', resourceLimits: LIMITS }
  const worker = new Worker(bootstrap(file), options)
  return new Promise<Reading>((resolve, reject) => {
    const refuse = (detail: string) => reject(new Problem('unreadable_body', { detail }))
    const timer = setTimeout(() => refuse(tooMuch), TIME_MS)
    worker.once('message', (message: SheetMessage<Reading>) => {
      if (message.kind === 'read') resolve(message.reading)
      else if (message.kind === 'refused') refuse(message.detail)
      else reject(new Error(`A sheet could not be read: ${message.message}`))
    })
    // Out of memory ends the thread and nothing else.
    worker.once('error', () => refuse(tooMuch))
    worker.once('exit', () => {
      clearTimeout(timer)
      refuse(tooMuch)
    })
  }).finally(() => worker.terminate())
}

/** Threads do not inherit the way in which their parent reads TypeScript, so this one sets it up itself. */
function bootstrap(file: string): string {
  const register = JSON.stringify(require.resolve('tsx/cjs'))
  return `require(${register}); require(${JSON.stringify(file)})`
}
