import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { DirectoryInUse, hasLivingOwner } from './ownership'

/** What this process has of a store that it owns itself. */
export interface OwnedStore {
  close(): Promise<void>
}

export interface SharedOptions {
  readonly path: string
  readonly log: (message: string) => void
  /**
   * Takes the directory and starts the store, at the address of an earlier owner when there was one; rejects with
   * DirectoryInUse when another process has it.
   */
  readonly own: (socket?: string) => Promise<OwnedStore>
}

const lookEveryMs = 200
const tryAgainMs = 5_000
const patienceMs = 15_000

/** Owns a directory, or waits until its owner answers and stays beside it. Gives the socket that answers, too. */
export async function ownOrJoin(
  options: SharedOptions,
): Promise<{ readonly store: OwnedStore; readonly socket?: string }> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    try {
      return { store: await options.own() }
    } catch (error) {
      if (!(error instanceof DirectoryInUse) || error.pid === process.pid) throw error
      if (await answers(error.socket))
        return { store: new Successor(options, error.socket), socket: error.socket }
      if (performance.now() > deadline) throw error
    }
    await sleep(lookEveryMs)
  }
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket)
    connection.once('connect', () => resolve(true))
    connection.once('error', () => resolve(false))
    connection.once('close', () => connection.destroy())
    connection.once('connect', () => connection.end())
  })
}

/**
 * Stays beside the owner of a directory and takes its place when it has ended, in whatever way: what the owner
 * acknowledged is on the disk, and the successor listens at the same address, so that drivers find it by themselves.
 */
class Successor implements OwnedStore {
  private owned: OwnedStore | undefined
  private isClosing = false
  private readonly watching: Promise<void>

  constructor(
    private readonly options: SharedOptions,
    private readonly socket: string,
  ) {
    this.watching = this.watch()
  }

  private async watch(): Promise<void> {
    while (!this.isClosing && this.owned === undefined) {
      await sleep(lookEveryMs)
      if (!this.isClosing && !hasLivingOwner(this.options.path)) await this.takeOver()
    }
  }

  private async takeOver(): Promise<void> {
    try {
      this.owned = await this.options.own(this.socket)
      this.options.log(
        `The owner of ${this.options.path} has ended; this process (${process.pid}) owns it now`,
      )
    } catch (error) {
      // Another process beside the same owner was faster.
      if (error instanceof DirectoryInUse) return
      const reason = error instanceof Error ? error.message : String(error)
      this.options.log(
        `The owner of ${this.options.path} has ended, and nobody can take its place: ${reason}`,
      )
      await sleep(this.isClosing ? 0 : tryAgainMs)
    }
  }

  async close(): Promise<void> {
    this.isClosing = true
    await this.watching
    await this.owned?.close()
  }
}
