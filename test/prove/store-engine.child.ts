import { maxMessageBytes } from '../../server/store/commands/greeting'
import { execute } from '../../server/store/commands/dispatcher'
import { checkFormat, markFilled, prepareDirectory } from '../../server/store/data-directory'
import { openEngine } from '../../server/store/engine'
import { takeOwnership } from '../../server/store/ownership'
import { listen } from '../../server/store/wire/server'

/**
 * The store without its thread and without TypeScript to load: what is left is what a crash can hurt, and it starts
 * fast enough for hundreds of rounds.
 */
async function main(dataDir: string): Promise<void> {
  const directory = prepareDirectory(dataDir)
  const { path, dataFile, socket } = directory
  takeOwnership(path, socket)
  await checkFormat(directory)
  const engine = openEngine({ dataFile, socket, hasTestCommands: false })
  await listen({
    path: socket,
    maxMessageBytes,
    answer: (body) => execute(engine, body),
    onProtocolError: (error) => console.error(error),
  })
  markFilled(directory)
  process.send?.(`mongodb://${encodeURIComponent(socket)}/?directConnection=true`)
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
