import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { RosterReading } from '#shared/roster-types'
import { Problem } from '#shared/problem'
import type { RosterFileMessage } from './roster-file.worker'

const TIME_MS = 30_000
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 48, stackSizeMb: 4 }
const tooMuch = '这个文件读不完，可能太大或传坏了。请只留名单再传，或分成几个文件'

/** One file at a time: two of them would take the memory and the core of everybody else. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Reads a roster from the bytes of a file, in a thread of its own with its own memory and time.
 * @throws Problem `unreadable_body` with what is wrong with the file and what to do
 */
export function readInThread(bytes: Uint8Array): Promise<RosterReading> {
  const reading = last.then(() => readOnce(bytes))
  last = reading.catch(() => undefined)
  return reading
}

function readOnce(workerData: Uint8Array): Promise<RosterReading> {
  const options = { eval: true, execArgv: [], workerData, name: 'roster', resourceLimits: LIMITS }
  const worker = new Worker(bootstrap(), options)
  return new Promise<RosterReading>((resolve, reject) => {
    const refuse = (detail: string) => reject(new Problem('unreadable_body', { detail }))
    const timer = setTimeout(() => refuse(tooMuch), TIME_MS)
    worker.once('message', (message: RosterFileMessage) => {
      if (message.kind === 'read') resolve(message.reading)
      else if (message.kind === 'refused') refuse(message.detail)
      else reject(new Error(`A roster's file could not be read: ${message.message}`))
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
function bootstrap(): string {
  const register = JSON.stringify(require.resolve('tsx/cjs'))
  return `require(${register}); require(${JSON.stringify(join(__dirname, 'roster-file.worker.ts'))})`
}
