import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import * as v from 'valibot'

/** A simulator in a process of its own. */
export interface KeptProcess {
  baseUrl: string
  controlUrl: string
  /** Of the process that runs now. */
  pid(): number
  close(): Promise<void>
}

/** What is started, and what it is told of its surroundings: nothing else of this process's environment. */
export interface ProcessToKeep {
  entry: string
  /** Who did not start, for the error. */
  name: string
  environment: Record<string, string>
  /** The variable that holds its port; once it is known, it keeps it. */
  portVariable: string
}

const RESTART_AFTER_MS = 200
const readyMessage = v.object({ baseUrl: v.string(), controlUrl: v.string() })

/**
 * Starts a simulator and keeps it going: killed, it comes back on the same port with all that it had on disk.
 * @param onGone told of every end that nobody asked for
 * @throws Error when it does not start
 */
export async function keepProcess(
  wanted: ProcessToKeep,
  onGone: (exitCode: number | null) => void,
): Promise<KeptProcess> {
  let isStopping = false
  let child = start(wanted)
  const { baseUrl, controlUrl } = await readyOf(child, wanted.name)
  const environment = { ...wanted.environment, [wanted.portVariable]: new URL(baseUrl).port }

  const watch = (): void => {
    child.once('exit', (exitCode) => {
      if (isStopping) return
      onGone(exitCode)
      void restart()
    })
  }
  const restart = async (): Promise<void> => {
    await pause(RESTART_AFTER_MS)
    if (isStopping) return
    child = start({ ...wanted, environment })
    watch()
  }
  watch()
  return {
    baseUrl,
    controlUrl,
    pid: () => child.pid ?? 0,
    async close() {
      isStopping = true
      await endOf(child)
    },
  }
}

function start({ entry, environment }: ProcessToKeep): ChildProcess {
  return fork(entry, { execArgv: ['--import', 'tsx'], env: { PATH: process.env['PATH'], ...environment } })
}

function readyOf(child: ChildProcess, name: string): Promise<v.InferOutput<typeof readyMessage>> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(v.parse(readyMessage, message)))
    child.once('exit', () => reject(new Error(`The ${name} did not start; see above`)))
  })
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
