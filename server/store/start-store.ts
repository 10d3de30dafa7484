import { rmSync } from 'node:fs'
import {
  checkFormat,
  type DataDirectory,
  markFilled,
  prepareDirectory,
  UnusableDirectory,
} from './data-directory'
import { takeOwnership } from './ownership'
import { type OwnedStore, ownOrJoin } from './shared-store'
import { StoreThread } from './store-thread'

export { UnusableDirectory } from './data-directory'
export { DirectoryInUse } from './ownership'
export { backupStore, restoreStore } from './upkeep/backup'
export { verifyStore } from './upkeep/verify-store'
export type { VerifyReport } from './upkeep/findings'

export interface StoreOptions {
  /** The directory of the data; it is made when it does not exist, and belongs to this process until `close`. */
  readonly dataDir: string
  /** Takes a line for the log, for example a failure of the store's regular work. */
  readonly log?: (message: string) => void
  /** Takes commands that cause faults on order (configureFailPoint); only for tests. */
  readonly hasTestCommands?: boolean
  /**
   * Works beside another process that owns the directory instead of refusing, through its socket, and takes its place
   * when it ends. The address stays the same, so a driver that retries goes on.
   */
  readonly isShared?: boolean
}

export interface RunningStore {
  /** Connection string for a MongoDB driver; add a database name before the question mark as needed. */
  readonly uri: string
  /** Ends the store, or leaves it to the process that owns it; everything acknowledged is on the disk in any case. */
  close(): Promise<void>
}

/**
 * Starts the embedded store in a thread of its own and resolves when it takes connections. Rejects when another
 * living process owns the directory (the message names its pid), unless it is to be shared, or when the directory
 * holds foreign, newer or torn data, or lies on a full disk.
 */
export async function startStore(options: StoreOptions): Promise<RunningStore> {
  const { log = () => undefined, hasTestCommands = false, isShared = false } = options
  const directory = prepareDirectory(options.dataDir)
  const own = (socket = directory.socket) => startOwned({ ...directory, socket }, { hasTestCommands, log })
  if (!isShared) return runningStore(await own(), directory.socket)
  const { store, socket = directory.socket } = await ownOrJoin({ path: directory.path, own, log })
  return runningStore(store, socket)
}

function runningStore(store: OwnedStore, socket: string): RunningStore {
  let closing: Promise<void> | undefined
  return {
    uri: `mongodb://${encodeURIComponent(socket)}/?directConnection=true`,
    close: () => (closing ??= store.close()),
  }
}

interface OwnedOptions {
  readonly hasTestCommands: boolean
  readonly log: (message: string) => void
}

/** A start writes a little: on a full disk it is refused with a sentence, and works when there is space again. */
async function startOwned(directory: DataDirectory, options: OwnedOptions): Promise<OwnedStore> {
  try {
    return await start(directory, options)
  } catch (error) {
    if (!/ENOSPC|no space left/i.test(String(error))) throw error
    throw new UnusableDirectory(`There is no space left for ${directory.path}; make some, then start again`)
  }
}

async function start(directory: DataDirectory, options: OwnedOptions): Promise<OwnedStore> {
  const { path, dataFile, socket } = directory
  const release = takeOwnership(path, socket)
  let thread: StoreThread | undefined
  try {
    await checkFormat(directory)
    const { hasTestCommands, log } = options
    thread = new StoreThread({ dataFile, socket, hasTestCommands }, log)
    await thread.ready
    markFilled(directory)
  } catch (error) {
    await thread?.close()
    release()
    throw error
  }
  const running = thread
  return { close: () => close(running, socket, release) }
}

async function close(thread: StoreThread, socket: string, release: () => void): Promise<void> {
  await thread.close()
  rmSync(socket, { force: true })
  release()
}
