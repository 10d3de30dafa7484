import { startStore } from '../../server/store/start-store'

/** A process with nothing but a store: it tells its address when it is ready, and runs until it is killed. */
async function main(dataDir: string): Promise<void> {
  const store = await startStore({ dataDir, log: (line) => console.error(line) })
  process.send?.(store.uri)
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
