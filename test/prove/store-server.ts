import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'esbuild'

/** A store in a process of its own, which can be killed. */
export class StoreServer {
  private constructor(
    readonly child: ChildProcess,
    readonly uri: string,
    /** From the start of the process until it takes connections. */
    readonly readyAfterMs: number,
  ) {}

  /** The store as the server runs it; or, with `engine`, its bundled engine alone. */
  static start(dataDir: string, engine?: string): Promise<StoreServer> {
    const from = performance.now()
    const child = fork(engine ?? join(__dirname, 'store-server.child.ts'), [dataDir], {
      execArgv: engine === undefined ? ['--require', require.resolve('tsx/cjs')] : [],
    })
    return new Promise((resolve, reject) => {
      child.once('message', (uri) => resolve(new StoreServer(child, String(uri), performance.now() - from)))
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`The store's process has ended (${code ?? 'killed'})`)))
    })
  }

  /** Bundles the engine; answers with its file, which lies where its packages are found. */
  static async bundleEngine(): Promise<string> {
    const outfile = join(__dirname, '../../node_modules/.cache/store-engine.cjs')
    await build({
      entryPoints: [join(__dirname, 'store-engine.child.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      packages: 'external',
      logLevel: 'error',
    })
    return outfile
  }

  /** Ends the process without warning. */
  kill(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.child.once('exit', () => resolve()))
    this.child.kill('SIGKILL')
    return ended
  }
}
