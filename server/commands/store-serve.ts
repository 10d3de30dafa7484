import { createServer, connect } from 'node:net'
import { startStore } from '../store/start-store'
import { dataDirectory } from './store-directory'

const usage = `Usage: npm run -s store:serve -- [--port PORT] [--test-commands]

Serves the embedded store of DATA_DIR by itself, without the product, until Ctrl-C: for a shell, a look at the data, or
a driver's own test suite. --port listens on 127.0.0.1, too; the store knows no passwords, so everybody on this machine can
then read and write it. --test-commands takes configureFailPoint, by which tests of drivers order faults.`

interface Options {
  readonly port: number | undefined
  readonly hasTestCommands: boolean
}

/** @throws Error with the usage when an argument is unknown */
function optionsOf(words: readonly string[]): Options {
  const at = words.indexOf('--port')
  const port = at === -1 ? undefined : Number(words[at + 1])
  const rest = words.filter((_word, index) => at === -1 || (index !== at && index !== at + 1))
  const isKnown = rest.every((word) => word === '--test-commands')
  const isPort = port === undefined || (Number.isInteger(port) && port >= 0 && port <= 65_535)
  if (!isKnown || !isPort) throw new Error(usage)
  return { port, hasTestCommands: rest.length > 0 }
}

async function main({ port, hasTestCommands }: Options): Promise<void> {
  const store = await startStore({ dataDir: dataDirectory(), hasTestCommands, log: console.error })
  console.log(store.uri)
  const door = port === undefined ? null : await openDoor(socketOf(store.uri), port)
  if (door) console.log(door.uri)
  const stop = () => {
    door?.close()
    store.close().then(() => process.exit(0), fail)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function socketOf(uri: string): string {
  return decodeURIComponent(new URL(uri).host)
}

/** Passes every connection to a loopback port on to the store's socket. */
function openDoor(socket: string, port: number): Promise<{ readonly uri: string; close(): void }> {
  const server = createServer((outside) => {
    const inside = connect(socket)
    outside.pipe(inside).pipe(outside)
    outside.on('error', () => inside.destroy())
    inside.on('error', () => outside.destroy())
    inside.on('close', () => outside.destroy())
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const taken = typeof address === 'object' && address !== null ? address.port : port
      resolve({ uri: `mongodb://127.0.0.1:${taken}/?directConnection=true`, close: () => server.close() })
    })
  })
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

try {
  main(optionsOf(process.argv.slice(2))).catch(fail)
} catch (error) {
  fail(error)
}
