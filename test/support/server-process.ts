import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import { createWechatControl, type WechatControl } from '../../server/simulators/wechat/wechat-control.client'
import { storeSettings } from './store-settings'

const ROOT = path.resolve(__dirname, '../..')
const readyLine = v.object({ url: v.string(), controlUrl: v.string(), controlKey: v.string() })

/** A server that can be killed like any process. */
export interface ServerProcess {
  url: string
  wechat: WechatControl
  /** What it wrote besides saying that it is ready. */
  lines: string[]
  /** SIGKILL: no handler runs, nothing is flushed. Returns when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM, as at a rolling restart. Returns the exit code when the process is gone. */
  stop(): Promise<number | null>
}

/** Starts a demonstration on this data directory, with these settings besides, and waits until it is ready. */
export async function spawnServer(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const entry = path.join(ROOT, 'test/support/server-process.entry.ts')
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', entry], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: dataDir,
      PORT: '0',
      PROGRAMME_DATE: '2021-06-18',
      ...storeSettings(dataDir),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const lines: string[] = []
  const { url, controlUrl, controlKey } = await ready(child, lines)
  return {
    url,
    lines,
    wechat: createWechatControl({ controlUrl, controlKey }),
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    stop() {
      child.kill('SIGTERM')
      return gone
    },
  }
}

function ready(child: ChildProcess, lines: string[]): Promise<v.InferOutput<typeof readyLine>> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('The process has no output')
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('READY ')) resolve(v.parse(readyLine, JSON.parse(line.slice(6))))
      else lines.push(line)
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${lines.join('\n')}`)))
  })
}
