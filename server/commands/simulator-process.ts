import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as v from 'valibot'
import type { SimulatorSettings } from './simulator-settings'

/** The simulated WeChat in a process of its own. */
export interface SimulatorProcess {
  baseUrl: string
  controlUrl: string
  /** Of the process that runs now. */
  pid(): number
  close(): Promise<void>
}

const ENTRY = path.join(__dirname, 'wechat-simulator.ts')
const RESTART_AFTER_MS = 200
const readyMessage = v.object({ baseUrl: v.string(), controlUrl: v.string() })

/**
 * Starts the simulated WeChat and keeps it going: killed, it comes back on the same port with all that it had on disk.
 * @param onGone told of every end that nobody asked for
 * @throws Error when it does not start
 */
export async function spawnSimulator(
  settings: SimulatorSettings,
  onGone: (exitCode: number | null) => void,
): Promise<SimulatorProcess> {
  let isStopping = false
  let child = forkSimulator(settings)
  const { baseUrl, controlUrl } = await readyOf(child)
  const kept = { ...settings, port: Number(new URL(baseUrl).port) }

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
    child = forkSimulator(kept)
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

function forkSimulator({ port, stateFile, controlKey, push }: SimulatorSettings): ChildProcess {
  return fork(ENTRY, {
    execArgv: ['--import', 'tsx'],
    env: {
      PATH: process.env['PATH'],
      WX_SIM_PORT: String(port),
      WX_SIM_STATE: stateFile,
      WX_SIM_KEY: controlKey,
      WX_SIM_PUSH_TOKEN: push.token,
      WX_SIM_PUSH_KEY: push.aesKey,
    },
  })
}

function readyOf(child: ChildProcess): Promise<v.InferOutput<typeof readyMessage>> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(v.parse(readyMessage, message)))
    child.once('exit', () => reject(new Error('The simulated WeChat did not start; see above')))
  })
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
