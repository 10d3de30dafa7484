import { statfsSync } from 'node:fs'
import type { RootDatabase } from 'lmdb'
import { StoreError } from '../errors'

/** Work on its way through a batch, for whoever waits for it. */
class Job<T> {
  private outcome: { readonly value: T } | { readonly error: unknown } | undefined

  constructor(
    private readonly work: () => T,
    private readonly resolve: (value: T) => void,
    readonly reject: (error: unknown) => void,
  ) {}

  run(): void {
    try {
      this.outcome = { value: this.work() }
    } catch (error) {
      this.outcome = { error }
    }
  }

  /** Tells how it went, once the batch is on the disk. */
  settle(): void {
    const { outcome } = this
    if (outcome !== undefined && 'value' in outcome) this.resolve(outcome.value)
    else this.reject(outcome?.error)
  }
}

/**
 * Runs work in batches of one write transaction and one sync each. What comes while a batch is on its way to the disk
 * waits for the next: it would have to wait for the disk in any case, and so more of it shares a sync.
 */
export class GroupCommit {
  /** Is told of each batch that it is on the disk, or lost, before those who wait for it. */
  onEnd: (isLost: boolean) => void = () => undefined
  private waiting: Pick<Job<unknown>, 'run' | 'settle' | 'reject'>[] = []
  private running: Promise<void> | undefined

  constructor(
    private readonly root: RootDatabase<Buffer, Buffer>,
    private readonly path: string,
  ) {}

  /**
   * Runs `work` in the next batch, and resolves or rejects with its outcome when the batch is on the disk. What work
   * has written before it throws is kept. Rejects with the disk's fault when the whole batch is lost.
   */
  run<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push(new Job(work, resolve, reject))
      this.running ??= this.runBatches()
    })
  }

  /** Resolves when nothing is waiting or on its way any more. */
  async idle(): Promise<void> {
    while (this.running !== undefined) await this.running
  }

  private async runBatches(): Promise<void> {
    while (this.waiting.length > 0) await this.runBatch()
    this.running = undefined
  }

  private async runBatch(): Promise<void> {
    let batch: typeof this.waiting = []
    try {
      const committed = this.root.transaction(() => {
        batch = this.take()
        for (const job of batch) job.run()
      })
      // Asked for at once, because a later question would be about a later batch.
      const flushed = this.root.flushed.then(() => undefined)
      await committed
      this.root.resetReadTxn()
      await flushed
    } catch (error) {
      this.lose(batch.length > 0 ? batch : this.take(), await diskError(error, this.path))
      return
    }
    this.onEnd(false)
    for (const job of batch) job.settle()
  }

  private lose(batch: typeof this.waiting, reason: unknown): void {
    try {
      this.onEnd(true)
    } finally {
      for (const job of batch) job.reject(reason)
    }
  }

  private take(): typeof this.waiting {
    const batch = this.waiting
    this.waiting = []
    return batch
  }
}

/** LMDB rejects with a general error whose `commitError` rejects with the cause. */
export function isFailedCommit(error: unknown): error is Error & { commitError: Promise<never> } {
  return typeof error === 'object' && error !== null && 'commitError' in error
}

export function isFullDisk(error: unknown): boolean {
  return /no space left|file too large|MDB_MAP_FULL/i.test(String(error))
}

/** Bytes below which a disk that took a write only in part is a full one. */
const lastBytes = 1_000_000

async function diskError(error: unknown, path: string): Promise<unknown> {
  const cause: unknown = isFailedCommit(error)
    ? await error.commitError.catch((reason: unknown) => reason)
    : error
  if (!isFullDisk(cause) && !(isTakenInPart(cause) && freeBytes(path) < lastBytes)) return cause
  return new StoreError(
    'OutOfDiskSpace',
    'There is no space left for the data; nothing of this write was kept',
  )
}

/** LMDB tells a write of which the disk took less than all as an I/O error, and does not ask why. */
function isTakenInPart(error: unknown): boolean {
  return /Input\/output error/.test(String(error))
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}
