import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectRaw } from './raw-connection'
import { StoreServer } from './store-server'
import { type Judgement, judgeTrace } from './sync-trace'

const inserts = 1000
const connections = 16

/**
 * `npm run prove:store-sync`: watches the system calls of a running store and looks for an answer to an insert that was
 * sent before the insert was synced: 1,000 by one connection, one after another, and 1,000 by sixteen at the same time.
 */
async function main(): Promise<number> {
  if (spawnSync('strace', ['-V']).status !== 0) {
    console.error('strace is not installed; without it the order of system calls cannot be seen')
    return 2
  }
  const alone = await watch(1)
  const together = await watch(connections)
  console.log(`1 connection:   ${describe(alone)}`)
  console.log(`${connections} connections: ${describe(together)}`)
  const isEnough = alone.answers >= inserts && together.answers >= inserts
  return isEnough && alone.tooEarly + together.tooEarly === 0 ? 0 : 1
}

function describe({ answers, tooEarly, syncs }: Judgement): string {
  return `${answers} acknowledgements, ${tooEarly} before their sync; ${syncs} syncs`
}

async function watch(count: number): Promise<Judgement> {
  const directory = mkdtempSync(join(tmpdir(), 'store-sync-'))
  const trace = join(directory, 'trace.txt')
  try {
    const server = await StoreServer.start(join(directory, 'data'))
    const sockets = await Promise.all(Array.from({ length: count }, () => connectRaw(server.uri)))
    for (const socket of sockets) await socket.insert()
    const calls =
      'trace=read,write,writev,sendmsg,sendto,recvmsg,recvfrom,pwrite64,pwritev,fdatasync,fsync,msync'
    const tracer = spawn('strace', [
      '-f',
      '-y',
      '-s',
      '64',
      '-e',
      calls,
      '-o',
      trace,
      '-p',
      String(server.child.pid),
    ])
    await sleep(1500)
    const each = Math.ceil(inserts / count)
    await Promise.all(
      sockets.map(async (socket) => {
        for (let n = 0; n < each; n++) await socket.insert()
      }),
    )
    for (const socket of sockets) socket.close()
    const ended = new Promise((resolve) => tracer.once('exit', resolve))
    tracer.kill('SIGINT')
    await ended
    await server.kill()
    return judgeTrace(readFileSync(trace, 'latin1'))
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
