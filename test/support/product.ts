import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { storeSettings } from './store-settings'

const ROOT = path.resolve(__dirname, '..', '..')
const READY = /is ready after [\d.]+ s: (http:\S+)/
const OUTBOX = /(http:\S+\/__sim)\/outbox\.html/

/** The product as `npm start` runs it: a process of its own, a data folder of its own. */
export class Product {
  url = ''
  /** Address of the simulated WeChat's outbox. */
  outboxUrl = ''
  private process: ChildProcess | null = null
  private readonly dataDir = mkdtempSync(path.join(tmpdir(), 'jbt-product-'))

  /** @param settings beside those of every journey */
  constructor(private readonly settings: Record<string, string> = {}) {}

  /** Starts, also again on the same data; resolves when it says that it is ready. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/commands/start.ts'], {
      cwd: ROOT,
      env: {
        ...process.env,
        ...storeSettings(this.dataDir),
        NODE_ENV: 'production',
        PORT: '0',
        DATA_DIR: this.dataDir,
        LOG_LEVEL: 'error',
        PROGRAMME_DATE: '2021-06-18',
        ...this.settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.process = child
    const said = await untilReady(child)
    this.url = READY.exec(said)?.[1] ?? ''
    this.outboxUrl = `${OUTBOX.exec(said)?.[1] ?? ''}/outbox`
  }

  /** `kill -9`, as a power cut would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  /** Ctrl-C. Resolves with the exit code. */
  async stop(): Promise<number | null> {
    const code = await this.end('SIGINT')
    rmSync(this.dataDir, { recursive: true, force: true })
    return code
  }

  private end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.process
    if (!child || child.exitCode !== null) return Promise.resolve(child?.exitCode ?? null)
    return new Promise((resolve) => {
      child.once('exit', (code) => resolve(code))
      child.kill(signal)
    })
  }
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (said.includes('Ctrl-C stops.')) resolve(said)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) =>
      reject(new Error(`The product ended with ${String(code)} before it was ready:\n${said}`)),
    )
  })
}
