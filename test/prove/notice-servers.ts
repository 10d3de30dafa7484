import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import * as v from 'valibot'

const ROOT = path.resolve(__dirname, '../..')

const said = v.object({
  ready: v.optional(v.string()),
  done: v.optional(v.number()),
  told: v.optional(v.array(v.string())),
  copies: v.optional(v.array(v.object({ page: v.string(), state: v.string(), attempts: v.number() }))),
})
export type Said = v.InferOutput<typeof said>
export type Copy = NonNullable<Said['copies']>[number]

/** A server that writes notices on demand and can be killed like any process. */
export interface NoticeServer {
  url: string
  order(what: object): void
  /** The next answer that has this. */
  heard<Key extends keyof Said>(key: Key): Promise<NonNullable<Said[Key]>>
  kill(): Promise<void>
}

/** @param onDone told of every notice that was committed */
export async function startNoticeServer(
  dataDir: string,
  wechat: { baseUrl: string; push: { token: string; aesKey: string } },
  onDone: (number: number) => void,
): Promise<NoticeServer> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(ROOT, 'test/prove/notice-server.child.ts'), JSON.stringify(wechat)],
    {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: dataDir,
        PORT: '0',
        PROGRAMME_DATE: '2021-06-18',
        EMBEDDED_STORE: 'shared',
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const listeners = new Set<(what: Said) => void>()
  listen(child, (what) => {
    if (what.done !== undefined) onDone(what.done)
    for (const listener of listeners) listener(what)
  })
  const heard = <Key extends keyof Said>(key: Key) =>
    new Promise<NonNullable<Said[Key]>>((resolve, reject) => {
      const listener = (what: Said) => {
        const value = what[key]
        if (value === undefined) return
        listeners.delete(listener)
        child.removeListener('exit', fail)
        resolve(value as NonNullable<Said[Key]>)
      }
      const fail = () => reject(new Error('The server ended'))
      listeners.add(listener)
      child.once('exit', fail)
    })
  const url = await heard('ready')
  return {
    url,
    heard,
    order(what) {
      child.stdin?.write(`${JSON.stringify(what)}\n`)
    },
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

function listen(child: ChildProcess, hear: (what: Said) => void): void {
  if (!child.stdout || !child.stdin) throw new Error('The process has no input or output')
  // A server that was just killed takes no more orders: they are given again to another.
  child.stdin.on('error', () => undefined)
  createInterface(child.stdout).on('line', (line) => {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), said), line)
    if (parsed.success) hear(parsed.output)
  })
}
